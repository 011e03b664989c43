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
        let line = Self.scalars(bytes[lineStart..<lineEnd].map { $0 == 9 ? 32 : $0 })
        let before = Self.scalars(bytes[lineStart..<start]).count
        let width = Self.scalars(bytes[start..<max(start, min(range.upperBound, lineEnd))]).count
        // Of a line that no terminal shows in one, the part around the fault.
        let first = line.count > Self.longestLine ? max(0, min(before - Self.longestLine / 3, line.count - Self.longestLine)) : 0
        let shown = line[first..<min(line.count, first + Self.longestLine)]
        let text = (first > 0 ? "…" : "") + String(shown) + (shown.endIndex < line.count ? "…" : "")
        let margin = String(repeating: " ", count: before - first + (first > 0 ? 1 : 0))
        let carets = String(repeating: "^", count: max(1, min(width, shown.endIndex - before)))
        return "\(message)\n  \(text)\n  \(margin)\(carets)"
    }

    private static let longestLine = 200

    private static func scalars(_ utf8: some Collection<UInt8>) -> [Unicode.Scalar] {
        Array(String(decoding: utf8, as: UTF8.self).unicodeScalars)
    }
}
