import KubernetesModel
import Synchronization
import YAMLDocument

/// A schema that is read from its document when the first object asks for it: many trees hold large definitions of which they use
/// a few.
final class LazySchema: Sendable {
    private let document: Document
    private let node: NodeID
    private let keepsUnknownFields: Bool
    private let read = Mutex<StructuralSchema?>(nil)

    init(_ document: Document, at node: NodeID, keepsUnknownFields: Bool = false) {
        (self.document, self.node, self.keepsUnknownFields) = (document, node, keepsUnknownFields)
    }

    /// The schema.
    var schema: StructuralSchema {
        read.withLock { read in
            if let read { return read }
            let reader = StructuralSchemaReader(document: document, keepsUnknownFields: keepsUnknownFields)
            let schema = reader.schema(at: node)
            read = schema
            return schema
        }
    }
}

/// What a CustomResourceDefinition says of its kind.
struct CustomDefinition: Sendable {
    let type: GroupKind
    /// The name in URLs.
    let plural: String
    let isNamespaced: Bool
    /// Whether a program of the cluster turns objects of one version into another; else they differ by their version's name only.
    let convertsByWebhook: Bool
    /// The versions by name.
    let versions: [String: Version]

    /// What it says of one version.
    struct Version: Sendable {
        let schema: LazySchema?
        let isServed: Bool
        let isDeprecated: Bool
        /// What the server tells who uses a deprecated version; nil for its own words.
        let warning: String?
    }

    /// Reads an object, in `v1` or `v1beta1`; nil if it is no CustomResourceDefinition, or one that does not say of what.
    init?(_ document: Document, at object: NodeID) {
        func text(_ node: NodeID, _ key: Key) -> String? { document.value(of: node, key).flatMap(document.string) }
        func flag(_ node: NodeID, _ key: Key) -> Bool? { document.value(of: node, key).flatMap(document.bool) }
        guard text(object, "kind") == "CustomResourceDefinition", let apiVersion = text(object, "apiVersion"),
            apiVersion.hasPrefix("apiextensions.k8s.io/"), let spec = document.value(of: object, "spec"),
            let group = text(spec, "group"), let names = document.value(of: spec, "names"), let kind = text(names, "kind")
        else { return nil }
        type = GroupKind(group: group, kind: kind)
        plural = text(names, "plural") ?? ""
        isNamespaced = text(spec, "scope") != "Cluster"
        convertsByWebhook = document.value(of: spec, "conversion").flatMap { text($0, "strategy") } == "Webhook"
        // In v1beta1 unknown fields are kept unless the definition says otherwise.
        let keepsAll = flag(spec, "preserveUnknownFields") ?? apiVersion.hasSuffix("/v1beta1")
        let common = document.node(at: "validation", "openAPIV3Schema", from: spec)
        var versions: [String: Version] = [:]
        for entry in document.value(of: spec, "versions").map({ Array(document.children(of: $0)) }) ?? [] {
            guard let name = text(entry, "name") else { continue }
            let schema = document.node(at: "schema", "openAPIV3Schema", from: entry) ?? common
            versions[name] = Version(
                schema: schema.map { LazySchema(document, at: $0, keepsUnknownFields: keepsAll) },
                isServed: flag(entry, "served") ?? true, isDeprecated: flag(entry, "deprecated") ?? false,
                warning: text(entry, "deprecationWarning"))
        }
        if versions.isEmpty, let name = text(spec, "version") {
            let schema = common.map { LazySchema(document, at: $0, keepsUnknownFields: keepsAll) }
            versions[name] = Version(schema: schema, isServed: true, isDeprecated: false, warning: nil)
        }
        self.versions = versions
    }
}
