/// One change of a source file: the bytes of a span become other bytes.
public struct TextEdit: Hashable, Sendable {
    /// What is replaced; an empty span inserts.
    public let span: Span
    /// What comes in its place; empty deletes.
    public let replacement: [UInt8]

    /// Replaces the bytes of a span by a text.
    public init(_ span: Span, with text: String) { (self.span, replacement) = (span, Array(text.utf8)) }
}

extension Sequence<TextEdit> {
    /// The bytes after all edits, which must be of one file; nil if two of them overlap.
    ///
    /// Two insertions at one place keep the order in which they are given.
    public func applied(to bytes: [UInt8]) -> [UInt8]? {
        let edits = enumerated().sorted { a, b in
            (a.element.span.lower, a.element.span.upper, a.offset) < (b.element.span.lower, b.element.span.upper, b.offset)
        }.map(\.element)
        var result: [UInt8] = []
        var position = 0
        for edit in edits {
            guard Int(edit.span.lower) >= position, Int(edit.span.upper) <= bytes.count else { return nil }
            result += bytes[position..<Int(edit.span.lower)]
            result += edit.replacement
            position = Int(edit.span.upper)
        }
        return result + bytes[position...]
    }
}
