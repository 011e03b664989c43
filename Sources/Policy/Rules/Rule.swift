public import KubernetesModel
public import SourceText
import YAMLDocument

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
        /// The rule file, and in it the value if the configuration does not say otherwise; nil for null.
        let document: Document
        let defaultNode: NodeID?
        /// The values of profiles that are stricter or more lenient.
        let profileNodes: [String: NodeID]

        /// The default as it is written: YAML.
        public var defaultValue: String { defaultNode.map(document.written) ?? "null" }
        /// The values of profiles as they are written, by the profile.
        public var profileValues: [String: String] { profileNodes.mapValues(document.written) }

        /// The value in a profile as it is written, if the configuration does not say otherwise.
        public func value(in profile: String) -> String { node(in: profile).map(document.written) ?? "null" }

        /// The same as a node of the rule file. What `all` does not say is as in `strict`.
        func node(in profile: String) -> NodeID? {
            profileNodes[profile] ?? (profile == "all" ? profileNodes["strict"] : nil) ?? defaultNode
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

    private let content: RuleContent
    /// Whether its expressions are known to fit their types: the project's tests have checked those inside the program, so that a run
    /// need not do it again.
    package var isChecked: Bool

    init(_ content: RuleContent, isChecked: Bool = false) { (self.content, self.isChecked) = (content, isChecked) }
}

// MARK: What every run asks

extension Rule {
    /// The id, which is the file's name.
    public var id: String { content.head.id }
    /// The folder that it is in.
    public var category: String { content.head.category }
    /// What a finding means.
    public var ruleClass: RuleClass { content.head.ruleClass }
    /// How bad a finding is.
    public var severity: Severity { content.head.severity }
    /// The sets of rules that it belongs to; `everyProfile` if its file does not say.
    public var profiles: [String] { content.head.profiles }
    /// What the expression is evaluated for.
    public var scope: Scope { content.head.scope }
    /// The kinds that it applies to; empty for all.
    public var kinds: [KindSelector] { content.head.kinds }
    /// Whether a module finds it without an expression.
    public var isBuiltIn: Bool { content.head.isBuiltIn }
    /// Whether it has an expression.
    package var hasExpression: Bool { content.head.hasExpression }
    /// The types of the API that its validations are about; empty if it has none.
    package var validatedTypes: [String] { content.head.validatedTypes }
    /// Rules whose findings of the same container cover those of this one: one edit mends both.
    public var yieldsTo: [String] { content.head.yieldsTo }
    /// What documents need for the rule to have anything to say, as `RuleNeeds` reads it; nil if that is not known.
    package var needs: StaticString? { content.needs }
    /// Whether its findings may show a credential.
    public var isAboutCredentials: Bool { category == "secrets" }
    /// Whether its findings are about what an attacker could use.
    public var concernsSecurity: Bool { isAboutCredentials || category == "security" || category == "rbac" }
}

// MARK: What is read when it is asked for

extension Rule {
    /// A headline.
    public var title: String { content.body.title }
    /// The forms of another severity, of which the first that holds counts.
    public var cases: [Case] { content.body.cases }
    /// Parts of other objects at which a finding is repeated, for readers who ask for those objects; nil if it has one place.
    public var alsoAt: Expression? { content.body.alsoAt }
    /// For the scope `container`, the kinds of containers that it applies to.
    public var containers: Set<ContainerKind> { content.body.containers }
    /// Its settings.
    public var parameters: [Parameter] { content.body.parameters }
    /// What must be true for the rule to apply.
    public var precondition: Expression? { content.body.precondition }
    /// The list whose elements the expression is evaluated for, as `item`.
    public var each: Expression? { content.body.each }
    /// True where all is well; nil for a built-in rule.
    public var expression: Expression? { content.body.expression }
    /// Where a finding points, as a path that starts with a variable.
    public var place: Located<String>? { content.body.place }
    /// What a finding says, with `{expressions}` in it.
    public var message: Located<String> { content.body.message }
    /// How its findings can be mended: the first that applies does it. Empty if nothing but thought helps.
    public var fixes: [FixRecipe] { content.body.fixes }
    /// The file it was read from.
    public var file: SourceFile { content.body.file }
    /// Conditions of the API server on types of the API; a rule that has them has no expression of its own.
    public var validations: [Validation] { validations(of: nil) }

    /// Those of its validations that are about a type; all for nil.
    func validations(of type: String?) -> [Validation] {
        guard !validatedTypes.isEmpty, var reader = content.reader else { return [] }
        return reader.validations(of: type)
    }

    /// The image of one of its expressions, from which it is compiled without being parsed; nil if there is none.
    package func image(of expression: Expression) -> UnsafePointer<UInt8>? { content.image(of: expression) }

    /// One of its validations by its place among all.
    func validation(at place: Int) -> Validation? {
        guard var reader = content.reader else { return nil }
        return reader.validation(at: place)
    }

    /// The file as it was written; nil for a rule that no file holds.
    package var wholeFile: SourceFile? { content.reader?.file }

    /// What the file says to its readers; nil for a rule that no file holds.
    package var documentation: RuleDocumentation? { content.reader?.documentation() }
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

extension Document {
    /// A value as it is written in the file.
    func written(_ value: NodeID) -> String { file.text(of: span(of: value)) }
}
