public import KubernetesModel
public import SourceText

/// One thing that is checked: an id, an expression that is true where all is well, and what to say where it is not.
public struct Rule: Sendable {
    /// What an expression is evaluated for.
    public enum Scope: String, CaseIterable, Sendable {
        /// Each object of the kinds.
        case object
        /// Each object with a pod template.
        case workload
        /// Each container of each pod template.
        case container
    }

    /// A setting that the rule's expression reads as `params.NAME`.
    public struct Parameter: Sendable {
        /// Its name.
        public let name: String
        /// The value it has if the configuration does not say otherwise: YAML as written.
        public let defaultValue: String
        /// The values of profiles that are stricter or more lenient: YAML as written, by the profile.
        public let profileValues: [String: String]

        /// The value in a profile, if the configuration does not say otherwise. What `all` does not say is as in `strict`.
        public func value(in profile: String) -> String {
            profileValues[profile] ?? (profile == "all" ? profileValues["strict"] : nil) ?? defaultValue
        }
    }

    /// A lesser or graver form of what the rule finds.
    public struct Case: Sendable {
        /// What must be true of it.
        public let condition: Expression
        /// How bad it is then.
        public let severity: Severity
    }

    /// Where a text of the rule is, so that an error in it can be pointed at.
    public typealias Expression = Located<String>

    /// What stands for all profiles.
    static let everyProfile = "*"

    /// The id, which is the file's name.
    public let id: String
    /// The folder that it is in.
    public let category: String
    /// A headline.
    public let title: String
    /// What a finding means.
    public let ruleClass: RuleClass
    /// How bad a finding is.
    public let severity: Severity
    /// The forms of another severity, of which the first that holds counts.
    public let cases: [Case]
    /// Rules whose findings of the same container cover those of this one: one edit mends both.
    public let yieldsTo: [String]
    /// Parts of other objects at which a finding is repeated, for readers who ask for those objects; nil if it has one place.
    public let alsoAt: Expression?
    /// The sets of rules that it belongs to; `everyProfile` if its file does not say.
    public let profiles: [String]
    /// What the expression is evaluated for.
    public let scope: Scope
    /// The kinds that it applies to; empty for all.
    public let kinds: [KindSelector]
    /// For the scope `container`, the kinds of containers that it applies to.
    public let containers: Set<ContainerKind>
    /// Its settings.
    public let parameters: [Parameter]
    /// Whether a module finds it without an expression.
    public let isBuiltIn: Bool
    /// What must be true for the rule to apply.
    public let precondition: Expression?
    /// The list whose elements the expression is evaluated for, as `item`.
    public let each: Expression?
    /// True where all is well; nil for a built-in rule.
    public let expression: Expression?
    /// Where a finding points, as a path that starts with a variable.
    public let place: Located<String>?
    /// What a finding says, with `{expressions}` in it.
    public let message: Located<String>
    /// How its findings can be mended: the first that applies does it. Empty if nothing but thought helps.
    public let fixes: [FixRecipe]
    /// Conditions of the API server on types of the API; a rule that has them has no expression of its own.
    public let validations: [Validation]
    /// The file it was read from.
    public let file: SourceFile
    /// Whether its expressions are known to fit their types: the project's tests have checked those inside the program, so that a run
    /// need not do it again.
    package var isChecked = false

    /// Whether its findings may show a credential.
    public var isAboutCredentials: Bool { category == "secrets" }

    /// Whether its findings are about what an attacker could use.
    public var concernsSecurity: Bool { isAboutCredentials || category == "security" || category == "rbac" }
}

/// What a rule file says to its readers; a run that finds nothing never reads it.
public struct RuleDocumentation: Sendable {
    /// One manifest that shows where the border is.
    public struct Example: Sendable {
        /// What it shows.
        public let title: String
        /// The manifest, with `# finding` at the end of each line that must be reported.
        public let text: String
        /// Whether the rule must report something.
        public let isFailing: Bool
        /// Where the example is in the rule file.
        public let span: Span
        /// Settings that it is judged with: YAML as written, by the parameter's name.
        public let parameters: [String: String]
        /// The version of Kubernetes that it is judged for; nil for the newest.
        public let kubernetesVersion: String?
    }

    /// What goes wrong where the rule is broken.
    public let rationale: String
    /// What to do about it.
    public let remedy: String
    /// Where to read on.
    public let references: [String]
    /// The checks of other tools that it covers: their ids by the tool's name.
    public let mapsTo: [String: [String]]
    /// Its tests.
    public let examples: [Example]
}
