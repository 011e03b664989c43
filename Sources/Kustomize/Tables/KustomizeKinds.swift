import KubernetesModel
import KubernetesSchemaTable

/// What kustomize knows of Kubernetes' own kinds: it embeds the API of Kubernetes 1.21.2, whatever the cluster runs.
///
/// Source: `kyaml/openapi` of kustomize 5.8.1.
enum KustomizeKinds {
    /// The type of a kind, from which its merged lists are looked up; nil for kinds that kustomize's schema does not have, whose lists
    /// are never merged.
    static func type(of gvk: GVK) -> BuiltInType? {
        guard let kind = BuiltInKind(group: gvk.group, version: gvk.version, kind: gvk.kind), isKnown(kind) else { return nil }
        return kind.type
    }

    /// Whether objects of a kind have no namespace. Kinds that are not known count as namespaced, custom resources always.
    static func isClusterScoped(_ gvk: GVK) -> Bool {
        if others.contains(gvk) { return true }
        guard let kind = BuiltInKind(group: gvk.group, version: gvk.version, kind: gvk.kind) else { return false }
        return !kind.isNamespaced && isKnown(kind)
    }

    /// The type of the templates of pods.
    static let podTemplate: BuiltInType = {
        guard let type = BuiltInType(package: "core.v1", name: "PodTemplateSpec") else {
            preconditionFailure("the table of Kubernetes' types has templates of pods")
        }
        return type
    }()

    private static func isKnown(_ kind: BuiltInKind) -> Bool {
        kind.versions.contains(BuiltInField.kustomizeVersion) && !kind.isOffByDefault
    }

    /// Cluster-scoped kinds that kustomize has besides: one that is only part of a path of the API, and two that were added later.
    private static let others: Set<GVK> = [
        GVK(version: "v1", kind: "NodeProxyOptions"),
        GVK(group: "admissionregistration.k8s.io", version: "v1", kind: "ValidatingAdmissionPolicy"),
        GVK(group: "admissionregistration.k8s.io", version: "v1", kind: "ValidatingAdmissionPolicyBinding"),
    ]
}
