import Policy

/// Which of our rules stands for a check of another linter, after the `mapsTo` of the rule files.
struct PeerChecks {
    private var rules: [CheckName: Set<String>] = [:]
    /// Checks for which a rule is the first; the others, with a `*`, only touch on them.
    private var primary: [CheckName: Set<String>] = [:]

    init(_ library: RuleLibrary) {
        for rule in library.rules {
            for (tool, checks) in library.documentation(of: rule.id)?.mapsTo ?? [:] {
                for check in checks {
                    let name = CheckName(tool: tool, check: check.filter { $0 != "*" })
                    rules[name, default: []].insert(rule.id)
                    if !check.hasSuffix("*") { primary[name, default: []].insert(rule.id) }
                }
            }
        }
    }

    /// The one rule that a case judges; nil if there is none, or if several share the check, so that no single one need agree.
    func rule(for item: VerdictCase) -> String? {
        for names in item.names {
            let found = names.reduce(into: Set<String>()) { $0.formUnion(rules[$1] ?? []) }
            if found.isEmpty { continue }
            guard found.count == 1, let rule = found.first, names.contains(where: { primary[$0]?.contains(rule) ?? false }) else {
                return nil
            }
            return rule
        }
        return nil
    }
}
