/// Why an expression cannot be compiled, or came to no value, and which part of it is at fault.
public struct CELError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong: names in quotes, no full stop.
    public let message: String
    /// The part of the expression that is at fault, in UTF-8 bytes from its start; may be empty, at a place.
    public let range: Range<Int>

    /// An error at a part of an expression.
    public init(_ message: String, at range: Range<Int>) {
        (self.message, self.range) = (message, range)
    }

    /// The message alone.
    public var description: String { message }

    /// The message, the line of the expression that is at fault, and carets under the fault.
    ///
    /// - Parameter expression: the text that the error is about.
    public func rendered(in expression: String) -> String {
        let bytes = Array(expression.utf8)
        let start = min(range.lowerBound, bytes.count)
        let lineStart = bytes[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let lineEnd = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        // Tabs are shown as one blank so that the carets stand where they should.
        let line = String(decoding: bytes[lineStart..<lineEnd].map { $0 == 9 ? 32 : $0 }, as: UTF8.self)
        let before = String(decoding: bytes[lineStart..<start], as: UTF8.self).unicodeScalars.count
        let width = String(decoding: bytes[start..<max(start, min(range.upperBound, lineEnd))], as: UTF8.self).unicodeScalars
            .count
        return "\(message)\n  \(line)\n  \(String(repeating: " ", count: before))\(String(repeating: "^", count: max(1, width)))"
    }
}
