import KubernetesModel

/// What tells one object of a build from another: its GVK, its name and its namespace.
struct ResourceID: Hashable {
    let gvk: GVK
    let name: String
    /// The namespace as it counts for equality: none and `default` are the same, and all objects without namespaces share one.
    let effectiveNamespace: String
    /// The namespace as written.
    let namespace: String
    /// Whether objects of this kind have no namespace.
    let isClusterScoped: Bool

    private static let clusterScope = "_non_namespaceable_"

    init(_ gvk: GVK, name: String, namespace: String) {
        self.init(gvk, name: name, namespace: namespace, KustomizeKinds.isClusterScoped(gvk))
    }

    init(_ gvk: GVK, name: String, namespace: String, _ isClusterScoped: Bool) {
        (self.gvk, self.name, self.namespace, self.isClusterScoped) = (gvk, name, namespace, isClusterScoped)
        effectiveNamespace = isClusterScoped ? Self.clusterScope : namespace.isEmpty ? "default" : namespace
    }

    static func == (a: ResourceID, b: ResourceID) -> Bool {
        a.name == b.name && a.gvk == b.gvk && a.effectiveNamespace == b.effectiveNamespace
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(gvk.kind)
        hasher.combine(effectiveNamespace)
    }

    /// As kustomize's messages have it: `Deployment.v1.apps/web.shop`.
    var description: String {
        gvk.kustomizeDescription + "/" + (name.isEmpty ? "[noName]" : name) + "." + (namespace.isEmpty ? "[noNs]" : namespace)
    }
}
