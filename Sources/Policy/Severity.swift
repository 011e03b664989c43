/// How bad a finding is if it is true.
public enum Severity: String, CaseIterable, Comparable, Hashable, Sendable {
    case info
    case warning
    case error

    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// What a finding of a rule means.
public enum RuleClass: String, CaseIterable, Hashable, Sendable {
    /// The API server, the kubelet or kustomize refuses it.
    case validity
    /// It is accepted but does not do what it says.
    case bug
    /// A practice.
    case policy
    /// Taste.
    case style
    /// A listing for review.
    case inventory
}
