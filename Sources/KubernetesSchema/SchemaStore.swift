public import KubernetesModel
import KubernetesSchemaTable
public import YAMLDocument

/// The schemas that objects are checked against: the built-in ones of all versions of Kubernetes, and those of custom resources
/// that a run has come across.
public struct SchemaStore: Sendable {
    private(set) var definitions: [GroupKind: CustomDefinition] = [:]
    /// Schemas of catalogues, whose file names have the kind in lower case.
    private var catalogued: [GVK: LazySchema] = [:]

    /// Only the built-in schemas.
    public init() {}

    /// The built-in schemas and those of CustomResourceDefinitions; objects that are none are passed over.
    public init(_ manifests: some Sequence<Manifest>) {
        for manifest in manifests { addCustomResourceDefinition(manifest.document, object: manifest.root) }
    }

    /// Takes the schemas of a CustomResourceDefinition, in `v1` or `v1beta1`; gives whether the object was one.
    @discardableResult
    public mutating func addCustomResourceDefinition(_ document: Document, object: NodeID? = nil) -> Bool {
        guard let definition = CustomDefinition(document, at: object ?? document.root) else { return false }
        definitions[definition.type] = definition
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
        catalogued[gvk] = LazySchema(document, at: document.root)
        return true
    }

    /// Whether there is any custom schema.
    var hasCustomSchemas: Bool { !definitions.isEmpty || !catalogued.isEmpty }

    /// The definition of a kind of custom resources, whatever its versions.
    func definition(of kind: GroupKind) -> CustomDefinition? { definitions[kind] }

    /// The schema of a custom resource; nil if nobody gave one.
    package func customSchema(of type: GVK) -> StructuralSchema? {
        if let definition = definitions[type.groupKind] { return definition.versions[type.version]?.schema?.schema }
        return catalogued[GVK(group: type.group, version: type.version, kind: type.kind.lowercased())]?.schema
    }

    /// Whether a schema is known for a kind.
    public func hasSchema(of type: GVK) -> Bool {
        customSchema(of: type) != nil || BuiltInKind(group: type.group, version: type.version, kind: type.kind) != nil
    }

    /// The name that a kind of custom resources has in URLs; nil if no definition gives one.
    package func pluralName(of kind: GroupKind) -> String? {
        definitions[kind].flatMap { $0.plural.isEmpty ? nil : $0.plural }
    }

    /// Whether a program of the cluster converts objects of a kind between its versions.
    package func convertsByWebhook(_ kind: GroupKind) -> Bool { definitions[kind]?.convertsByWebhook ?? false }

    /// The versions in which a definition serves a resource; none if there is no definition.
    package func servedVersions(ofResource plural: String, group: String) -> [String] {
        let definition = definitions.values.first { $0.type.group == group && $0.plural == plural }
        return definition?.versions.filter(\.value.isServed).keys.sorted() ?? []
    }

    /// Whether objects of a kind live in a namespace; nil if nothing is known of the kind. Any version of the group tells.
    public func isNamespaced(_ kind: GroupKind) -> Bool? {
        definitions[kind]?.isNamespaced ?? BuiltInKind.named(kind.kind).last { $0.group == kind.group }?.isNamespaced
    }
}
