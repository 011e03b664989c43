import Policy

extension JSONWriter {
    /// A rule with its help. GitHub shows `help.markdown`, and sorts what has a `security-severity` into its security view.
    mutating func descriptor(of id: String, _ rule: RuleText?, _ frameworks: [Framework]) {
        field("id", id)
        guard let rule else { return object("shortDescription") { $0.field("text", id) } }
        object("shortDescription") { $0.field("text", rule.title) }
        // GitHub's limit; it refuses a file with a longer text.
        object("fullDescription") {
            $0.field("text", String((rule.rationale.isEmpty ? rule.title : rule.rationale).prefix(1000)))
        }
        object("help") { json in
            json.field("text", rule.remedy.isEmpty ? rule.title : rule.remedy)
            json.field("markdown", Self.help(rule))
        }
        if let url = rule.helpURL { field("helpUri", url) }
        object("defaultConfiguration") { $0.field("level", rule.severity.sarifLevel) }
        object("properties") { json in
            json.array("tags") { json in
                for tag in Self.tags(of: rule) { json.element(tag) }
            }
            json.field("category", rule.category)
            json.field("precision", rule.ruleClass == .validity ? "very-high" : "high")
            json.field("problem.severity", rule.severity == .info ? "recommendation" : rule.severity.rawValue)
            if rule.concernsSecurity { json.field("security-severity", Self.securitySeverity(rule.severity)) }
        }
        let controls = frameworks.flatMap { framework in framework.controls(ofRule: id).map { (framework.name, $0.id) } }
        if controls.isEmpty { return }
        array("relationships") { json in
            for (framework, control) in controls {
                json.object { json in
                    json.object("target") { $0.taxon(control, of: framework) }
                    json.array("kinds") { $0.element("relevant") }
                }
            }
        }
    }

    private static func help(_ rule: RuleText) -> String {
        let references = rule.references.map { "- <\($0)>" }.joined(separator: "\n")
        let parts = ["# \(rule.title)", rule.rationale, rule.remedy.isEmpty ? "" : "## Remedy\n\n\(rule.remedy)", references]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// The category, the class, and what GitHub looks for.
    private static func tags(of rule: RuleText) -> [String] {
        var tags = [rule.category]
        for tag in [rule.ruleClass.rawValue] + (rule.concernsSecurity ? ["security"] : []) where !tags.contains(tag) {
            tags.append(tag)
        }
        return tags
    }

    /// GitHub's numbers: from 7.0 an alert is high, from 4.0 medium.
    private static func securitySeverity(_ severity: Severity) -> String {
        switch severity {
        case .error: "8.0"
        case .warning: "5.5"
        case .info: "3.0"
        }
    }
}
