/// What one level says about rules: a configuration file, an entry of its `per-path`, or the command line. A closer level counts more:
/// see `RuleSelection.apply(_:)`.
public struct RuleChoice: Sendable {
    /// The profile to start from, in place of what lower levels have selected; nil if the level does not say.
    public var profile: String?
    /// Selectors that replace the profile, if there are any.
    public var select: [String] = []
    /// Selectors that add.
    public var extendSelect: [String] = []
    /// Selectors that take away.
    public var ignore: [String] = []
    /// Severities by selector; that of a rule's id counts more than those of groups.
    public var severities: [String: Severity] = [:]

    /// A level that says nothing.
    public init() {}

    /// All selectors of the level.
    public var selectors: [String] { select + extendSelect + ignore + severities.keys.sorted() }

    /// The severity that the level gives a rule; nil if it does not say.
    public func severity(of rule: Rule) -> Severity? {
        if let severity = severities[rule.id] { return severity }
        // Of several groups the last by name, so that the same text always means the same.
        return severities.keys.sorted().last { RuleSelection.matches($0, rule) }.flatMap { severities[$0] }
    }
}

extension RuleSelection {
    /// Puts what a closer level says on top of the levels before.
    ///
    /// A profile, or a `select`, replaces what was selected; `ignore` takes away from all levels. What a lower level ignores is in force
    /// again if a closer one names it by its id.
    public mutating func apply(_ choice: RuleChoice) {
        if let profile = choice.profile { (self.profile, select) = (profile, []) }
        if !choice.select.isEmpty { select = choice.select }
        extendSelect += choice.extendSelect
        levels.append(Level(ignore: choice.ignore, named: Set(choice.select + choice.extendSelect)))
        severities.merge(choice.severities) { $1 }
    }

    /// Gives the severities of groups to each rule of the group.
    ///
    /// - Precondition: each level has been applied by itself, so that a group of a closer one counts more than an id of a lower one.
    public mutating func spreadSeverities(of choice: RuleChoice, over rules: [Rule]) {
        guard !choice.severities.isEmpty else { return }
        for rule in rules { if let severity = choice.severity(of: rule) { severities[rule.id] = severity } }
    }
}
