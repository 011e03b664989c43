public import Policy

/// What `plimsoll rule` prints.
public struct RuleTexts {
    private let library: RuleLibrary
    private let selection: RuleSelection

    /// The texts of rules, some of which are in force.
    public init(library: RuleLibrary, selection: RuleSelection) { (self.library, self.selection) = (library, selection) }

    /// The rules in force, a line each, by category.
    public func list() -> String {
        let rules = library.rules.filter(selection.includes)
        let width = rules.map(\.id.count).max() ?? 0
        var text = ""
        for (category, rules) in Dictionary(grouping: rules, by: \.category).sorted(by: { $0.key < $1.key }) {
            text += "\(category)\n"
            for rule in rules {
                let id = rule.id + String(repeating: " ", count: width - rule.id.count)
                let severity = selection.severity(of: rule).rawValue
                text += "  \(id)  \(severity)\(String(repeating: " ", count: 7 - severity.count))  \(rule.title)\n"
            }
        }
        for framework in selection.frameworks { text += list(framework) }
        return text + "\(rules.count) of \(library.rules.count) rules are in force\n"
    }

    /// The controls of a framework with their rules.
    private func list(_ framework: Framework) -> String {
        var text = "\n\(framework.title)\(framework.edition.isEmpty ? "" : " " + framework.edition)\n"
        for control in framework.controls {
            let rules = control.rules.isEmpty ? "manifests do not show it" : control.rules.joined(separator: ", ")
            text += "  \(control.id)  \(control.title)\(control.judgment == .partial ? " (in part)" : "")\n      \(rules)\n"
        }
        return text + "\(framework.notice.isEmpty ? "" : framework.notice + "\n")\n"
    }

    /// All that there is to say about a rule; nil if there is none of that id.
    public func explanation(of id: String) -> String? {
        guard let rule = library[id], let documentation = library.documentation(of: id) else { return nil }
        var text = "\(rule.id): \(rule.title)\n"
        text += "category \(rule.category), class \(rule.ruleClass.rawValue), severity \(selection.severity(of: rule).rawValue)"
        text += ", profiles \(rule.profiles.joined(separator: ", "))\(selection.includes(rule) ? "" : " (not in force)")\n"
        if !documentation.rationale.isEmpty { text += "\nWhy\n\(indented(documentation.rationale))" }
        if !documentation.remedy.isEmpty { text += "\nWhat to do\n\(indented(documentation.remedy))" }
        if let expression = rule.expression { text += "\nExpression\n\(indented(expression.value))" }
        if !rule.validations.isEmpty { text += "\nConditions on types of the API\n" }
        for validation in rule.validations {
            text += "  \(validation.types.joined(separator: ", "))\(validation.fields.isEmpty ? "" : ": ")"
            text += validation.fields.map(\.text).joined(separator: ", ") + "\n  " + indented(validation.expression.value)
        }
        for parameter in rule.parameters {
            let others = parameter.profileValues.sorted { $0.key < $1.key }.map { "; \($0.value) in \($0.key)" }.joined()
            text += "\nParameter \(parameter.name), default \(parameter.defaultValue)\(others)\n"
        }
        for example in documentation.examples {
            text += "\n\(example.isFailing ? "Reported" : "Accepted"): \(example.title)\n\(indented(example.text))"
        }
        let peers = documentation.mapsTo.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        if !peers.isEmpty {
            text += "\nElsewhere\n" + peers.map { "  \($0.key): \($0.value.joined(separator: ", "))\n" }.joined()
        }
        if !documentation.references.isEmpty { text += "\nRead on\n" + documentation.references.map { "  \($0)\n" }.joined() }
        text += "\nSilence it with a comment on the line: # plimsoll: allow \(rule.id) -- why\n"
        return text
    }

    /// The rules in force as a JSON array.
    public func jsonList() -> String {
        "[" + library.rules.filter(selection.includes).compactMap { json($0.id)?.dropLast() }.joined(separator: ",\n ") + "]\n"
    }

    /// A rule as a JSON object; nil if there is none of that id.
    public func json(_ id: String) -> String? {
        guard let rule = library[id], let documentation = library.documentation(of: id) else { return nil }
        func list(_ texts: [String]) -> String { "[" + texts.map(JSONText.quoted).joined(separator: ", ") + "]" }
        let peers = documentation.mapsTo.sorted { $0.key < $1.key }.map { "\(JSONText.quoted($0.key)): \(list($0.value))" }
        return "{\"id\": \(JSONText.quoted(rule.id)), \"category\": \(JSONText.quoted(rule.category)), "
            + "\"class\": \(JSONText.quoted(rule.ruleClass.rawValue)), \"severity\": \(JSONText.quoted(selection.severity(of: rule).rawValue)), "
            + "\"profiles\": \(list(rule.profiles)), \"scope\": \(JSONText.quoted(rule.scope.rawValue)), "
            + "\"title\": \(JSONText.quoted(rule.title)), \"mapsTo\": {\(peers.joined(separator: ", "))}, "
            + "\"rationale\": \(JSONText.quoted(documentation.rationale)), \"remedy\": \(JSONText.quoted(documentation.remedy)), "
            + "\"references\": \(list(documentation.references))}\n"
    }

    private func indented(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return lines.map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined()
    }
}
