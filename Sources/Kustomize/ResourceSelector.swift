import KubernetesModel
import LinearRegex
import SourceText
import YAMLDocument

/// Which objects a patch or a replacement is about: regular expressions for GVK, name and namespace, anchored at both ends, and selectors
/// for labels and annotations. Empty parts stand for any.
///
/// Source: `api/types/selector.go`.
struct ResourceSelector: Sendable {
    static let known = ["group", "version", "kind", "name", "namespace", "labelSelector", "annotationSelector"]

    /// The parts as written.
    let gvk: GVK
    let name: String
    let namespace: String
    /// Where it is written.
    let span: Span
    private let patterns: Patterns
    private let labels: LabelQuery?
    private let annotations: LabelQuery?

    private struct Patterns: Sendable {
        let group, version, kind, name, namespace: LinearRegex?
    }

    init(_ fields: Fields) throws(KustomizeError) {
        gvk = try fields.gvk()
        name = try fields.string("name")?.value ?? ""
        namespace = try fields.string("namespace")?.value ?? ""
        span = fields.span
        patterns = Patterns(
            group: try Self.pattern(gvk.group, fields, "group"), version: try Self.pattern(gvk.version, fields, "version"),
            kind: try Self.pattern(gvk.kind, fields, "kind"), name: try Self.pattern(name, fields, "name"),
            namespace: try Self.pattern(namespace, fields, "namespace"))
        labels = try fields.string("labelSelector").map { text throws(KustomizeError) in try LabelQuery(text) }
        annotations = try fields.string("annotationSelector").map { text throws(KustomizeError) in try LabelQuery(text) }
    }

    private static func pattern(_ text: String, _ fields: Fields, _ field: String) throws(KustomizeError) -> LinearRegex? {
        guard !text.isEmpty else { return nil }
        do {
            return try LinearRegex("^(?:\(text))$")
        } catch {
            throw Messages.badPattern(
                text, error.description, at: fields.value(field).map { fields.document.span(of: $0) } ?? fields.span)
        }
    }

    /// Whether labels or annotations are asked for.
    var hasMetadataSelectors: Bool { labels != nil || annotations != nil }

    func selectsGVK(_ other: GVK) -> Bool {
        (patterns.group?.matches(other.group) ?? true) && (patterns.version?.matches(other.version) ?? true)
            && (patterns.kind?.matches(other.kind) ?? true)
    }

    func selectsName(_ other: String) -> Bool { patterns.name?.matches(other) ?? true }

    func selectsNamespace(_ other: String) -> Bool { patterns.namespace?.matches(other) ?? true }

    /// Whether an object's labels and annotations are as wanted.
    func selectsMetadata(of document: Document) -> Bool {
        if let labels, !labels.matches(document.node(at: "metadata", "labels"), in: document) { return false }
        if let annotations, !annotations.matches(document.node(at: "metadata", "annotations"), in: document) { return false }
        return true
    }

    /// Whether it is about an object: by its original or its current name and namespace, and by its current kind.
    func selects(_ resource: Resource) -> Bool {
        let (original, current) = (resource.originalID, resource.id)
        return (selectsNamespace(original.effectiveNamespace) || selectsNamespace(current.effectiveNamespace))
            && (selectsName(original.name) || selectsName(current.name)) && selectsGVK(current.gvk)
            && selectsMetadata(of: resource.document)
    }
}
