import Policy
import SourceText
import YAMLDocument

// New entries of mappings and new elements of sequences, at their end.

extension NodeEditor {
    /// Adds entries to a mapping, or makes a mapping of them where nothing is.
    func insert(_ entries: [FixValue.Entry], into node: NodeID) throws(FixRefusal) -> [TextEdit] {
        guard !document.isAlias(node) else { throw .unusualLayout }
        switch document.kind(of: node) {
        case .null: return try fill(node, with: .mapping(entries))
        case .mapping: break
        default: throw .unexpectedValue
        }
        for entry in entries where document.value(of: node, Key(entry.key)) != nil { throw .keyTaken(entry.key) }
        guard let last = last(of: node) else { return [layout.edit(document.span(of: node).range, text.flow(.mapping(entries)))] }
        if document.style(of: node) == .flow {
            return [insertion(entries.map(text.flowEntry), inFlowOf: node, after: last)]
        }
        guard let first = document.writtenChildren(of: node).first(where: { _ in true }), let key = document.keySpan(of: first),
            let column = layout.column(of: Int(key.lower))
        else { throw .unusualLayout }
        return [insertion(text.block(entries, column: column), after: last)]
    }

    /// Adds an element to a sequence, or makes a sequence of it where nothing is.
    func append(_ value: FixValue, to node: NodeID) throws(FixRefusal) -> [TextEdit] {
        guard !document.isAlias(node) else { throw .unusualLayout }
        switch document.kind(of: node) {
        case .null: return try fill(node, with: .sequence([value]))
        case .sequence: break
        default: throw .unexpectedValue
        }
        guard !document.children(of: node).contains(where: { FixValue($0, in: document) == value }) else { throw .presentAlready }
        guard let last = last(of: node) else {
            return [layout.edit(document.span(of: node).range, text.flow(.sequence([value])))]
        }
        if document.style(of: node) == .flow {
            return [insertion([text.flow(value, isInFlow: true)], inFlowOf: node, after: last)]
        }
        guard let column = layout.column(of: Int(document.span(of: node).lower)) else { throw .unusualLayout }
        return [insertion(text.element(value, column: column), after: last)]
    }

    /// Puts a collection where a key has no value or `null`. A comment behind it stays in its line.
    private func fill(_ node: NodeID, with value: FixValue) throws(FixRefusal) -> [TextEdit] {
        let range = document.span(of: node).range
        guard let key = document.keySpan(of: node), !isInFlow(node), let column = layout.column(of: Int(key.lower)) else {
            return [layout.edit(range, (range.isEmpty ? " " : "") + text.flow(value, isInFlow: isInFlow(node)))]
        }
        let start = try colonEnd(of: node)
        // An anchor or a tag stands between.
        guard layout.isBlank(start..<range.lowerBound) else { throw .unusualLayout }
        let lines = text.lines(.init("k", value), column: column).dropFirst()
        let end = layout.lineEnd(of: range.upperBound)
        let insertion = layout.insertion(lines.map { layout.newline + $0 }.joined(), at: end)
        return range.isEmpty ? [insertion] : [layout.edit(start..<range.upperBound, ""), insertion]
    }

    private func last(of node: NodeID) -> NodeID? {
        var last: NodeID?
        for child in document.writtenChildren(of: node) { last = child }
        return last
    }

    /// Lines after the last child of a block collection, and after the comment behind it.
    private func insertion(_ lines: [String], after last: NodeID) -> TextEdit {
        let end = Int(document.entrySpan(of: last).upper)
        // A text whose last lines are blank, and count, ends where the next line starts.
        if end > 0, file.file.bytes[end - 1] == UInt8(ascii: "\n") {
            return layout.insertion(lines.map { $0 + layout.newline }.joined(), at: end)
        }
        return layout.insertion(lines.map { layout.newline + $0 }.joined(), at: layout.lineEnd(of: end))
    }

    /// Items after the last one in brackets or braces: on lines of their own if the first one has its own.
    private func insertion(_ items: [String], inFlowOf node: NodeID, after last: NodeID) -> TextEdit {
        let first = document.writtenChildren(of: node).first { _ in true } ?? last
        let start = Int(document.entrySpan(of: first).lower)
        var separator = ", "
        if layout.startsLine(start) {
            separator = "," + layout.newline + String(repeating: " ", count: start - layout.lineStart(of: start))
        }
        return layout.insertion(items.map { separator + $0 }.joined(), at: Int(document.entrySpan(of: last).upper))
    }
}
