import SourceText

/// Turns spans into places; remembers the last ones, so that a file with a single long line costs no more than another.
///
/// Fast for spans in the order of the file, right for any.
struct PlaceFinder {
    private struct Cursor {
        var offset: UInt32
        var position: Position
    }

    private let file: (Span) -> SourceFile?
    private var starts: [SourceFile.ID: Cursor] = [:]
    private var ends: [SourceFile.ID: Cursor] = [:]

    /// A finder of places in files, of which nil means that a file is not known.
    init(file: @escaping (Span) -> SourceFile?) { self.file = file }

    /// The place of a span; nil if its file is not known.
    mutating func place(of span: Span) -> Place? {
        guard let file = file(span) else { return nil }
        let lines = file.lines
        let line = lines.line(of: span.lower)
        let start = Self.position(of: span.lower, in: file, from: &starts)
        let end = Self.position(of: span.upper, in: file, from: &ends)
        let firstLineEnd = max(span.lower, min(span.upper, Self.end(of: line, in: file, lines)))
        return Place(
            path: file.path, start: start, end: end,
            firstLineEnd: firstLineEnd == span.upper ? end : file.position(of: firstLineEnd),
            byteColumns: Place.ByteColumns(
                start: Self.byteColumn(of: span.lower, in: file, lines), end: Self.byteColumn(of: span.upper, in: file, lines)))
    }

    /// The offset at which the text of a line ends, before CR and LF.
    private static func end(of line: Int, in file: SourceFile, _ lines: LineTable) -> UInt32 {
        let range = lines.range(of: line)
        let endsWithReturn = range.upperBound > range.lowerBound && file.bytes[range.upperBound - 1] == UInt8(ascii: "\r")
        return UInt32(endsWithReturn ? range.upperBound - 1 : range.upperBound)
    }

    private static func byteColumn(of offset: UInt32, in file: SourceFile, _ lines: LineTable) -> Int {
        let line = lines.line(of: offset)
        // A byte-order mark is no column of the first line.
        let mark = line == 1 && file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        return max(1, Int(offset) - lines.start(of: line) + 1 - mark)
    }

    private static func position(
        of offset: UInt32, in file: SourceFile, from cursors: inout [SourceFile.ID: Cursor]
    ) -> Position {
        let position: Position
        if let cursor = cursors[file.id], cursor.offset <= offset, Int(offset) <= file.bytes.count,
            file.lines.line(of: offset) == cursor.position.line, cursor.offset >= 3
        {
            var column = cursor.position.column
            for byte in file.bytes[Int(cursor.offset)..<Int(offset)] where byte & 0xC0 != 0x80 { column += 1 }
            position = Position(line: cursor.position.line, column: column)
        } else {
            position = file.position(of: offset)
        }
        cursors[file.id] = Cursor(offset: offset, position: position)
        return position
    }
}
