import Admission
import KubernetesModel
import KubernetesSchemaTable
import Policy

/// The resources that a policy must match to see what a rule sees.
struct PolicyResources {
    /// One entry of `resourceRules`.
    struct Entry {
        let group: String
        let versions: [String]
        let plurals: [String]
    }

    let rules: [Entry]
    /// The kinds, by name, in the order in which they were found.
    let kinds: [String]

    /// The kinds of Kubernetes that make pods.
    private static let workloads = [
        "Pod", "PodTemplate", "ReplicationController", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob",
    ]

    /// The resources of a rule's kinds in a version of Kubernetes. A kind of somebody else's is matched by its usual plural,
    /// in the group that the rule names or in any.
    init(_ rule: Rule, _ version: KubernetesVersion) throws(PolicyExport.Refusal) {
        guard !rule.kinds.isEmpty || rule.scope != .object else {
            rules = [Entry(group: "*", versions: ["\"*\""], plurals: ["\"*\""])]
            kinds = []
            return
        }
        let selectors = rule.kinds.isEmpty && rule.scope != .object ? Self.workloads.map { KindSelector($0) } : rule.kinds
        var found: [(group: String, version: String, plural: String, kind: String)] = []
        for selector in selectors {
            let builtIn = BuiltInKind.named(selector.kind).filter { kind in
                (selector.group ?? kind.group) == kind.group && kind.versions.contains(version) && !kind.isOffByDefault
                    && !kind.isOfKustomize && (rule.scope == .object || Self.workloads.contains(kind.name))
            }
            found += builtIn.map { ($0.group, $0.version, $0.plural, $0.name) }
            let isForeign = selector.group.map { !BuiltInKind.ownsGroup($0) } ?? BuiltInKind.named(selector.kind).isEmpty
            if isForeign, rule.scope == .object {
                found.append((selector.group ?? "*", "\"*\"", ResourceName.guessedPlural(selector.kind), selector.kind))
            }
        }
        // About these the server asks no policy.
        found.removeAll { AdmissionRequest.isExempt(ResourceName(group: $0.group, version: $0.version, plural: $0.plural)) }
        guard !found.isEmpty else {
            throw PolicyExport.Refusal(
                message: "'\(rule.id)' applies to no kind that a policy of Kubernetes \(version) can name")
        }
        var rules: [Entry] = []
        for (group, resources) in Dictionary(grouping: found, by: \.group).sorted(by: { $0.key < $1.key }) {
            let byPlural = Dictionary(grouping: resources, by: \.plural).mapValues { Array(Set($0.map(\.version))).sorted() }
            for (versions, plurals) in Dictionary(grouping: byPlural.keys, by: { byPlural[$0] ?? [] }).sorted(by: {
                $0.key.lexicographicallyPrecedes($1.key)
            }) {
                rules.append(Entry(group: group, versions: versions, plurals: plurals.sorted()))
            }
        }
        self.rules = rules
        var seen: Set<String> = []
        kinds = found.map(\.kind).filter { seen.insert($0).inserted }
    }
}
