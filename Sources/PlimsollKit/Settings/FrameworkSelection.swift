public import Policy
import SourceText

extension RuleSelection {
    /// Takes the profile for a framework if it names one, and adds the rules of other frameworks.
    ///
    /// - Returns: what is wrong with a name; nil if all is well.
    public mutating func report(against names: [String], in library: RuleLibrary) -> String? {
        let isProfile = library.rules.contains { $0.profiles.contains(profile) }
        if names.isEmpty, isProfile, !profile.hasPrefix("pss") { return nil }
        guard let all = try? Framework.all() else { return nil }
        if let framework = all.first(where: { $0.isNamed(profile) }) {
            profile = framework.parameterProfile
            if framework.name != profile, select.isEmpty {
                select = Self.selectors(of: framework, in: library)
            }
            frameworks.removeAll { $0.name == framework.name }
            frameworks.append(framework)
        } else if !isProfile, select.isEmpty {
            let profiles = Set(library.rules.flatMap(\.profiles)).union(all.flatMap { [$0.name] + $0.aliases }).sorted()
            return "no profile is named '\(profile)'; there are '\(profiles.joined(separator: "', '"))'"
        }
        for name in names {
            guard let framework = all.first(where: { $0.isNamed(name) }) else {
                let known = all.flatMap { [$0.name] + $0.aliases }
                return
                    "no framework is named '\(name)'\(known.suggestion(for: name)); there are '\(known.joined(separator: "', '"))'"
            }
            extendSelect += Self.selectors(of: framework, in: library)
            frameworks.append(framework)
        }
        return nil
    }

    /// The rules of a framework, and those by which files that cannot be read or built are said in every profile.
    private static func selectors(of framework: Framework, in library: RuleLibrary) -> [String] {
        library.rules.filter { rule in
            framework.ruleIDs.contains(rule.id) || (rule.ruleClass == .validity && rule.profiles.contains("pss-baseline"))
        }.map(\.id)
    }
}
