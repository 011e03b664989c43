import KubernetesModel
import YAMLDocument

/// The order in which objects are printed.
///
/// Source: `api/internal/builtins/SortOrderTransformer.go`.
enum SortOrder {
    private static let first = [
        "Namespace", "ResourceQuota", "StorageClass", "CustomResourceDefinition", "ServiceAccount", "PodSecurityPolicy", "Role",
        "ClusterRole", "RoleBinding", "ClusterRoleBinding", "ConfigMap", "Secret", "Endpoints", "Service", "LimitRange",
        "PriorityClass", "PersistentVolume", "PersistentVolumeClaim", "Deployment", "StatefulSet", "CronJob",
        "PodDisruptionBudget",
    ]
    private static let last = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"]

    /// What an object is sorted by.
    private struct SortKey: Comparable {
        let rank: Int
        let gvk: GVK
        let kindText: String
        let wholeText: String

        static func < (a: SortKey, b: SortKey) -> Bool {
            if a.rank != b.rank { return a.rank < b.rank }
            if a.gvk != b.gvk {
                // Namespaces of Kubernetes come before those of other groups.
                return a.kindText.utf8.lexicographicallyPrecedes(b.kindText.utf8)
            }
            return a.wholeText.utf8.lexicographicallyPrecedes(b.wholeText.utf8)
        }
    }

    /// Sorts by kind, what others need first: namespaces, then accounts, roles, configuration, services, workloads, the rest.
    static func legacy(_ resources: inout ResourceSet, first: [String]? = nil, last: [String]? = nil) {
        let (first, last) = (first ?? Self.first, last ?? Self.last)
        var ranks: [String: Int] = [:]
        for (place, kind) in first.enumerated() { ranks[kind] = place - first.count }
        for (place, kind) in last.enumerated() { ranks[kind] = place + 1 }
        let keys = resources.resources.map { key(of: $0.id, ranks) }
        let order = keys.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
        resources.arrange(order)
    }

    private static func key(of id: ResourceID, _ ranks: [String: Int]) -> SortKey {
        let gvk = id.gvk
        let isNamespace = gvk.kind == "Namespace" && gvk.group.isEmpty
        let kindText =
            isNamespace
            ? "" : (gvk.group.isEmpty ? "~G" : gvk.group) + "_" + (gvk.version.isEmpty ? "~V" : gvk.version) + "_" + gvk.kind
        let name = id.name.isEmpty ? "~N" : id.name
        let namespace = id.namespace.isEmpty ? "~X" : id.namespace
        return SortKey(
            rank: ranks[gvk.kind] ?? 0, gvk: gvk, kindText: kindText,
            wholeText: gvk.kustomizeDescription + "|" + namespace + "|" + name)
    }
}
