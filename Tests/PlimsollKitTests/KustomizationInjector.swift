import SourceText
import TestSupport
import YAMLDocument

/// Makes mistakes in the fields of a kustomization.
struct KustomizationInjector {
    private let file: SourceFile
    private var fields: [(document: Document, node: NodeID)] = []

    /// Fields whose keys are anybody's.
    private static let free: Set<String> = [
        "commonLabels", "commonAnnotations", "pairs", "labels", "annotations", "metadata", "helmCharts", "valuesInline",
        "openapi",
    ]

    init(_ text: String) {
        file = SourceFile(path: "kustomization.yaml", text: text)
        guard let document = LibYAMLParser.parse(file).documents.first, !document.hasAnchors else { return }
        visit(document.root, "", document)
    }

    private mutating func visit(_ node: NodeID, _ name: String, _ document: Document) {
        let isTopLabels = name == "labels" && document.kind(of: node) == .sequence
        guard !Self.free.contains(name) || isTopLabels else { return }
        for child in document.children(of: node) {
            let key = document.key(of: child) ?? name
            let isHead = node == document.root && ["apiVersion", "kind"].contains(key)
            if document.keySpan(of: child) != nil, !isHead { fields.append((document, child)) }
            visit(child, key, document)
        }
    }

    /// One mistake; nil if the place that was drawn does not allow it.
    func injection(_ numbers: inout SplitMix) -> FieldInjection? {
        guard let (document, node) = fields.randomElement(using: &numbers), let key = document.keySpan(of: node),
            let name = document.key(of: node)
        else { return nil }
        let path = document.path(of: node).pathDescription
        func made(_ mistake: FieldInjection.Mistake, _ span: Span, _ text: String, _ hint: String) -> FieldInjection {
            let bytes = [TextEdit(span, with: text)].applied(to: file.bytes) ?? []
            return FieldInjection(
                mistake: mistake, text: String(decoding: bytes, as: UTF8.self), line: file.position(of: span.lower).line,
                path: path, hint: hint)
        }
        if Bool.random(using: &numbers), document.kind(of: node).isScalar {
            let span = document.span(of: node)
            guard file.position(of: span.lower).line == file.position(of: span.upper).line else { return nil }
            return made(.mistyped, span, "[7]", "'\(name)'")
        }
        guard let wrong = FieldInjector.misspelling(of: name, &numbers) else { return nil }
        return made(.misspelt, key, wrong, "did you mean '\(name)'?")
    }
}
