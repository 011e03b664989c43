public import SourceText
public import YAMLDocument

/// What the policies in force say of one request.
public struct AdmissionReview: Sendable {
    /// A validation that did not pass, under one binding.
    public struct Denial: Sendable {
        /// The policy.
        public let policy: AdmissionPolicy
        /// The binding that puts it in force; its name is empty if nobody has written one.
        public let binding: PolicyBinding
        /// Which of the policy's validations, from 0.
        public let index: Int
        /// What the policy says.
        public let message: String
        /// Whether the expression failed, and the policy takes that for a denial.
        public let isError: Bool
        /// The reason of the answer's status.
        public let reason: String
        /// The node of the object that settled it; nil if none did.
        public let node: NodeID?
        /// Whether it denies the request whatever actions the binding names: a binding that cannot work, or an audit annotation that fails.
        public let isUnconditional: Bool

        /// Where the validation is written; nil for what no single one has said.
        public var expressionSpan: Span? {
            isUnconditional || !policy.validations.indices.contains(index) ? nil : policy.validations[index].expression.span
        }

        /// Whether the request is refused for it.
        public var isRefusal: Bool { isUnconditional || binding.actions.contains(.deny) }

        /// What the user is told: the words of the refusal, or of the warning.
        public var answer: String {
            isRefusal || !binding.actions.contains(.warn)
                ? PolicyMessage.denied(message, by: policy.name, binding.name)
                : PolicyMessage.warning(message, by: policy.name, binding.name)
        }
    }

    /// A validation of a policy that cannot be decided without a cluster.
    public struct Undecided: Hashable, Sendable {
        /// The name of the policy.
        public let policy: String
        /// Which of its validations, from 0.
        public let index: Int
    }

    /// The policies and bindings that judged the request, as `policy/binding`.
    public internal(set) var matched: [String] = []
    /// What did not pass, in the order of policies, bindings, parameters and validations.
    public internal(set) var denials: [Denial] = []
    /// The warnings that the user gets.
    public internal(set) var warnings: [String] = []
    /// What the audit log gets.
    public internal(set) var audit: [String: String] = [:]
    /// What could not be decided.
    public internal(set) var undecided: [Undecided] = []
    /// Why the request is refused; nil if it is not.
    public internal(set) var refusal: String?

    /// Whether the request is let through.
    public var isAllowed: Bool { refusal == nil }
}
