import SourceText
import YAMLDocument

/// How a file is laid out: its lines, and the habits that new text follows.
struct Layout {
    /// What ends a line: LF or CRLF.
    let newline: String
    /// By how many columns a mapping is indented in its parent.
    let step: Int
    /// By how many columns the dashes of a sequence are indented below its key.
    let dashStep: Int
    /// Whether it is JSON, where every string has quotes.
    let isJSON: Bool
    private let bytes: [UInt8]
    private let id: SourceFile.ID

    init(_ file: SourceFile, _ documents: [Document]) {
        (bytes, id) = (file.bytes, file.id)
        let firstBreak = file.bytes.firstIndex(of: UInt8(ascii: "\n"))
        newline = firstBreak.map { $0 > 0 && file.bytes[$0 - 1] == UInt8(ascii: "\r") } == true ? "\r\n" : "\n"
        isJSON = file.path.hasSuffix(".json") || file.bytes.first { $0 > UInt8(ascii: " ") } == UInt8(ascii: "{")
        var habits = Habits(bytes: file.bytes)
        for document in documents where !habits.areKnown { habits.learn(document.root, in: document) }
        (step, dashStep) = (habits.step ?? 2, habits.dashStep ?? 2)
    }

    /// The offset of the first byte of the line that a byte is in.
    func lineStart(of offset: Int) -> Int { Habits.lineStart(of: offset, in: bytes) }

    /// The offset of the line's end: before its CRLF or LF, or the end of the file.
    func lineEnd(of offset: Int) -> Int {
        let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        return end > offset && end < bytes.count && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
    }

    /// The offset of the first byte of the next line; the end of the file for the last one.
    func nextLine(after offset: Int) -> Int {
        bytes[offset...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    }

    /// Whether only blanks are before a byte in its line.
    func startsLine(_ offset: Int) -> Bool { isBlank(lineStart(of: offset)..<offset) }

    /// The column, from 0, of what stands in its line behind nothing but blanks and dashes; nil for anything else.
    func column(of offset: Int) -> Int? {
        let start = lineStart(of: offset)
        // A byte-order mark is no column.
        let mark = start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard offset >= start + mark,
            bytes[(start + mark)..<offset].allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") })
        else { return nil }
        return offset - start - mark
    }

    /// Where the comment starts that ends a line; nil if only blanks follow. The offset is that of a value's end.
    func comment(after offset: Int) -> Int? {
        let end = lineEnd(of: offset)
        guard let hash = bytes[offset..<end].firstIndex(of: UInt8(ascii: "#")), isBlank(offset..<hash), hash > offset else {
            return nil
        }
        return hash
    }

    /// Whether there are only blanks.
    func isBlank(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }

    /// An edit of this file.
    func edit(_ range: Range<Int>, _ text: String) -> TextEdit {
        TextEdit(Span(id, UInt32(range.lowerBound), UInt32(range.upperBound)), with: text)
    }

    /// An edit that puts a text between two bytes.
    func insertion(_ text: String, at offset: Int) -> TextEdit { edit(offset..<offset, text) }
}

/// The indentation that a file uses, learned from the first places that show it.
private struct Habits {
    let bytes: [UInt8]
    var step: Int?
    var dashStep: Int?

    var areKnown: Bool { step != nil && dashStep != nil }

    mutating func learn(_ node: NodeID, in document: Document) {
        guard !areKnown, !document.isAlias(node), document.style(of: node) == .block else { return }
        let isMapping = document.kind(of: node) == .mapping
        for child in document.writtenChildren(of: node) where !document.kind(of: child).isScalar && !document.isAlias(child) {
            if isMapping, document.style(of: child) == .block, let key = document.keySpan(of: child) {
                let inner = Int(document.span(of: child).lower)
                let difference = column(of: inner) - column(of: Int(key.lower))
                if document.kind(of: child) == .sequence {
                    if difference >= 0 { dashStep = dashStep ?? difference }
                } else if difference > 0 {
                    step = step ?? difference
                }
            }
            learn(child, in: document)
        }
    }

    private func column(of offset: Int) -> Int { offset - Self.lineStart(of: offset, in: bytes) }

    static func lineStart(of offset: Int, in bytes: [UInt8]) -> Int {
        bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    }
}
