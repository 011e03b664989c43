public import KubernetesModel
import KubernetesSchemaTable
public import YAMLDocument

/// The schemas that objects are checked against: the built-in ones of all versions of Kubernetes, and those of custom resources
/// that a run has come across.
public struct SchemaStore: Sendable {
    private var custom: [GVK: StructuralSchema] = [:]
    /// Schemas of catalogues, whose file names have the kind in lower case.
    private var catalogued: [GVK: StructuralSchema] = [:]
    private var isNamespacedByKind: [GroupKind: Bool] = [:]

    /// Only the built-in schemas.
    public init() {}

    /// Takes the schemas of a CustomResourceDefinition, in `v1` or `v1beta1`; gives whether the object was one.
    @discardableResult
    public mutating func addCustomResourceDefinition(_ document: Document, object: NodeID? = nil) -> Bool {
        let object = object ?? document.root
        guard document.string(at: object, "kind") == "CustomResourceDefinition",
            document.string(at: object, "apiVersion")?.hasPrefix("apiextensions.k8s.io/") == true,
            let spec = document.value(of: object, "spec"), let group = document.string(at: spec, "group"),
            let names = document.value(of: spec, "names"), let kind = document.string(at: names, "kind")
        else { return false }
        isNamespacedByKind[GroupKind(group: group, kind: kind)] = document.string(at: spec, "scope") != "Cluster"
        let keepsAll = document.value(of: spec, "preserveUnknownFields").flatMap(document.bool) ?? false
        let common = document.node(at: "validation", "openAPIV3Schema", from: spec)
        var versions: [(name: String, schema: NodeID?)] = []
        if let entries = document.value(of: spec, "versions") {
            versions = document.children(of: entries).compactMap { entry in
                document.string(at: entry, "name").map { ($0, document.node(at: "schema", "openAPIV3Schema", from: entry)) }
            }
        } else if let name = document.string(at: spec, "version") {
            versions = [(name, nil)]
        }
        for version in versions {
            guard let schema = version.schema ?? common, !keepsAll else { continue }
            custom[GVK(group: group, version: version.name, kind: kind)] = StructuralSchemaReader(document: document).schema(at: schema)
        }
        return true
    }

    /// Takes a JSON schema from a catalogue of converted CustomResourceDefinitions, whose path says what it is for:
    /// `…/monitoring.coreos.com/servicemonitor_v1.json`. Gives whether the path has that form.
    ///
    /// A CustomResourceDefinition for the same kind counts more: it is what the cluster will have.
    ///
    /// Source: https://github.com/datreeio/CRDs-catalog
    @discardableResult
    public mutating func addJSONSchema(_ document: Document, cataloguePath path: String) -> Bool {
        let parts = path.split(separator: "/").suffix(2)
        guard parts.count == 2, let group = parts.first, let file = parts.last, file.hasSuffix(".json"),
            case let words = file.dropLast(".json".count).split(separator: "_"), words.count == 2
        else { return false }
        let gvk = GVK(group: String(group), version: String(words[1]), kind: words[0].lowercased())
        catalogued[gvk] = StructuralSchemaReader(document: document).schema(at: document.root)
        return true
    }

    /// Whether there is any custom schema.
    package var hasCustomSchemas: Bool { !custom.isEmpty || !catalogued.isEmpty }

    /// The schema of a custom resource; nil if nobody gave one.
    package func customSchema(of type: GVK) -> StructuralSchema? {
        custom[type] ?? catalogued[GVK(group: type.group, version: type.version, kind: type.kind.lowercased())]
    }

    /// Whether a schema is known for a kind.
    public func hasSchema(of type: GVK) -> Bool {
        customSchema(of: type) != nil || BuiltInKind(group: type.group, version: type.version, kind: type.kind) != nil
    }

    /// Whether objects of a kind live in a namespace; nil if nothing is known of the kind. Any version of the group tells.
    public func isNamespaced(_ kind: GroupKind) -> Bool? {
        isNamespacedByKind[kind] ?? BuiltInKind.named(kind.kind).last { $0.group == kind.group }?.isNamespaced
    }
}

extension Document {
    /// The text of an entry if it is a string.
    fileprivate func string(at node: NodeID, _ key: Key) -> String? { value(of: node, key).flatMap { string($0) } }
}
