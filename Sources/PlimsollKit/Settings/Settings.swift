public import Policy
import SourceText

/// What the configuration files of a run say, read and checked.
public struct Settings: Sendable {
    /// A wish to be silent about a rule, for some paths or objects.
    public struct Allowance: Sendable {
        /// A selector of rules.
        public var rule = ""
        /// A pattern of the file's path; nil for any.
        public var path: PathPattern?
        /// The kind, maybe with `*`; nil for any.
        public var kind: String?
        /// The namespace, maybe with `*`; nil for any.
        public var namespace: String?
        /// The name, maybe with `*`; nil for any.
        public var name: String?
        /// Why.
        public var reason = ""
        /// The last day on which it holds, as `2026-12-31`; nil for ever.
        public var expires: String?
        /// The file that it is written in; its number is none of the run.
        var file: SourceFile?
        /// Where it names the rule.
        var ruleSpan: Span?
        /// Where it names the day.
        var expiresSpan: Span?

        /// An entry that says nothing yet.
        public init() {}
    }

    /// What is different for the files of a pattern.
    public struct PathOverride: Sendable {
        /// The patterns.
        public var paths: [PathPattern] = []
        /// What it says about rules.
        public var choice = RuleChoice()
        /// Parameters by rule and name: YAML as written.
        public var parameters: [String: [String: String]] = [:]

        /// An entry that says nothing yet.
        public init() {}
    }

    /// Whether the files were found by looking upward, and not named or forbidden by a flag.
    var isFound = false
    /// The files that were read, those that are extended before those that extend them.
    var files: [ConfigurationFile] = []
    /// What each file says about rules, in the same order.
    public var choices: [RuleChoice] = []
    /// Parameters by rule and name: YAML as written.
    public var parameters: [String: [String: String]] = [:]
    /// Patterns of paths to leave out.
    public var exclude: [PathPattern] = []
    /// Folders with rules.
    public var rules: [String] = []
    /// Folders with CustomResourceDefinitions.
    public var crds: [String] = []
    /// Folders with admission policies.
    public var policies: [String] = []
    /// The versions of Kubernetes to check against.
    public var kubernetesVersion: String?
    /// The version of the Pod Security Standards, unless a flag says otherwise.
    public var podSecurityVersion: String?
    /// The severity from which a run fails.
    public var failOn: Severity?
    /// The file with the findings that are known.
    public var baseline: String?
    /// Silenced findings.
    public var allow: [Allowance] = []
    /// What is different for some paths.
    public var perPath: [PathOverride] = []
    /// Objects and pods that exist outside the run.
    public var external = ExternalObjects()

    /// The settings of a run without a configuration file.
    public init() {}

    /// Puts the settings of a file on top of these.
    mutating func add(_ closer: Settings) {
        files += closer.files
        choices += closer.choices
        parameters.merge(closer.parameters) { $0.merging($1) { $1 } }
        exclude += closer.exclude
        rules += closer.rules
        crds += closer.crds
        policies += closer.policies
        kubernetesVersion = closer.kubernetesVersion ?? kubernetesVersion
        podSecurityVersion = closer.podSecurityVersion ?? podSecurityVersion
        failOn = closer.failOn ?? failOn
        baseline = closer.baseline ?? baseline
        allow += closer.allow
        perPath += closer.perPath
        external.known.formUnion(closer.external.known)
        external.pods += closer.external.pods
    }
}
