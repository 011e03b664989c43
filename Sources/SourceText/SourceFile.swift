import Synchronization

/// One file as it was read: its path, its bytes, and the lines they fall into.
///
/// A value of this type never changes. It is a class because documents, findings and origins of one run all share it.
public final class SourceFile: @unchecked Sendable {
    /// The number of a file in one run; findings and spans name files by it.
    public struct ID: Hashable, Comparable, Sendable {
        /// The number, from 0.
        public let rawValue: UInt32

        /// Names the file with that number.
        public init(_ rawValue: UInt32) { self.rawValue = rawValue }

        public static func < (a: ID, b: ID) -> Bool { a.rawValue < b.rawValue }
    }

    /// The number of this file in its run.
    public let id: ID
    /// The path as people know it: relative to the working directory where it can be, with `/` between its parts.
    public let path: String
    /// The bytes as they are on disk.
    public let bytes: [UInt8]
    /// Where the bytes are in memory, for readers that cannot pay for bounds checks. Valid as long as this object lives:
    /// `bytes` is never changed, so its storage never moves.
    package let base: UnsafePointer<UInt8>
    private let table = Mutex<LineTable?>(nil)

    /// A file with bytes that have been read already.
    ///
    /// - Precondition: there are fewer than 2³² bytes.
    public init(id: ID, path: String, bytes: [UInt8]) {
        precondition(bytes.count < Int(UInt32.max), "a source file is smaller than 4 GiB")
        (self.id, self.path, self.bytes) = (id, path, bytes)
        base = bytes.withUnsafeBufferPointer { $0.baseAddress ?? UnsafePointer(bitPattern: 1)! }
    }

    /// A file with the text of a string, for tests and for text that was never on disk.
    public convenience init(id: ID = ID(0), path: String, text: String) {
        self.init(id: id, path: path, bytes: Array(text.utf8))
    }

    /// The whole file.
    public var span: Span { Span(id, 0, UInt32(bytes.count)) }

    /// The lines of this file. They are counted the first time somebody asks.
    public var lines: LineTable {
        table.withLock { table in
            if let table { return table }
            let counted = LineTable(bytes)
            table = counted
            return counted
        }
    }

    /// Whether a text, which is not empty, stands anywhere in the file.
    package func contains(_ text: StaticString) -> Bool {
        UnsafeBufferPointer(start: base, count: bytes.count).holds(text)
    }

    /// Whether a text stands anywhere in the file.
    package func contains(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { UnsafeBufferPointer(start: base, count: bytes.count).holds($0) }
    }

    /// The line and the column of a byte.
    public func position(of offset: UInt32) -> Position {
        let line = lines.line(of: offset)
        let start = lines.start(of: line)
        let upTo = min(Int(offset), bytes.count)
        var column = 1
        for byte in bytes[start..<max(start, upTo)] where byte & 0xC0 != 0x80 { column += 1 }
        // A byte-order mark is no column of the first line.
        if start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) && upTo >= 3 { column -= 1 }
        return Position(line: line, column: column)
    }

    /// The text of a span. Bytes that are no UTF-8 come out as U+FFFD.
    public func text(of span: Span) -> String {
        precondition(span.file == id, "the span is of another file")
        return String(decoding: bytes[span.range], as: UTF8.self)
    }
}

/// A place as people name it: a line and a column.
public struct Position: Hashable, Comparable, Sendable {
    /// The number of the line, from 1.
    public let line: Int
    /// The number of the Unicode scalar in its line, from 1.
    public let column: Int

    /// The place with these numbers.
    public init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

    public static func < (a: Position, b: Position) -> Bool { (a.line, a.column) < (b.line, b.column) }
}
