import KubernetesModel
import YAMLDocument

/// When the pods of a workload run, which decides what they are added to.
public enum Occasion: String, CaseIterable, Hashable, Sendable {
    /// All the time.
    case always
    /// All the time, one on each node.
    case perNode
    /// Until they are done: Jobs, and each run of a CronJob.
    case jobs
}

/// How many pods a workload has: a range where an autoscaler decides.
public struct PodCount: Hashable, Sendable {
    /// The fewest.
    public let fewest: Int
    /// The most.
    public let most: Int
    /// The kind of the autoscaler that decides; nil if there is none.
    public let autoscaler: String?

    /// A range; a most below the fewest is raised to it, and what is below zero is zero.
    public init(_ fewest: Int, _ most: Int, autoscaler: String? = nil) {
        // More pods than fit into 32 bits cannot be asked for, and larger numbers could not be added up.
        self.fewest = min(max(0, fewest), Int(Int32.max))
        self.most = min(max(self.fewest, most), Int(Int32.max))
        self.autoscaler = autoscaler
    }
}

/// The autoscalers among objects that are judged together.
struct Autoscalers {
    private struct Target: Hashable {
        let kind: String
        let namespace: String
        let name: String
    }

    private var ranges: [Target: PodCount] = [:]

    init(_ index: ManifestIndex) {
        for manifest in index.all(KindSelector("autoscaling/HorizontalPodAutoscaler")) {
            add(manifest, fewest: ("minReplicas", 1), most: ("maxReplicas", 1))
        }
        // Source: https://keda.sh/docs/latest/reference/scaledobject-spec/
        for manifest in index.all(KindSelector("keda.sh/ScaledObject")) {
            add(manifest, fewest: ("minReplicaCount", 0), most: ("maxReplicaCount", 100))
        }
    }

    private mutating func add(_ manifest: Manifest, fewest: (field: Key, default: Int), most: (field: Key, default: Int)) {
        guard let name = manifest.node(at: "spec", "scaleTargetRef", "name") else { return }
        let kind = manifest.node(at: "spec", "scaleTargetRef", "kind").map(manifest.document.text) ?? "Deployment"
        let target = Target(kind: kind, namespace: manifest.namespace, name: manifest.document.text(of: name))
        func number(_ field: (field: Key, default: Int)) -> Int {
            manifest.node(at: "spec", field.field).flatMap(manifest.document.int).map { Int($0) } ?? field.default
        }
        ranges[target] = PodCount(number(fewest), number(most), autoscaler: manifest.type.kind)
    }

    /// The range of a workload; nil if nothing scales it. A namespace that is not written matches any.
    func range(of manifest: Manifest) -> PodCount? {
        let namespaces = [manifest.namespace, ""]
        for namespace in namespaces {
            if let found = ranges[Target(kind: manifest.type.kind, namespace: namespace, name: manifest.name)] { return found }
        }
        guard manifest.namespace.isEmpty else { return nil }
        return ranges.first { $0.key.kind == manifest.type.kind && $0.key.name == manifest.name }?.value
    }
}

extension Manifest {
    /// When the pods of this object run; nil if it makes none by itself.
    var occasion: Occasion? {
        switch type.kind {
        case "DaemonSet": .perNode
        case "Job", "CronJob": .jobs
        // It is a text that others copy; and a Configuration of Knative belongs to a Service, which is counted.
        case "PodTemplate", "Configuration": nil
        default: .always
        }
    }

    /// How many pods it has, for a DaemonSet on each node, for a CronJob in each run.
    func podCount(_ autoscalers: Autoscalers) -> PodCount {
        func number(_ path: Key...) -> Int? { document.node(at: path, from: root).flatMap(document.int).map { Int($0) } }
        func isTrue(_ path: Key...) -> Bool { document.node(at: path, from: root).flatMap(document.bool) == true }
        switch type.kind {
        case "Pod", "DaemonSet": return PodCount(1, 1)
        case "Job":
            if isTrue("spec", "suspend") { return PodCount(0, 0) }
            let pods = min(number("spec", "parallelism") ?? 1, number("spec", "completions") ?? Int.max)
            return PodCount(pods, pods)
        case "CronJob":
            if isTrue("spec", "suspend") { return PodCount(0, 0) }
            let parallelism = number("spec", "jobTemplate", "spec", "parallelism") ?? 1
            let pods = min(parallelism, number("spec", "jobTemplate", "spec", "completions") ?? Int.max)
            return PodCount(pods, pods)
        default:
            let replicas = number("spec", "replicas") ?? 1
            // Without replicas an autoscaler is switched off.
            if replicas > 0, let range = autoscalers.range(of: self) { return range }
            return PodCount(replicas, replicas)
        }
    }
}
