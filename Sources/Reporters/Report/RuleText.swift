public import Policy

/// What a report says of a rule beside its findings.
public struct RuleText: Sendable {
    /// The id.
    public let id: String
    /// A headline.
    public let title: String
    /// The folder that it is in.
    public let category: String
    /// How bad its findings are, before the settings of the run.
    public let severity: Severity
    /// What its findings mean.
    public let ruleClass: RuleClass
    /// Whether its findings are about who can do what, or about credentials.
    public let concernsSecurity: Bool
    /// Whether the lines of its findings may show a credential.
    public let isAboutCredentials: Bool
    /// What to do; may be empty.
    public let remedy: String
    /// What goes wrong; may be empty.
    public let rationale: String
    /// Where to read on.
    public let references: [String]
    /// The page of the rule, if it has one.
    public let helpURL: String?

    /// A text with all its parts.
    public init(
        id: String, title: String, category: String, severity: Severity, ruleClass: RuleClass, concernsSecurity: Bool = false,
        isAboutCredentials: Bool = false, remedy: String = "", rationale: String = "", references: [String] = [],
        helpURL: String? = nil
    ) {
        (self.concernsSecurity, self.isAboutCredentials) = (concernsSecurity, isAboutCredentials)
        (self.id, self.title, self.category, self.severity, self.ruleClass) = (id, title, category, severity, ruleClass)
        (self.remedy, self.rationale, self.references, self.helpURL) = (remedy, rationale, references, helpURL)
    }

    /// What a rule and its documentation say.
    public init(_ rule: Rule, _ documentation: RuleDocumentation?, helpURL: String? = nil) {
        self.init(
            id: rule.id, title: rule.title, category: rule.category, severity: rule.severity, ruleClass: rule.ruleClass,
            concernsSecurity: rule.concernsSecurity, isAboutCredentials: rule.isAboutCredentials,
            remedy: documentation?.remedy ?? "", rationale: documentation?.rationale ?? "",
            references: documentation?.references ?? [], helpURL: helpURL)
    }
}
