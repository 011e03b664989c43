public import KubernetesModel

/// The objects that policies may look at besides the one that they judge: Namespaces and parameters.
public struct ClusterObjects: Sendable {
    /// Which resources there are.
    public let resources: ResourceTable
    private let namespaces: [String: Manifest]
    private let byKind: [GroupKind: [Manifest]]
    /// Kinds of parameters whose scope is known from elsewhere.
    private let clusterScoped: Set<GroupKind>

    private struct ObjectName: Hashable {
        let kind: GroupKind
        let namespace: String
        let name: String
    }

    /// The objects of a cluster; of two with one name the first counts.
    ///
    /// - Parameters:
    ///   - others: objects that count where these have none of the name.
    ///   - parameterKinds: the kinds that policies take parameters from; objects of others are not kept.
    ///   - clusterScoped: those of them that live in no namespace though no definition says so.
    public init(
        _ manifests: some Sequence<Manifest>, resources: ResourceTable, parameterKinds: Set<GroupKind>,
        clusterScoped: Set<GroupKind> = [], others: ClusterObjects? = nil
    ) {
        var namespaces: [String: Manifest] = [:]
        var byKind: [GroupKind: [Manifest]] = [:]
        var seen: Set<ObjectName> = []
        func add(parameter: Manifest) {
            let kind = parameter.type.groupKind
            let name = ObjectName(kind: kind, namespace: parameter.effectiveNamespace, name: parameter.name)
            if seen.insert(name).inserted { byKind[kind, default: []].append(parameter) }
        }
        for manifest in manifests {
            let kind = manifest.type.groupKind
            if kind == .namespace, namespaces[manifest.name] == nil { namespaces[manifest.name] = manifest }
            if parameterKinds.contains(kind) { add(parameter: manifest) }
        }
        if let others {
            namespaces.merge(others.namespaces) { own, _ in own }
            for manifest in others.byKind.values.joined() { add(parameter: manifest) }
        }
        (self.namespaces, self.byKind, self.resources, self.clusterScoped) = (namespaces, byKind, resources, clusterScoped)
    }

    /// The labels of a namespace. One that nobody has written exists with the label that every namespace has.
    func labels(ofNamespace name: String) -> [String: String] {
        var labels = namespaces[name]?.labels ?? [:]
        labels["kubernetes.io/metadata.name"] = name
        return labels
    }

    /// The Namespace of that name; nil if nobody has written it.
    func namespace(_ name: String) -> Manifest? { namespaces[name] }

    /// The objects of a kind.
    func parameters(of kind: GroupKind) -> [Manifest] { byKind[kind] ?? [] }

    /// Whether parameters of a kind live in a namespace. Where no definition tells, an object with a namespace does.
    func isNamespaced(_ kind: GroupKind) -> Bool { !clusterScoped.contains(kind) && resources.isNamespaced(kind) }
}

extension GroupKind {
    static let namespace = GroupKind(group: "", kind: "Namespace")
}

extension Manifest {
    /// The namespace that an object without one gets.
    package var effectiveNamespace: String { namespace.isEmpty ? "default" : namespace }
}
