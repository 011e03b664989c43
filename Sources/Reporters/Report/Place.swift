public import SourceText

/// A span as a report names it: a path and two positions.
public struct Place: Hashable, Sendable {
    /// The path of the file, with `/`.
    public var path: String
    /// The first character.
    public let start: Position
    /// The character after the last.
    public let end: Position
    /// Where the part in its first line ends; nil if the place has several lines and nobody has the file.
    public let firstLineEnd: Position?
    /// The columns of both ends in UTF-8 bytes, from 1; nil if nobody has the file.
    let byteColumns: ByteColumns?

    /// Columns of the two ends of a place.
    struct ByteColumns: Hashable, Sendable {
        let start: Int
        let end: Int
    }

    /// A place in a file that is not at hand.
    ///
    /// - Parameter firstLineEnd: where the part in the first line ends, if the place has several lines and that is known.
    public init(path: String, start: Position, end: Position, firstLineEnd: Position? = nil) {
        (self.path, self.start, self.end, byteColumns) = (path, start, end, nil)
        self.firstLineEnd = start.line == end.line ? end : firstLineEnd
    }

    init(path: String, start: Position, end: Position, firstLineEnd: Position, byteColumns: ByteColumns) {
        (self.path, self.start, self.end) = (path, start, end)
        (self.firstLineEnd, self.byteColumns) = (firstLineEnd, byteColumns)
    }

    /// `path:line:column`, where editors and terminals jump to.
    var text: String { "\(path):\(start.line):\(start.column)" }

    /// The part in the first line; its first character if nobody knows where the line ends.
    var firstLine: Place {
        Place(path: path, start: start, end: firstLineEnd ?? Position(line: start.line, column: start.column + 1))
    }
}
