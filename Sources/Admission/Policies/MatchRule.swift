import KubernetesModel
import YAMLDocument

/// One entry of `resourceRules` or `excludeResourceRules`: which requests it means.
///
/// Source: `k8s.io/apiserver/pkg/admission/plugin/webhook/predicates/rules`
struct MatchRule: Sendable {
    let groups: [String]
    let versions: [String]
    let resources: [String]
    let operations: [String]
    /// `Namespaced`, `Cluster` or `*`.
    let scope: String
    /// The names of objects that it is limited to; empty for all.
    let names: [String]

    /// Reads an entry; what is absent is empty, which for everything but the names means nothing.
    init(_ node: NodeID, in document: Document) {
        func texts(_ key: Key) -> [String] { document.texts(of: node, key) }
        groups = texts("apiGroups")
        versions = texts("apiVersions")
        resources = texts("resources")
        operations = texts("operations")
        names = texts("resourceNames")
        scope = document.value(of: node, "scope").map(document.text) ?? "*"
    }

    /// Whether a request is meant, apart from the name of its object.
    func matches(_ request: AdmissionRequest, as resource: ResourceName) -> Bool {
        Self.includes(groups, resource.group) && Self.includes(versions, resource.version)
            && Self.includes(operations, request.operation.rawValue) && matchesScope(request, resource)
            && matchesResource(resource, request.subresource)
    }

    /// Whether the name of the request's object is meant.
    func matchesName(_ request: AdmissionRequest) -> Bool { names.isEmpty || names.contains(request.name) }

    /// `*` is the only wildcard.
    private static func includes(_ items: [String], _ requested: String) -> Bool {
        items.contains { $0 == "*" || $0 == requested }
    }

    /// Namespaces count as objects of the cluster, though requests for them carry a namespace.
    private func matchesScope(_ request: AdmissionRequest, _ resource: ResourceName) -> Bool {
        let isOfCluster = request.namespace.isEmpty || resource.isNamespaces
        switch scope {
        case "Namespaced": return !isOfCluster
        case "Cluster": return isOfCluster
        default: return true
        }
    }

    /// `pods` means no subresource, `pods/*` the pods too, `*` all resources and no subresource.
    private func matchesResource(_ resource: ResourceName, _ subresource: String) -> Bool {
        resources.contains { text in
            let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            let (name, sub) = (parts[0], parts.count == 2 ? parts[1] : "")
            return (name == "*" || name == resource.plural) && (sub == "*" || sub == subresource)
        }
    }
}

extension Document {
    /// The texts of a list of scalars at a key; empty if there is none.
    func texts(of node: NodeID, _ key: Key) -> [String] {
        guard let list = value(of: node, key), kind(of: list) == .sequence else { return [] }
        return children(of: list).map(text)
    }
}
