import SourceText
import YAMLDocument

/// `buildMetadata`: annotations that tell where objects come from, and a label.
///
/// Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/buildmetadata/
enum BuildMetadata {
    static let origin = "config.kubernetes.io/origin"
    static let transformations = "alpha.config.kubernetes.io/transformations"
    private static let managedBy = "app.kubernetes.io/managed-by"
    /// The version of kustomize whose output this is.
    static let version = "kustomize-v5.5.0"

    /// Writes what is asked for and takes out what other builds have left.
    static func apply(_ fields: [Located<String>], to resources: inout ResourceSet, as step: Step) throws(KustomizeError) {
        func span(_ name: String) -> Span? { fields.first { $0.value == name }?.span }
        let (originSpan, transformationSpan) = (span("originAnnotations"), span("transformerAnnotations"))
        let labelSpan = span("managedByLabel")
        try resources.modifyEach { resource throws(KustomizeError) in
            write(
                originSpan == nil ? nil : text(of: resource.provenance), origin, "annotations", to: &resource.document, step,
                originSpan)
            let steps = resource.transformations.isEmpty ? nil : resource.transformations.map { item(text(of: $0)) }.joined()
            write(
                transformationSpan == nil ? nil : steps, transformations, "annotations", to: &resource.document, step,
                transformationSpan)
            if let labelSpan { write(version, managedBy, "labels", to: &resource.document, step, labelSpan) }
        }
    }

    private static func write(
        _ text: String?, _ key: String, _ field: Key, to document: inout Document, _ step: Step, _ span: Span?
    ) {
        let origin = step.origin(span ?? document.span)
        let old = document.node(at: "metadata", field, Key(key))
        guard let text else {
            if let old { document.remove(old, origin: origin) }
            return
        }
        guard let metadata = document.node(at: "metadata") else { return }
        var mapping = document.value(of: metadata, field)
        if mapping == nil || mapping.map({ document.kind(of: $0) }) != .mapping {
            mapping = document.set(field.text, in: metadata, to: .mapping, origin: origin)
        }
        if let mapping { _ = document.set(key, in: mapping, to: .string(text), origin: origin) }
    }

    private static func text(of provenance: Provenance) -> String {
        var lines: [String] = []
        if !provenance.path.isEmpty { lines.append("path: \(provenance.path)") }
        if !provenance.configuredIn.isEmpty { lines.append("configuredIn: \(provenance.configuredIn)") }
        if let plugin = provenance.configuredBy {
            lines += ["configuredBy:", "  apiVersion: \(plugin.apiVersion)", "  kind: \(plugin.kind)"]
            if !plugin.name.isEmpty { lines.append("  name: \(plugin.name)") }
            if !plugin.namespace.isEmpty { lines.append("  namespace: \(plugin.namespace)") }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Lines as an element of a list.
    private static func item(_ text: String) -> String {
        text.split(separator: "\n").enumerated().map { ($0 == 0 ? "- " : "  ") + $1 + "\n" }.joined()
    }
}
