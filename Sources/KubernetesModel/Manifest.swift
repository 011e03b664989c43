public import YAMLDocument

/// One Kubernetes object as written or rendered: a document, or an item of a list, and what it says it is.
public struct Manifest: Sendable {
    /// The document that it is in.
    public let document: Document
    /// The node of the object: the document's root, or the item of a list.
    public let root: NodeID
    /// Its type.
    public var type: GVK { identity.type }
    /// `metadata.name`; `generateName` where there is no name; empty without both.
    public var name: String { identity.name }
    /// `metadata.namespace` as written; empty if it is not.
    public var namespace: String { identity.namespace }

    /// What the object is called; in one place, so that to copy a manifest counts two references and not that of each text.
    private final class Identity: Sendable {
        let type: GVK
        let name: String
        let namespace: String

        init(type: GVK, name: String, namespace: String) { (self.type, self.name, self.namespace) = (type, name, namespace) }
    }

    private let identity: Identity

    /// Where it is among the objects that are judged together; nil before they are indexed.
    package internal(set) var position: Int?

    /// An object at a node; nil if the node has no `apiVersion` and `kind` that are strings.
    public init?(_ document: Document, at root: NodeID) {
        guard let kind = document.value(of: root, .kind).flatMap(document.string), !kind.isEmpty,
            let version = document.value(of: root, .apiVersion).flatMap(document.string), !version.isEmpty
        else { return nil }
        let metadata = document.value(of: root, .metadata)
        func field(_ key: Key) -> String? { metadata.flatMap { document.value(of: $0, key) }.map(document.text) }
        (self.document, self.root) = (document, root)
        identity = Identity(
            type: GVK(apiVersion: version, kind: kind), name: field(.name) ?? field(.generateName) ?? "",
            namespace: field(.namespace) ?? "")
    }

    /// The objects of a document: itself, or, for a kind that ends in `List` and has `items`, its items, also of lists within.
    public static func all(in document: Document) -> [Manifest] {
        var result: [Manifest] = []
        func add(_ node: NodeID, depth: Int) {
            guard let manifest = Manifest(document, at: node) else { return }
            guard manifest.type.kind.hasSuffix("List"), let items = document.value(of: node, .items),
                document.kind(of: items) == .sequence, depth < 10
            else { return result.append(manifest) }
            for item in document.children(of: items) { add(item, depth: depth + 1) }
        }
        add(document.root, depth: 0)
        return result
    }

    /// The node at the end of a path of keys from the object; nil where one is absent.
    public func node(at path: Key...) -> NodeID? { document.node(at: path, from: root) }

    /// Whether nobody knows what the object will be called.
    public var isNameUnknown: Bool { isUnknown(.metadata, .name) }

    /// Whether nobody knows the namespace that the object says.
    public var isNamespaceUnknown: Bool { isUnknown(.metadata, .namespace) }

    /// Whether nobody knows what the object is.
    public var isTypeUnknown: Bool { isUnknown(.kind) || isUnknown(.apiVersion) }

    private func isUnknown(_ path: Key...) -> Bool {
        document.hasUnknowns && document.node(at: path, from: root).map(document.isUnknown) ?? false
    }

    /// The strings of a mapping of strings, such as labels; entries of other types are left out.
    public func strings(of mapping: NodeID?) -> [String: String] {
        guard let mapping, document.kind(of: mapping) == .mapping else { return [:] }
        var result: [String: String] = [:]
        for entry in document.children(of: mapping) {
            if let key = document.key(of: entry), document.kind(of: entry).isScalar { result[key] = document.text(of: entry) }
        }
        return result
    }

    /// `metadata.labels`.
    public var labels: [String: String] { strings(of: node(at: .metadata, .labels)) }

    /// `metadata.annotations`.
    public var annotations: [String: String] { strings(of: node(at: .metadata, .annotations)) }
}

/// The keys that nearly every reader of an object asks for.
extension Key {
    package static let apiVersion: Key = "apiVersion"
    package static let kind: Key = "kind"
    package static let metadata: Key = "metadata"
    package static let name: Key = "name"
    package static let generateName: Key = "generateName"
    package static let namespace: Key = "namespace"
    package static let labels: Key = "labels"
    package static let annotations: Key = "annotations"
    package static let items: Key = "items"
    package static let spec: Key = "spec"
    package static let template: Key = "template"
    package static let containers: Key = "containers"
    package static let initContainers: Key = "initContainers"
    package static let ephemeralContainers: Key = "ephemeralContainers"
    package static let restartPolicy: Key = "restartPolicy"
    package static let matchLabels: Key = "matchLabels"
    package static let matchExpressions: Key = "matchExpressions"
    package static let key: Key = "key"
    package static let `operator`: Key = "operator"
    package static let values: Key = "values"
}
