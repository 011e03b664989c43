import Policy
import SourceText
import YAMLDocument

/// Turns changes of nodes into edits of the file that they are in. Nothing but what a change is about loses or gains a byte.
struct NodeEditor {
    let file: EditableFile
    let document: Document

    var layout: Layout { file.layout }
    var text: ValueText { ValueText(layout: layout) }

    init(_ file: EditableFile, _ document: Document) { (self.file, self.document) = (file, document) }

    /// Whether a node is in brackets or braces, so that text around it must be in flow style.
    func isInFlow(_ node: NodeID) -> Bool {
        document.parent(of: node).map { document.style(of: $0) == .flow } ?? false
    }

    /// Puts a value in place of a node.
    func replace(_ node: NodeID, with value: FixValue) throws(FixRefusal) -> [TextEdit] {
        try refuseAnchors(in: node)
        let range = withoutLineBreak(document.span(of: node).range)
        let isBlock = document.style(of: node) == .block && !document.isAlias(node)
        guard isBlock, !document.kind(of: node).isScalar else {
            let isFlow = isInFlow(node)
            if range.isEmpty { return [layout.insertion(" " + text.flow(value, isInFlow: isFlow), at: range.lowerBound)] }
            return [layout.edit(range, scalarText(value, inPlaceOf: node) ?? text.flow(value, isInFlow: isFlow))]
        }
        guard let key = document.keySpan(of: node) else {
            try refuseComments(in: range)
            return [layout.edit(range, text.flow(value))]
        }
        let start = try colonEnd(of: node)
        try refuseComments(in: start..<layout.lineEnd(of: range.upperBound))
        guard let column = layout.column(of: Int(key.lower)) else { throw .unusualLayout }
        let lines = text.lines(.init("k", value), column: column)
        let inner = lines.count == 1 ? String(lines[0].dropFirst(2)) : lines.dropFirst().map { layout.newline + $0 }.joined()
        return [layout.edit(start..<range.upperBound, inner)]
    }

    /// The bytes of a value without the line break that a text whose blank lines count ends with.
    private func withoutLineBreak(_ range: Range<Int>) -> Range<Int> {
        let bytes = file.file.bytes
        guard let last = range.last, bytes[last] == UInt8(ascii: "\n") else { return range }
        return range.lowerBound..<(last > range.lowerBound && bytes[last - 1] == UInt8(ascii: "\r") ? last - 1 : last)
    }

    /// - Throws: `anchored` if a value that would go is also used elsewhere.
    func refuseAnchors(in node: NodeID) throws(FixRefusal) {
        if document.isAlias(node) { return }
        if document.anchor(of: node) != nil { throw .anchored }
        for child in document.writtenChildren(of: node) { try refuseAnchors(in: child) }
    }

    /// A string with the quotes that the scalar before it has; nil if the new value is no string or the old one has no quotes.
    private func scalarText(_ value: FixValue, inPlaceOf node: NodeID) -> String? {
        guard case .scalar(let text, .string) = value, document.kind(of: node).isScalar, !document.isAlias(node) else {
            return nil
        }
        switch document.style(of: node) {
        case .doubleQuoted: return ValueText.quoted(text)
        case .singleQuoted: return text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "'") } ? "'\(text)'" : nil
        default: return nil
        }
    }

    /// Gives an entry another key.
    func rename(_ node: NodeID, to key: String) throws(FixRefusal) -> [TextEdit] {
        guard let span = document.keySpan(of: node), let parent = document.parent(of: node) else { throw .unexpectedValue }
        guard document.value(of: parent, Key(key)) == nil else { throw .keyTaken(key) }
        let first = file.file.bytes[span.range].first
        let isQuoted = first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
        return [
            layout.edit(
                span.range,
                isQuoted ? ValueText.quoted(key) : ValueText.string(key, isQuoted: isInFlow(node) && key.contains(":")))
        ]
    }

    /// Puts a plain scalar into quotes.
    func quote(_ node: NodeID) throws(FixRefusal) -> [TextEdit] {
        let range = document.span(of: node).range
        guard document.kind(of: node).isScalar, !document.isAlias(node), document.style(of: node) == .plain else {
            throw .unexpectedValue
        }
        let written = String(decoding: file.file.bytes[range], as: UTF8.self)
        guard !written.contains("\n") else { throw .unusualLayout }
        return [layout.edit(range, (range.isEmpty ? " " : "") + ValueText.quoted(written))]
    }

    /// The offset after the colon that follows a key.
    func colonEnd(of node: NodeID) throws(FixRefusal) -> Int {
        guard let key = document.keySpan(of: node),
            let colon = file.file.bytes[Int(key.upper)...].firstIndex(of: UInt8(ascii: ":")),
            layout.isBlank(Int(key.upper)..<colon)
        else { throw .unusualLayout }
        return colon + 1
    }

    /// - Throws: `holdsComments` if a `#` in the range starts a comment.
    func refuseComments(in range: Range<Int>) throws(FixRefusal) {
        guard comments(in: range).isEmpty else { throw .holdsComments }
    }

    /// The comments that start in a range of bytes, each to the end of its line.
    func comments(in range: Range<Int>) -> [String] {
        let bytes = file.file.bytes
        var result: [String] = []
        var offset = range.lowerBound
        while offset < range.upperBound {
            let isStart = offset == 0 || [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n")].contains(bytes[offset - 1])
            guard bytes[offset] == UInt8(ascii: "#"), isStart, !isInScalar(UInt32(offset)) else {
                offset += 1
                continue
            }
            let end = layout.lineEnd(of: offset)
            result.append(String(decoding: bytes[offset..<end], as: UTF8.self))
            offset = end
        }
        return result
    }

    private func isInScalar(_ offset: UInt32) -> Bool {
        guard let node = document.node(covering: offset), document.kind(of: node).isScalar else { return false }
        let (value, key) = (document.span(of: node), document.keySpan(of: node))
        func holds(_ span: Span) -> Bool { span.lower <= offset && offset < span.upper }
        return holds(value) || key.map(holds) ?? false
    }
}
