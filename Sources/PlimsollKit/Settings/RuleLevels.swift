public import Policy

/// The levels that say which rules are in force: configuration files, then `per-path`, then the command line.
public struct RuleLevels: Sendable {
    /// What the configuration files say, the closest last.
    public var files: [RuleChoice]
    /// What the flags say.
    public var flags: RuleChoice
    /// The frameworks that flags name.
    public var frameworks: [String]

    /// The levels of a run.
    public init(files: [RuleChoice], flags: RuleChoice, frameworks: [String]) {
        (self.files, self.flags, self.frameworks) = (files, flags, frameworks)
    }

    /// What the levels come to.
    ///
    /// - Parameter overrides: the entries of `per-path` that hold, the last one counting most.
    /// - Throws: a selector or a profile that means nothing.
    public func selection(
        with overrides: [RuleChoice] = [], in library: RuleLibrary
    ) throws(RenderFailure) -> RuleSelection {
        var selection = RuleSelection()
        for choice in files + overrides + [flags] {
            selection.apply(choice)
            selection.spreadSeverities(of: choice, over: library.rules)
        }
        if let problem = selection.report(against: frameworks, in: library) ?? selection.problem(in: library)
            ?? flags.selectors.lazy.compactMap({ RuleSelection.problem(of: $0, in: library) }).first
        {
            throw RenderFailure(message: problem)
        }
        return selection
    }
}

extension RuleSelection {
    /// What is wrong with a selector: that it means no rule, with the closest that does; nil if all is well.
    static func problem(of selector: String, in library: RuleLibrary) -> String? {
        if selector.hasPrefix(Rule.policyPrefix) || library.rules.contains(where: { matches(selector, $0) }) { return nil }
        return library.problem(ofName: selector)
    }

    /// That the profile is none; nil if all is well.
    func problem(in library: RuleLibrary) -> String? {
        guard select.isEmpty, !library.rules.contains(where: { $0.profiles.contains(profile) }) else { return nil }
        let profiles = Set(library.rules.flatMap(\.profiles)).sorted()
        return "no profile is named '\(profile)'; there are '\(profiles.joined(separator: "', '"))'"
    }
}
