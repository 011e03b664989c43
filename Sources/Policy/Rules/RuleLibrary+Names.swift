import SourceText

extension RuleLibrary {
    /// What is said of a name that means no rule, with what may have been meant.
    public func problem(ofName name: String) -> String { "no rule is named '\(name)'\(suggestion(forRule: name))" }

    /// The end of a message about a name that means no rule: what it is elsewhere, or the names that are like it; may be empty.
    ///
    /// It reads the documentation of all rules.
    public func suggestion(forRule name: String) -> String {
        if !name.isEmpty, rules.contains(where: { RuleSelection.matches(name, $0) }) {
            return "; it stands for several: 'plimsoll rule --select \(name)' lists them"
        }
        for rule in rules {
            let peers = (rule.documentation?.mapsTo ?? [:]).filter { $0.value.contains { $0.filter { $0 != "*" } == name } }
            if let tool = peers.keys.min() { return "; the check of that name of \(tool) is '\(rule.id)' here" }
        }
        return rules.map(\.id).suggestion(for: name)
    }
}
