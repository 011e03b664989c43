import Policy
import SourceText

/// The lines of a file that are shown with a finding, ready to print, and where the caret goes.
struct Excerpt {
    /// A line with its number.
    struct Line {
        let number: Int
        let text: String
    }

    /// The line before, if there is one.
    let before: Line?
    /// The line that the span starts in.
    let line: Line
    /// The line after, if there is one.
    let after: Line?
    /// What stands before the caret in its line, as blanks: tabs stay tabs, so that it lines up wherever tabs stop.
    let indent: String
    /// How many carets there are; at least one.
    let carets: Int
    private let marked: Marked

    /// What the three parts of the line are made of, by those who ask for them.
    private enum Marked {
        /// The line as it is shown, and the characters that the carets stand under.
        case text(String, Range<Int>)
        /// The bytes of the file, and which of them are the line, shown, and marked.
        case bytes([UInt8], line: Range<Int>, window: Range<Int>, mark: Range<Int>)
    }

    /// The text of the line in three parts, of which the middle one is what the carets stand under; for output that can mark text.
    var parts: [String] {
        switch marked {
        case .text(let text, let mark):
            [
                String(text.prefix(mark.lowerBound)), String(text.dropFirst(mark.lowerBound).prefix(mark.count)),
                String(text.dropFirst(mark.upperBound)),
            ]
        case .bytes(let bytes, let line, let window, let mark):
            [
                (window.lowerBound > line.lowerBound ? "…" : "") + Self.plain(bytes[window.lowerBound..<mark.lowerBound]),
                Self.plain(bytes[mark]),
                Self.plain(bytes[mark.upperBound..<max(mark.upperBound, window.upperBound)])
                    + (window.upperBound < line.upperBound ? "…" : ""),
            ]
        }
    }

    /// Cuts the lines around a span to a width.
    ///
    /// - Parameter isMasked: whether the lines may hold the value of a Secret; then only keys are shown, and no neighbors.
    init(of span: Span, in file: SourceFile, width: Int, isMasked: Bool) {
        let table = file.lines
        let number = table.line(of: span.lower)
        let range = Self.visibleRange(of: number, in: file, table)
        let lower = min(max(Int(span.lower), range.lowerBound), range.upperBound)
        let upper = min(max(Int(span.upper), lower), range.upperBound)
        guard !isMasked else {
            let (text, keyWidth) = MaskedLine.text(file.bytes[range])
            line = Line(number: number, text: text)
            (before, after) = (nil, nil)
            // What is shown is ASCII up to the mark: a byte is a column.
            let start = min(lower - range.lowerBound, keyWidth - 1)
            indent = String(repeating: " ", count: start)
            carets = max(1, min(upper - lower, keyWidth - start))
            marked = .text(text, start..<start + carets)
            return
        }
        let window = Self.window(range, around: lower..<upper, in: file.bytes, width: width)
        line = Line(number: number, text: Self.shown(window, of: range, in: file.bytes))
        let isCut = window.lowerBound > range.lowerBound
        indent = (isCut ? " " : "") + Self.blanks(file.bytes[window.lowerBound..<lower])
        let mark = lower..<max(lower, min(upper, window.upperBound))
        carets = max(1, Self.columns(file.bytes[mark]))
        marked = .bytes(file.bytes, line: range, window: window, mark: mark)
        func neighbor(_ number: Int) -> Line? {
            guard number >= 1, number <= table.count else { return nil }
            let range = Self.visibleRange(of: number, in: file, table)
            if number == table.count, range.isEmpty { return nil }
            let window = Self.window(range, around: range.lowerBound..<range.lowerBound, in: file.bytes, width: width)
            return Line(number: number, text: Self.shown(window, of: range, in: file.bytes))
        }
        (before, after) = (neighbor(number - 1), neighbor(number + 1))
    }

    /// The bytes of a line without its end and without a byte-order mark.
    private static func visibleRange(of line: Int, in file: SourceFile, _ table: LineTable) -> Range<Int> {
        var range = table.range(of: line)
        if range.upperBound > range.lowerBound, file.bytes[range.upperBound - 1] == UInt8(ascii: "\r") {
            range = range.lowerBound..<range.upperBound - 1
        }
        if range.lowerBound == 0, range.count >= 3, file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { range = 3..<range.upperBound }
        return range
    }

    /// The part of a line that fits: from its start if the span then fits too, else with a third of the width before the span.
    /// Costs the width, not the length of the line.
    private static func window(_ line: Range<Int>, around span: Range<Int>, in bytes: [UInt8], width: Int) -> Range<Int> {
        if line.count <= width { return line }
        var lower = line.lowerBound
        if min(span.upperBound, span.lowerBound + width / 3) - lower >= width { lower = span.lowerBound - width / 3 }
        var upper = min(line.upperBound, lower + width - 2)
        while lower < upper, bytes[lower] & 0xC0 == 0x80 { lower += 1 }
        while upper > lower, upper < line.upperBound, bytes[upper] & 0xC0 == 0x80 { upper -= 1 }
        return lower..<upper
    }

    private static func shown(_ window: Range<Int>, of line: Range<Int>, in bytes: [UInt8]) -> String {
        (window.lowerBound > line.lowerBound ? "…" : "") + plain(bytes[window]) + (window.upperBound < line.upperBound ? "…" : "")
    }

    /// The text without what a terminal would obey, tabs aside.
    private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        if bytes.isPrintableASCII { return String(decoding: bytes, as: UTF8.self) }
        var text = ""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            text.unicodeScalars.append(scalar != "\t" && scalar.isControl ? "\u{FFFD}" : scalar)
        }
        return text
    }

    private static func blanks(_ bytes: ArraySlice<UInt8>) -> String {
        if bytes.isPrintableASCII { return String(repeating: " ", count: bytes.count) }
        var result = ""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            result += scalar == "\t" ? "\t" : String(repeating: " ", count: scalar.isControl ? 1 : scalar.columns)
        }
        return result
    }

    private static func columns(_ bytes: ArraySlice<UInt8>) -> Int {
        if bytes.isPrintableASCII { return bytes.count }
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.reduce(0) { $0 + ($1.isControl ? 1 : $1.columns) }
    }
}
