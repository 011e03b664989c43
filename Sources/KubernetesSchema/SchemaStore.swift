import KubernetesSchemaTable
public import YAMLDocument

/// The schemas that objects are checked against: the built-in ones of all versions of Kubernetes, and those of custom resources
/// that a run has come across.
public struct SchemaStore: Sendable {
    private struct GVK: Hashable {
        var group: String
        var version: String
        var kind: String
    }

    private var custom: [GVK: StructuralSchema] = [:]
    private var isNamespacedByKind: [String: Bool] = [:]

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
        isNamespacedByKind[group + "/" + kind] = document.string(at: spec, "scope") != "Cluster"
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

    /// Takes a JSON schema for a kind, as catalogues of converted CustomResourceDefinitions have it.
    ///
    /// A CustomResourceDefinition for the same kind counts more: it is what the cluster will have.
    public mutating func addJSONSchema(_ document: Document, group: String, version: String, kind: String) {
        let gvk = GVK(group: group, version: version, kind: kind)
        if custom[gvk] == nil { custom[gvk] = StructuralSchemaReader(document: document).schema(at: document.root) }
    }

    /// The path at which a catalogue keeps the schema of a kind: `monitoring.coreos.com/servicemonitor_v1.json`.
    ///
    /// Source: https://github.com/datreeio/CRDs-catalog
    public static func cataloguePath(group: String, version: String, kind: String) -> String {
        "\(group)/\(kind.lowercased())_\(version).json"
    }

    /// Whether there is any custom schema.
    package var hasCustomSchemas: Bool { !custom.isEmpty }

    /// The schema of a custom resource; nil if nobody gave one.
    package func customSchema(group: String, version: String, kind: String) -> StructuralSchema? {
        custom[GVK(group: group, version: version, kind: kind)]
    }

    /// Whether a schema is known for a kind.
    public func hasSchema(group: String, version: String, kind: String) -> Bool {
        custom[GVK(group: group, version: version, kind: kind)] != nil
            || BuiltInKind(group: group, version: version, kind: kind) != nil
    }

    /// Whether objects of a kind live in a namespace; nil if nothing is known of the kind. Any version of the group tells.
    public func isNamespaced(group: String, kind: String) -> Bool? {
        isNamespacedByKind[group + "/" + kind] ?? BuiltInKind.named(kind).last { $0.group == group }?.isNamespaced
    }
}

extension Document {
    /// The text of an entry if it is a string.
    fileprivate func string(at node: NodeID, _ key: Key) -> String? { value(of: node, key).flatMap { string($0) } }
}
