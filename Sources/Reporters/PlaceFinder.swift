import SourceText

/// A span as a report names it: a path and two positions.
struct Place {
    /// The path of the file, with `/`.
    let path: String
    /// The first character.
    let start: Position
    /// The character after the last.
    let end: Position

    /// `path:line:column`, where editors and terminals jump to.
    var text: String { "\(path):\(start.line):\(start.column)" }
}

/// Turns spans into positions; remembers the last ones, so that a file with a single long line costs no more than another.
///
/// Fast for spans in the order of the file, right for any.
struct PlaceFinder {
    private struct Cursor {
        var offset: UInt32
        var position: Position
    }

    private let report: Report
    private var starts: [SourceFile.ID: Cursor] = [:]
    private var ends: [SourceFile.ID: Cursor] = [:]

    init(_ report: Report) { self.report = report }

    /// The place of a span; nil if its file is not known.
    mutating func place(of span: Span) -> Place? {
        guard let file = report.file(of: span) else { return nil }
        let start = Self.position(of: span.lower, in: file, from: &starts)
        let end = Self.position(of: span.upper, in: file, from: &ends)
        return Place(path: file.path, start: start, end: end)
    }

    /// The place of the part of a span that is in its first line.
    mutating func firstLine(of span: Span) -> Place? {
        guard let file = report.file(of: span) else { return nil }
        let lines = file.lines
        let line = lines.range(of: lines.line(of: span.lower))
        var upper = UInt32(max(line.upperBound, Int(span.lower)))
        if upper > span.lower, Int(upper) <= file.bytes.count, file.bytes[Int(upper) - 1] == UInt8(ascii: "\r") { upper -= 1 }
        return place(of: Span(span.file, span.lower, min(span.upper, upper)))
    }

    /// The columns of both ends of a span as numbers of UTF-8 bytes, from 1.
    func byteColumns(of span: Span) -> (start: Int, end: Int)? {
        guard let file = report.file(of: span) else { return nil }
        let lines = file.lines
        func column(_ offset: UInt32) -> Int {
            let line = lines.line(of: offset)
            // A byte-order mark is no column of the first line.
            let mark = line == 1 && file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            return max(1, Int(offset) - lines.start(of: line) + 1 - mark)
        }
        return (column(span.lower), column(span.upper))
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
