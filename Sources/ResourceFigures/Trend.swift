/// How the figures came to be what they are: earlier reports, oldest first, and the present.
public struct Trend: Sendable {
    /// One report with what people call it.
    public struct Entry: Sendable {
        /// The name of its file, or `now`.
        public let label: String
        /// What it says.
        public let figures: Figures

        /// A report by its name.
        public init(label: String, figures: Figures) { (self.label, self.figures) = (label, figures) }
    }

    /// What became of a workload since the last report.
    public enum Change: Sendable {
        /// It was not there.
        case added(Workload)
        /// It is no longer there.
        case removed(Workload)
        /// Its pods or what they need are others.
        case changed(from: Workload, to: Workload)

        /// The workload.
        public var identity: Workload.Identity {
            switch self {
            case .added(let workload), .removed(let workload), .changed(_, let workload): workload.identity
            }
        }
    }

    /// All reports, oldest first; the last one is the present.
    public let entries: [Entry]
    /// What is different from the report before the present one, sorted by workload; empty if there is none.
    public let changes: [Change]

    /// The present figures after earlier ones.
    public init(_ present: Figures, after earlier: [Entry]) {
        entries = earlier + [Entry(label: "now", figures: present)]
        guard let last = earlier.last else {
            changes = []
            return
        }
        // Of two workloads with one identity the last one counts: they cannot both be deployed.
        let (old, new) = (Self.byIdentity(last.figures), Self.byIdentity(present))
        changes = Set(old.keys).union(new.keys).sorted().compactMap { identity in
            switch (old[identity], new[identity]) {
            case (nil, let new?): return .added(new)
            case (let old?, nil): return .removed(old)
            case (let old?, let new?):
                return old.pods == new.pods && old.pod == new.pod && old.occasion == new.occasion
                    ? nil : .changed(from: old, to: new)
            case (nil, nil): return nil
            }
        }
    }

    private static func byIdentity(_ figures: Figures) -> [Workload.Identity: Workload] {
        Dictionary(figures.workloads.map { ($0.identity, $0) }) { _, last in last }
    }
}
