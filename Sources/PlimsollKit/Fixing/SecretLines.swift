import SourceText
import YAMLDocument

/// The lines of a text that may show the value of a Secret, from 0. Keys and what else tells an object from others may be shown.
struct SecretLines {
    private(set) var lines: Set<Int> = []
    private let file: SourceFile

    init(of bytes: [UInt8]) {
        file = SourceFile(id: SourceFile.ID(0), path: "", bytes: bytes)
        guard file.contains("ecret") || file.contains("/stringData") || file.contains("/data") else { return }
        let parsed = LibYAMLParser.parse(file)
        guard parsed.diagnostics.allSatisfy({ $0.severity != .error }) else {
            lines = Set(0..<file.lines.count)
            return
        }
        for document in parsed.documents { visit(document.root, in: document) }
    }

    private mutating func visit(_ node: NodeID, in document: Document) {
        guard !document.isAlias(node) else { return }
        switch document.kind(of: node) {
        case .mapping:
            let kind = document.value(of: node, "kind").map(document.text)
            for child in document.writtenChildren(of: node) {
                if Self.holdsValues(document.key(of: child) ?? "", ofKind: kind) || isPatchedValue(child, of: node, in: document)
                {
                    hide(child, in: document)
                } else {
                    visit(child, in: document)
                }
            }
        case .sequence: for child in document.writtenChildren(of: node) { visit(child, in: document) }
        // A manifest or a patch within a text, such as those of kustomizations and of annotations.
        case .string:
            let text = document.text(of: node)
            if text.contains("Secret"), text.contains(":") { hide(node, in: document) }
        default: break
        }
    }

    private static func holdsValues(_ key: String, ofKind kind: String?) -> Bool {
        switch kind {
        case "Secret": key == "data" || key == "stringData"
        // Its items need not say what they are.
        case "SecretList": key == "items"
        // Of a generator the literals hold values; those for ConfigMaps look the same and are not worth telling apart.
        default: key == "literals"
        }
    }

    /// The value of a JSON patch that goes into data, whatever object that is for.
    private func isPatchedValue(_ child: NodeID, of node: NodeID, in document: Document) -> Bool {
        guard document.key(of: child) == "value", let path = document.value(of: node, "path").map(document.text) else {
            return false
        }
        return path.hasPrefix("/data") || path.hasPrefix("/stringData")
    }

    private mutating func hide(_ node: NodeID, in document: Document) {
        let span = document.span(of: node)
        lines.formUnion(
            file.lines.line(of: span.lower) - 1...max(file.lines.line(of: span.upper), file.lines.line(of: span.lower)) - 1)
    }
}
