import KubernetesModel
import SourceText
import YAMLDocument

/// `kustomize-namespace-override`: a `namespace` that moves objects out of a namespace of the system, or joins several namespaces.
///
/// Moving all objects from one namespace to another is what the field is for.
struct NamespaceOverrideLint {
    private static let system: Set<String> = ["kube-system", "kube-public", "kube-node-lease"]

    let namespace: Located<String>
    private var moved: [(namespace: String, object: String, span: Span)] = []

    init(_ namespace: Located<String>) { self.namespace = namespace }

    /// Takes note of an object before it is moved.
    mutating func note(_ resource: Resource) {
        guard !resource.id.isClusterScoped, !resource.id.namespace.isEmpty,
            let node = resource.document.node(at: "metadata", "namespace")
        else { return }
        moved.append(
            (resource.id.namespace, "\(resource.id.gvk.kind) '\(resource.id.name)'", resource.document.span(of: node)))
    }

    /// Says what is odd.
    func report(to log: BuildLog) {
        func warn(_ message: String, _ objects: [(namespace: String, object: String, span: Span)]) {
            log.warn(
                message, at: namespace.span, code: "kustomize-namespace-override",
                related: objects.prefix(10).map { Located("\($0.object) was in '\($0.namespace)'", $0.span) })
        }
        let fromSystem = moved.filter { Self.system.contains($0.namespace) && $0.namespace != namespace.value }
        if let first = fromSystem.first {
            let others = fromSystem.count == 1 ? "" : " and \(fromSystem.count - 1) more"
            return warn("'\(namespace.value)' moves \(first.object)\(others) out of '\(first.namespace)'", fromSystem)
        }
        let names = Set(moved.map(\.namespace)).sorted()
        guard names.count > 1 else { return }
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        warn("'\(namespace.value)' takes the place of \(names.count) namespaces: \(list)", moved)
    }
}
