/// Why a pattern is no regular expression: the reason in Go's words, and where.
///
/// Source: https://pkg.go.dev/regexp/syntax#ErrorCode
package struct RegexError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in the words of Go's `regexp`: "missing closing ]".
    package let reason: String
    /// The part of the pattern that is at fault.
    package let fragment: String
    /// Where `fragment` begins, in UTF-8 bytes of the pattern.
    package let offset: Int

    init(_ reason: String, _ fragment: String, at offset: Int) {
        (self.reason, self.fragment, self.offset) = (reason, fragment, offset)
    }

    /// The message as Go prints it, without "error parsing regexp: ".
    package var description: String { "\(reason): `\(fragment)`" }
}
