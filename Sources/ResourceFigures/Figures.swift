/// The figures of a run: its workloads, and their sums.
public struct Figures: Hashable, Sendable {
    /// The workloads, sorted by root, namespace, kind and name.
    public let workloads: [Workload]

    /// The figures of these workloads.
    public init(_ workloads: [Workload]) { self.workloads = workloads.sorted { $0.identity < $1.identity } }

    /// The sums of everything.
    public var total: Sums { Sums(workloads) }

    /// The sums of each root, sorted by its path.
    public var roots: [(root: String, sums: Sums)] {
        Dictionary(grouping: workloads, by: \.identity.root).sorted { $0.key < $1.key }.map { ($0.key, Sums($0.value)) }
    }

    /// The sums of each namespace of each root, sorted.
    public var namespaces: [(root: String, namespace: String, sums: Sums)] {
        roots.flatMap { root, _ in
            Dictionary(grouping: workloads.filter { $0.identity.root == root }, by: \.identity.namespace)
                .sorted { $0.key < $1.key }.map { (root, $0.key, Sums($0.value)) }
        }
    }
}

/// What several workloads need together. What runs always, what runs on each node and what runs now and then are not added up.
public struct Sums: Hashable, Sendable {
    /// The needs of the workloads of one occasion.
    public struct Part: Hashable, Sendable {
        /// How many workloads there are.
        public var workloads = 0
        /// The fewest pods.
        public var fewestPods = 0
        /// The most pods.
        public var mostPods = 0
        /// The needs of the fewest pods.
        public var least = PodNeeds()
        /// The needs of the most pods.
        public var most = PodNeeds()

        mutating func add(_ workload: Workload) {
            workloads += 1
            fewestPods += workload.pods.fewest
            mostPods += workload.pods.most
            least.add(workload.pod, times: workload.pods.fewest)
            most.add(workload.pod, times: workload.pods.most)
        }
    }

    private var parts: [Occasion: Part] = [:]
    /// What the containers have, each counted once.
    public private(set) var practices = Practices()
    /// How many containers there are in the pods, each counted once.
    public private(set) var containers = 0

    /// The sums of these workloads.
    public init(_ workloads: [Workload]) {
        for workload in workloads {
            parts[workload.occasion, default: Part()].add(workload)
            practices = practices.adding(workload.practices)
            containers += workload.containers
        }
    }

    /// The sums of one occasion.
    public subscript(_ occasion: Occasion) -> Part { parts[occasion] ?? Part() }
}

extension PodNeeds {
    mutating func add(_ other: PodNeeds, times count: Int) {
        requests = requests.adding(other.requests.multiplied(by: count))
        limits = limits.adding(other.limits.multiplied(by: count))
        if count > 0 { unlimited = Set(unlimited).union(other.unlimited).sorted() }
    }
}
