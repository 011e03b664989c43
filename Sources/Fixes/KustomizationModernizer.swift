import Policy
import SourceText
import YAMLDocument

/// Writes a deprecated field of a kustomization as the one that took its place. Lines are moved as they are, with their comments.
///
/// Source: `kustomize edit fix`, api/types/fix.go and kustomization.go (`FixKustomizationPreMarshalling`).
struct KustomizationModernizer {
    private let editor: NodeEditor?
    private let layout: Layout
    private let bytes: [UInt8]

    init(_ file: EditableFile) {
        editor = file.documents.first.map { NodeEditor(file, $0) }
        (layout, bytes) = (file.layout, file.file.bytes)
    }

    /// The edits for the field whose key has these bytes.
    func edits(at span: Span) throws(FixRefusal) -> [TextEdit] {
        guard let editor, let node = entry(at: span, below: editor.document.root, in: editor.document) else { throw .computed }
        let field = editor.document.key(of: node) ?? ""
        switch field {
        case "bases": return try moveList(node, to: "resources", editor)
        case "imageTags": return try moveList(node, to: "images", editor)
        case "patchesJson6902": return try moveList(node, to: "patches", editor)
        case "patchesStrategicMerge":
            let elements = try editor.document.writtenChildren(of: node).map { child throws(FixRefusal) in
                try patch(child, editor)
            }
            return try moveList(node, to: "patches", editor, changing: elements.flatMap(\.self))
        case "commonLabels": return try labels(node, editor)
        case "env": return try environment(node, editor)
        default: throw .noSuccessor(field)
        }
    }

    private func entry(at span: Span, below node: NodeID, in document: Document) -> NodeID? {
        for child in document.writtenChildren(of: node) where !document.isAlias(child) {
            if document.keySpan(of: child) == span { return child }
            if let found = entry(at: span, below: child, in: document) { return found }
        }
        return nil
    }

    // MARK: Lists

    /// Gives a list another key, or moves its lines to the end of the list that has the key already.
    private func moveList(
        _ node: NodeID, to key: String, _ editor: NodeEditor, changing elements: [TextEdit] = []
    ) throws(FixRefusal) -> [TextEdit] {
        let document = editor.document
        guard let target = document.value(of: document.root, Key(key)) else { return try editor.rename(node, to: key) + elements }
        guard document.kind(of: node) == .sequence else { throw .unexpectedValue }
        guard document.kind(of: target) == .sequence, document.style(of: target) == .block,
            let column = layout.column(of: Int(document.span(of: target).lower))
        else { throw .unusualLayout }
        let end = layout.lineEnd(of: Int(document.span(of: target).upper))
        guard document.style(of: node) == .block else {
            let range = document.span(of: node).range
            try editor.refuseComments(in: range.lowerBound..<layout.lineEnd(of: range.upperBound))
            let items = try document.writtenChildren(of: node).map { child throws(FixRefusal) in
                let range = document.span(of: child).range
                return try changed(
                    range, by: elements.filter { range.lowerBound <= $0.span.lower && $0.span.upper <= range.upperBound })
            }
            let dash = layout.newline + String(repeating: " ", count: column) + "- "
            return [
                layout.insertion(items.map { dash + $0 }.joined(), at: end),
                try removal(of: node, through: layout.lineEnd(of: range.upperBound), editor),
            ]
        }
        guard let ownColumn = layout.column(of: Int(document.span(of: node).lower)) else { throw .unusualLayout }
        let lines = try movable(node, editor)
        let text = try reindented(try changed(lines, by: elements), by: column - ownColumn)
        return [layout.insertion(layout.newline + text, at: end), try removal(of: node, through: lines.upperBound, editor)]
    }

