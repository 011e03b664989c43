/// A place in a document as editors name it: both numbers from 0.
package struct EditorPosition: Hashable, Comparable, Sendable {
    /// The line.
    package let line: Int
    /// The code unit of the line, in the encoding that editor and server have agreed on.
    package let character: Int

    /// A place by its numbers.
    package init(line: Int, character: Int) { (self.line, self.character) = (line, character) }

    package static func < (a: EditorPosition, b: EditorPosition) -> Bool { (a.line, a.character) < (b.line, b.character) }
}

/// What an editor counts in a line.
package enum PositionEncoding: String, Sendable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"

    /// How many units a scalar takes, by the first byte of its UTF-8; 0 for the bytes that follow it.
    fileprivate func units(_ byte: UInt8) -> Int {
        switch self {
        case .utf8: 1
        case .utf16: byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
        }
    }
}

/// Where the lines of a text start, as editors count them: LF, CRLF and CR end a line.
package struct LineIndex: Sendable {
    private let bytes: [UInt8]
    private let starts: [Int]
    private let encoding: PositionEncoding

    /// Counts the lines of a text.
    package init(_ bytes: [UInt8], _ encoding: PositionEncoding) {
        var starts = [0]
        for (offset, byte) in bytes.enumerated() {
            if byte == 0x0A || (byte == 0x0D && !(offset + 1 < bytes.count && bytes[offset + 1] == 0x0A)) {
                starts.append(offset + 1)
            }
        }
        (self.bytes, self.starts, self.encoding) = (bytes, starts, encoding)
    }

    /// How many lines there are.
    package var count: Int { starts.count }

    /// The place of a byte; of one past the end, the end.
    package func position(of offset: Int) -> EditorPosition {
        let offset = min(max(0, offset), bytes.count)
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        // Editors do not count a byte-order mark.
        let mark = low == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let character = bytes[min(starts[low] + mark, offset)..<offset].reduce(0) { $0 + encoding.units($1) }
        return EditorPosition(line: low, character: character)
    }

    /// The byte at a place. A place past the end of its line is the end of the line, one past the last line the end of the text, and one
    /// within a character the start of the character.
    package func offset(of position: EditorPosition) -> Int {
        guard position.line >= 0 else { return 0 }
        guard position.line < starts.count else { return bytes.count }
        var offset = starts[position.line]
        let end = lineEnd(position.line)
        if position.line == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        var left = position.character
        while offset < end, left > 0 {
            let width = Self.width(bytes[offset])
            let units = encoding == .utf8 ? width : encoding.units(bytes[offset])
            if units > left { break }
            left -= units
            offset = min(offset + width, end)
        }
        return offset
    }

    /// The bytes of a line without its end.
    package func range(of line: Int) -> Range<Int> { starts[line]..<lineEnd(line) }

    private func lineEnd(_ line: Int) -> Int {
        guard line + 1 < starts.count else { return bytes.count }
        var end = starts[line + 1]
        if end > starts[line], bytes[end - 1] == 0x0A { end -= 1 }
        if end > starts[line], bytes[end - 1] == 0x0D { end -= 1 }
        return end
    }

    /// How many bytes a character takes, by its first byte; 1 for bytes that start none.
    private static func width(_ byte: UInt8) -> Int { byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4 }
}
