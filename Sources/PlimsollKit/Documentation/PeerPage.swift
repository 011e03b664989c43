import Policy

/// A check of another tool as `mapsTo` names it: `id*` marks a further rule of a check that several of ours cover together.
struct PeerCheck: Hashable {
    /// The other tool's id.
    let id: String
    /// Whether another rule is the one that covers most of it.
    let isFurther: Bool

    /// Reads an entry of `mapsTo`.
    init(_ text: String) {
        isFurther = text.hasSuffix("*")
        id = isFurther ? String(text.dropLast()) : text
    }
}

/// The table from another tool's checks to our rules.
struct PeerPage {
    /// The tool's name, as `mapsTo` has it.
    let tool: String
    /// Our rules by the tool's check, the one that covers most of it first.
    let rules: [(check: String, rules: [Rule])]

    /// The tables of all tools that some rule names, sorted by tool.
    static func all(of library: RuleLibrary) -> [PeerPage] {
        var found: [String: [String: [(isFurther: Bool, rule: Rule)]]] = [:]
        for rule in library.rules {
            for (tool, checks) in library.documentation(of: rule.id)?.mapsTo ?? [:] {
                for check in checks.map(PeerCheck.init) {
                    found[tool, default: [:]][check.id, default: []].append((check.isFurther, rule))
                }
            }
        }
        return found.sorted { $0.key < $1.key }.map { tool, checks in
            PeerPage(
                tool: tool,
                rules: checks.sorted { $0.key < $1.key }.map { check, rules in
                    (check, rules.sorted { ($0.isFurther ? 1 : 0, $0.rule.id) < ($1.isFurther ? 1 : 0, $1.rule.id) }.map(\.rule))
                })
        }
    }

    /// The page as Markdown.
    func text() -> String {
        var text = "# From \(tool) to plimsoll\n\n"
        text += "<!-- Made from the rule files by 'plimsoll docs'. -->\n\n"
        text +=
            "\(rules.count) checks of \(tool) have rules here. Where several rules stand in a row they cover the check together.\n\n"
        text += "| \(tool) | plimsoll | what is found |\n|---|---|---|\n"
        for (check, rules) in rules {
            let links = rules.map { "[\($0.id)](../rules/\($0.id).md)" }.joined(separator: ", ")
            text += "| \(Markdown.cell(Markdown.code(check))) | \(links) | \(Markdown.cell(rules.first?.title ?? "")) |\n"
        }
        return text
    }
}