    /// The text of some bytes after edits that lie in them.
    private func changed(_ range: Range<Int>, by edits: [TextEdit]) throws(FixRefusal) -> String {
        let shifted = edits.map { edit in
            TextEdit(
                Span(edit.span.file, edit.span.lower - UInt32(range.lowerBound), edit.span.upper - UInt32(range.lowerBound)),
                with: String(decoding: edit.replacement, as: UTF8.self))
        }
        guard let bytes = shifted.applied(to: Array(bytes[range])) else { throw .unusualLayout }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The lines below a key, without the last line break.
    private func movable(_ node: NodeID, _ editor: NodeEditor) throws(FixRefusal) -> Range<Int> {
        let start = try editor.colonEnd(of: node)
        guard layout.isBlank(start..<layout.lineEnd(of: start)) else { throw .holdsComments }
        let upper = layout.lineEnd(of: Int(editor.document.span(of: node).upper))
        let lower = layout.nextLine(after: start)
        guard lower < upper else { throw .unusualLayout }
        return lower..<upper
    }

    /// Deletes the lines from a key to the end of a line.
    private func removal(of node: NodeID, through end: Int, _ editor: NodeEditor) throws(FixRefusal) -> TextEdit {
        guard let key = editor.document.keySpan(of: node), layout.startsLine(Int(key.lower)) else { throw .unusualLayout }
        let start = layout.lineStart(of: Int(key.lower))
        let next = layout.nextLine(after: end)
        if next == end, start > 0 { return layout.edit(layout.lineEnd(of: layout.lineStart(of: start - 1))..<end, "") }
        return layout.edit(start..<next, "")
    }

    /// Lines with more or less indentation; empty ones stay empty.
    private func reindented(_ text: String, by columns: Int) throws(FixRefusal) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.contains(where: { $0 != " " && $0 != "\r" }) else { return String(line) }
            if columns >= 0 { return String(repeating: " ", count: columns) + line }
            return line.prefix(-columns).allSatisfy { $0 == " " } ? String(line.dropFirst(-columns)) : "\t"
        }
        guard !lines.contains("\t") else { throw .unusualLayout }
        return lines.joined(separator: "\n")
    }

    // MARK: One field each

    /// A path, or a patch as text, as an entry of `patches`.
    private func patch(_ node: NodeID, _ editor: NodeEditor) throws(FixRefusal) -> [TextEdit] {
        let document = editor.document
        guard document.kind(of: node) == .string, !document.isAlias(node) else { throw .unexpectedValue }
        let range = document.span(of: node).range
        let isText = document.text(of: node).contains("\n")
        let key = isText ? "patch: " : "path: "
        if editor.isInFlow(node) {
            return [layout.insertion("{" + key, at: range.lowerBound), layout.insertion("}", at: range.upperBound)]
        }
        var edits = [layout.insertion(key, at: range.lowerBound)]
        // Of a text the lines must stand deeper than the new key.
        var line = layout.nextLine(after: range.lowerBound)
        while line < range.upperBound {
            if !layout.isBlank(line..<layout.lineEnd(of: line)) { edits.append(layout.insertion("  ", at: line)) }
            line = layout.nextLine(after: line)
        }
        return edits
    }

    /// `commonLabels` as an entry of `labels` that goes into selectors and templates too, as the old field does.
    private func labels(_ node: NodeID, _ editor: NodeEditor) throws(FixRefusal) -> [TextEdit] {
        let document = editor.document
        guard document.kind(of: node) == .mapping, !document.isAlias(node), let key = document.keySpan(of: node),
            let keyColumn = layout.column(of: Int(key.lower))
        else { throw .unexpectedValue }
        let list = document.value(of: document.root, "labels")
        var column = keyColumn + layout.dashStep
        if let list {
            guard document.kind(of: list) == .sequence, document.style(of: list) == .block,
                let own = layout.column(of: Int(document.span(of: list).lower))
            else { throw .unusualLayout }
            column = own
        }
        let newline = layout.newline
        let head =
            newline + String(repeating: " ", count: column) + "- includeSelectors: true" + newline
            + String(repeating: " ", count: column + 2) + "pairs:"
        let isFlow = document.style(of: node) == .flow
        let span = document.span(of: node)
        let end = layout.lineEnd(of: span.range.upperBound)
        if list == nil, !isFlow {
            // The lines stay where they are, deeper by a few columns; so do their comments.
            guard let own = layout.column(of: Int(span.lower)) else { throw .unusualLayout }
            let start = try editor.colonEnd(of: node)
            let deeper = String(repeating: " ", count: column + 2 + layout.step - own)
            var edits = [layout.edit(key.range, "labels"), layout.insertion(head, at: layout.lineEnd(of: start))]
            var line = layout.nextLine(after: start)
            while line < end {
                if !layout.isBlank(line..<layout.lineEnd(of: line)) { edits.append(layout.insertion(deeper, at: line)) }
                line = layout.nextLine(after: line)
            }
            return edits
        }
        guard let list else {
            return [layout.edit(key.range, "labels"), layout.insertion(head, at: try editor.colonEnd(of: node))]
        }
        var pairs = " " + String(decoding: bytes[span.range], as: UTF8.self)
        if isFlow {
            try editor.refuseComments(in: span.range.upperBound..<end)
        } else {
            guard let own = layout.column(of: Int(span.lower)) else { throw .unusualLayout }
            let text = String(decoding: bytes[try movable(node, editor)], as: UTF8.self)
            pairs = newline + (try reindented(text, by: column + 2 + layout.step - own))
        }
        let place = layout.lineEnd(of: Int(document.span(of: list).upper))
        return [layout.insertion(head + pairs, at: place), try removal(of: node, through: end, editor)]
    }

    /// `env: FILE` as `envs: [FILE]`.
    private func environment(_ node: NodeID, _ editor: NodeEditor) throws(FixRefusal) -> [TextEdit] {
        let range = editor.document.span(of: node).range
        guard editor.document.kind(of: node) == .string, !editor.document.isAlias(node) else { throw .unexpectedValue }
        return try editor.rename(node, to: "envs") + [
            layout.insertion("[", at: range.lowerBound), layout.insertion("]", at: range.upperBound),
        ]
    }
}
