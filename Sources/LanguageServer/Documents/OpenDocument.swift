package import JSON

/// A document that an editor has open: its text counts, whatever is on disk.
package struct OpenDocument: Sendable {
    /// The name by which the editor knows it.
    package let uri: String
    /// The number of its last change.
    package private(set) var version: Int
    /// The text as UTF-8.
    package private(set) var bytes: [UInt8]
    private let encoding: PositionEncoding

    /// A document as it was opened.
    package init(uri: String, version: Int, text: String, encoding: PositionEncoding) {
        (self.uri, self.version, self.encoding) = (uri, version, encoding)
        bytes = Array(text.utf8)
    }

    /// The lines of the text.
    package var lines: LineIndex { LineIndex(bytes, encoding) }

    /// Makes changes one after the other, each on what the one before has left: of a range, or of the whole text where there is no range.
    ///
    /// - Returns: whether all of them could be understood; those that could not change nothing.
    package mutating func change(_ changes: [JSONValue], version: Int) -> Bool {
        self.version = version
        var isUnderstood = true
        for change in changes {
            guard let text = change["text"].text else {
                isUnderstood = false
                continue
            }
            guard !change["range"].isNull else {
                bytes = Array(text.utf8)
                continue
            }
            guard let range = EditorRange(change["range"]) else {
                isUnderstood = false
                continue
            }
            let lines = lines
            let (lower, upper) = (lines.offset(of: range.start), lines.offset(of: range.end))
            bytes.replaceSubrange(min(lower, upper)..<max(lower, upper), with: text.utf8)
        }
        return isUnderstood
    }
}

/// A part of a document as editors name it; the end is not in it.
package struct EditorRange: Hashable, Sendable {
    /// Where it starts.
    package let start: EditorPosition
    /// Where it ends.
    package let end: EditorPosition

    /// A part by its ends.
    package init(_ start: EditorPosition, _ end: EditorPosition) { (self.start, self.end) = (start, end) }

    /// Reads a range; nil if it is none.
    package init?(_ value: JSONValue) {
        guard let start = EditorPosition(value["start"]), let end = EditorPosition(value["end"]) else { return nil }
        self.init(start, end)
    }

    /// The range as JSON.
    package var json: JSONValue { ["start": start.json, "end": end.json] }

    /// Whether two ranges share a place; a shared end counts.
    package func touches(_ other: EditorRange) -> Bool { start <= other.end && other.start <= end }
}

extension EditorPosition {
    /// Reads a position; nil if it is none.
    package init?(_ value: JSONValue) {
        guard let line = value["line"].integer, let character = value["character"].integer, line >= 0, character >= 0 else {
            return nil
        }
        self.init(line: line, character: character)
    }

    /// The position as JSON.
    package var json: JSONValue { ["line": .int(line), "character": .int(character)] }
}
