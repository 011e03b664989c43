public import Policy

/// What `.plimsoll.yaml` says, read and checked.
public struct Settings: Sendable {
    /// A wish to be silent about a rule, for some paths or objects.
    public struct Allowance: Sendable {
        /// The rule's id.
        public var rule = ""
        /// A pattern of the file's path; nil for any.
        public var path: String?
        /// The kind; nil for any.
        public var kind: String?
        /// The name; nil for any.
        public var name: String?
        /// Why.
        public var reason = ""

        /// An entry that says nothing yet.
        public init() {}
    }

    /// What is different for the files of a pattern.
    public struct PathOverride: Sendable {
        /// The pattern.
        public var paths: [String] = []
        /// Rules that are not applied there.
        public var ignore: [String] = []
        /// Severities that differ there.
        public var severities: [String: Severity] = [:]

        /// An entry that says nothing yet.
        public init() {}
    }

    /// The profile to start from; nil if the file does not say.
    public var profile: String?
    /// Selectors that replace the profile: see `RuleSelection`.
    public var select: [String] = []
    /// Selectors that add to it.
    public var extendSelect: [String] = []
    /// Selectors that take away.
    public var ignore: [String] = []
    /// Severities by rule.
    public var severities: [String: Severity] = [:]
    /// Parameters by rule and name: YAML as written.
    public var parameters: [String: [String: String]] = [:]
    /// Patterns of paths to leave out.
    public var exclude: [String] = []
    /// Folders with rules, relative to the configuration file.
    public var rules: [String] = []
    /// Folders with CustomResourceDefinitions, relative to the configuration file.
    public var crds: [String] = []
    /// Folders with admission policies, relative to the configuration file.
    public var policies: [String] = []
    /// The versions of Kubernetes to check against.
    public var kubernetesVersion: String?
    /// The version of the Pod Security Standards, unless a flag says otherwise.
    public var podSecurityVersion: String?
    /// The severity from which a run fails.
    public var failOn: Severity?
    /// The file with the findings that are known, relative to the configuration file.
    public var baseline: String?
    /// Silenced findings.
    public var allow: [Allowance] = []
    /// What is different for some paths.
    public var perPath: [PathOverride] = []
    /// Objects and pods that exist outside the run.
    public var external = ExternalObjects()

    /// The settings of a run without a configuration file.
    public init() {}
}
