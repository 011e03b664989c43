/// Which rules of a run are in force, and how bad their findings are.
public struct RuleSelection: Sendable {
    /// What one level takes away, and the ids that it names and so puts in force again.
    public struct Level: Sendable {
        /// Selectors that take away.
        public var ignore: [String]
        /// Ids, among other selectors.
        public var named: Set<String>
    }

    /// The profile to start from.
    public var profile = "default"
    /// Selectors that replace the profile, if there are any.
    public var select: [String] = []
    /// Selectors that add to it.
    public var extendSelect: [String] = []
    /// Selectors that take away; they count more than the others.
    public var ignore: [String] = []
    /// What configuration files and the command line take away, the closest last.
    public var levels: [Level] = []
    /// Selections that hold for some paths of the run only: their rules are evaluated, too.
    public var alternatives: [RuleSelection] = []
    /// Standards that findings are reported against; their rules are in force by the selectors above.
    public var frameworks: [Framework] = []
    /// Severities by the id of the rule.
    public var severities: [String: Severity] = [:]

    /// The profile `default` and nothing else.
    public init() {}

    /// Whether a rule is in force.
    public func includes(_ rule: Rule) -> Bool { includes(rule, isInEveryProfile: false) }

    /// Whether a rule is in force.
    ///
    /// - Parameter isInEveryProfile: whether it counts as a rule of every profile, whatever those that it names.
    public func includes(_ rule: Rule, isInEveryProfile: Bool) -> Bool {
        if includesItself(rule, isInEveryProfile: isInEveryProfile) { return true }
        return !alternatives.isEmpty && alternatives.contains { $0.includesItself(rule, isInEveryProfile: false) }
    }

    /// Whether a rule is in force, the alternatives left aside.
    public func includesItself(_ rule: Rule, isInEveryProfile: Bool = false) -> Bool {
        if ignores(rule) { return false }
        if extendSelect.contains(where: { Self.matches($0, rule) }) { return true }
        return select.isEmpty
            ? isInEveryProfile || rule.profiles.contains { $0 == profile || $0 == Rule.everyProfile }
            : select.contains { Self.matches($0, rule) }
    }

    /// Whether a rule is taken away.
    public func ignores(_ rule: Rule) -> Bool {
        if ignore.contains(where: { Self.matches($0, rule) }) { return true }
        for level in levels.reversed() {
            if level.ignore.contains(where: { Self.matches($0, rule) }) { return true }
            if level.named.contains(rule.id) { return false }
        }
        return false
    }

    /// The profile whose values the parameters of a rule take: that of a framework, or one that selects the rule
    /// by its name, else the profile of the run.
    /// `all` is `strict` and the rules that are in no profile; each asks there the most that it can ask.
    package func parameterProfile(of rule: Rule) -> String {
        if let framework = frameworks.first(where: { $0.ruleIDs.contains(rule.id) }) { return framework.parameterProfile }
        return (extendSelect + select).first { $0 == "all" || rule.profiles.contains($0) } ?? profile
    }

    /// The severity of a rule's findings.
    public func severity(of rule: Rule) -> Severity { severities[rule.id] ?? rule.severity }

    /// Whether a selector means a rule: its id, its category, its class, a profile, a pattern with `*`, or `all`.
    public static func matches(_ selector: String, _ rule: Rule) -> Bool {
        if selector == "all" || selector == rule.id || selector == rule.category || selector == rule.ruleClass.rawValue {
            return true
        }
        if rule.profiles.contains(selector) { return true }
        return selector.contains("*") && matchesWildcard(Array(selector.utf8)[...], Array(rule.id.utf8)[...])
    }

    private static func matchesWildcard(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == UInt8(ascii: "*") {
            return text.indices.contains { matchesWildcard(pattern.dropFirst(), text[$0...]) }
                || matchesWildcard(pattern.dropFirst(), [])
        }
        return text.first == first && matchesWildcard(pattern.dropFirst(), text.dropFirst())
    }
}
