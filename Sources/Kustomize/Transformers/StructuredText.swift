import SourceText
import YAMLDocument

/// JSON or YAML that is the text of a field, such as a file in a ConfigMap: replacements reach into it.
///
/// In YAML only the bytes of the value change. JSON is written anew with sorted keys, in lines if it was in lines, as kustomize does.
struct StructuredText {
    private let file: SourceFile
    private let text: String
    private let isJSON: Bool
    /// The values in the text.
    var document: Document

    /// Reads a text; nil if it is no mapping and no list.
    init?(_ text: String) {
        file = SourceFile(path: "", text: text)
        let parsed = LibYAMLParser.parse(file, typing: .kustomize)
        guard parsed.diagnostics.isEmpty, parsed.documents.count == 1, var document = parsed.documents.first,
            !document.kind(of: document.root).isScalar
        else { return nil }
        document.expandAliases()
        self.document = document
        self.text = text
        isJSON = document.style(of: document.root) == .flow
    }

    /// An origin for edits of the values, which nobody sees.
    var origin: Origin { Origin(span: file.span, step: .reading) }

    /// The text after a scalar was replaced; `document` already has the new one.
    func text(replacing old: NodeID, with new: NodeID) -> String {
        if isJSON {
            let hasLines = text.utf8.contains(UInt8(ascii: "\n"))
            return hasLines ? indented(document.root, "") : JSONPrinter.json(of: document.root, in: document)
        }
        let value = document.text(of: new)
        var copy = value
        let readsAsString = copy.withUTF8(PlainScalar.readsAsString) && !value.contains(": ") && !value.contains(" #")
        let isPlain = document.kind(of: new) != .string || readsAsString
        let written = !document.style(of: old).makesString && isPlain ? value : JSONPrinter.quoted(value)
        let edit = TextEdit(document.span(of: old), with: written)
        return [edit].applied(to: file.bytes).map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    private func indented(_ node: NodeID, _ indentation: String) -> String {
        let deeper = indentation + "  "
        var lines: [String] = []
        switch document.kind(of: node) {
        case .mapping:
            let entries = document.children(of: node).map { (key: document.key(of: $0) ?? "", value: $0) }
                .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for entry in entries { lines.append(deeper + JSONPrinter.quoted(entry.key) + ": " + indented(entry.value, deeper)) }
            return lines.isEmpty ? "{}" : "{\n" + lines.joined(separator: ",\n") + "\n" + indentation + "}"
        case .sequence:
            for element in document.children(of: node) { lines.append(deeper + indented(element, deeper)) }
            return lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n" + indentation + "]"
        default: return JSONPrinter.json(of: node, in: document)
        }
    }
}
