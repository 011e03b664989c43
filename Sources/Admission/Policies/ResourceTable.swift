public import KubernetesModel
public import KubernetesSchema
public import KubernetesSchemaTable

/// Which resource a kind is, and which other versions of it a cluster serves.
public struct ResourceTable: Sendable {
    let schemas: SchemaStore
    let version: KubernetesVersion

    /// The resources of a version of Kubernetes and of the given custom definitions.
    public init(_ schemas: SchemaStore, version: KubernetesVersion) { (self.schemas, self.version) = (schemas, version) }

    /// The resource of a kind. For one that nobody has described the plural is formed as Kubernetes' own guess is.
    public func resource(of type: GVK) -> ResourceName {
        let plural =
            BuiltInKind(group: type.group, version: type.version, kind: type.kind)?.plural
            ?? schemas.pluralName(of: type.groupKind) ?? ResourceName.guessedPlural(type.kind)
        return ResourceName(group: type.group, version: type.version, plural: plural)
    }

    /// Whether objects of a kind live in a namespace. Of kinds that nobody has described most do.
    public func isNamespaced(_ kind: GroupKind) -> Bool { schemas.isNamespaced(kind) ?? true }

    /// The other versions of a resource that the cluster serves, also in groups where it lived before.
    func equivalents(of resource: ResourceName) -> [ResourceName] {
        let groups = [resource.group] + Self.otherGroups(of: resource)
        let builtIn = groups.flatMap(BuiltInKind.inGroup).filter { kind in
            kind.plural == resource.plural && !kind.isOffByDefault && kind.versions.contains(version)
        }.map { ResourceName(group: $0.group, version: $0.version, plural: $0.plural) }
        let custom = schemas.servedVersions(ofResource: resource.plural, group: resource.group).map {
            ResourceName(group: resource.group, version: $0, plural: resource.plural)
        }
        return (builtIn + custom).filter { $0 != resource }
    }

    /// The groups that hold the same objects.
    ///
    /// Source: `SpecialDefaultResourcePrefixes` and `cohabitating` of `k8s.io/kubernetes/pkg/kubeapiserver/default_storage_factory_builder.go`
    private static let sharedResources: [(plurals: Set<String>, groups: Set<String>)] = [
        (["deployments", "daemonsets", "replicasets"], ["apps", "extensions"]),
        (["networkpolicies", "ingresses"], ["networking.k8s.io", "extensions"]),
        (["podsecuritypolicies"], ["policy", "extensions"]), (["events"], ["", "events.k8s.io"]),
    ]

    private static func otherGroups(of resource: ResourceName) -> [String] {
        sharedResources.filter { $0.plurals.contains(resource.plural) && $0.groups.contains(resource.group) }
            .flatMap(\.groups).filter { $0 != resource.group }
    }
}

extension ResourceName {
    /// The plural of a kind that nobody has described.
    ///
    /// Source: `meta.UnsafeGuessKindToResource` of `k8s.io/apimachinery`
    package static func guessedPlural(_ kind: String) -> String {
        let singular = kind.lowercased()
        // OpenShift's SecurityContextConstraints are many, too.
        if singular.hasSuffix("endpoints") || singular.hasSuffix("constraints") { return singular }
        switch singular.last {
        case "s": return singular + "es"
        case "y": return singular.dropLast() + "ies"
        default: return singular + "s"
        }
    }
}

extension BuiltInKind {
    /// The kinds of a group.
    fileprivate static func inGroup(_ group: String) -> [BuiltInKind] { byGroup[group] ?? [] }

    private static let byGroup = Dictionary(grouping: all, by: \.group)
}
