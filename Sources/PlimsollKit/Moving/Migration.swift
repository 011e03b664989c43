import Policy

/// What the configuration of another tool comes to here.
struct Migration {
    /// The tool, as the rules' `mapsTo` names it.
    let tool: String
    /// Where its configuration is, for people.
    let source: String
    /// The rules in force, with the checks that they stand for; nil for the rules of the default profile.
    var select: [String: [String]] = [:]
    /// Severities, by rule.
    var severities: [String: Severity] = [:]
    /// Patterns of paths to leave out.
    var exclude: [String] = []
    /// Parameters of rules, as lines of YAML below the rule's id.
    var parameters: [String: [String]] = [:]
    /// Findings that are meant to be.
    var allow: [[(key: String, value: String)]] = []
    /// The least severity that fails a run, if it is not `warning`.
    var failOn: Severity?
    /// The version of Kubernetes.
    var kubernetesVersion: String?
    private var remarks: [(line: Int, text: String)] = []

    init(_ tool: String, source: String) { (self.tool, self.source) = (tool, source) }
}

/// The checks of another tool and the rules that stand for them.
struct PeerChecks {
    /// The rules of each check.
    private let rules: [String: [String]]

    /// What the rules of a library say of a tool.
    init(_ tool: String, _ library: RuleLibrary) {
        var rules: [String: [String]] = [:]
        for rule in library.rules {
            // A star marks a check that a rule stands for in part.
            for check in library.documentation(of: rule.id)?.mapsTo[tool] ?? [] {
                rules[check.filter { $0 != "*" }, default: []].append(rule.id)
            }
        }
        self.rules = rules
    }

    /// The checks that have a counterpart, sorted.
    var known: [String] { rules.keys.sorted() }

    /// The rules that stand for a check; empty if none does.
    func rules(for check: String) -> [String] { rules[check] ?? [] }
}

extension Migration {
    /// Puts checks in force, and says so.
    mutating func include(_ check: String, _ peers: PeerChecks, as entry: String, at line: Int) {
        let rules = peers.rules(for: check)
        for rule in rules { select[rule, default: []].append(check) }
        say(rules.isEmpty ? Self.withoutCounterpart(check, peers) : rules.joined(separator: ", "), of: entry, at: line)
    }

    /// What is said of a check that has no counterpart.
    static func withoutCounterpart(_ check: String, _ peers: PeerChecks) -> String {
        let suggestion = peers.known.likely(for: check).first.map { " (did it mean '\($0)'?)" } ?? ""
        return "no counterpart\(suggestion)"
    }

    /// Puts checks in force that the tool has on by itself.
    mutating func includeStandard(_ checks: some Sequence<String>, _ peers: PeerChecks) {
        for check in checks { for rule in peers.rules(for: check) { select[rule, default: []].append(check) } }
    }

    /// Takes a check away, and says which rules go with it, and which stay since another check asks for them.
    mutating func leaveOut(_ check: String, _ peers: PeerChecks, as entry: String, at line: Int) {
        let rules = peers.rules(for: check)
        guard !rules.isEmpty else { return say(Self.withoutCounterpart(check, peers), of: entry, at: line) }
        let text = rules.map { rule -> String in
            guard let checks = select[rule] else { return "\(rule) is not in force" }
            let others = checks.filter { $0 != check }
            select[rule] = others.isEmpty ? nil : others
            return others.isEmpty ? "\(rule) is not in force" : "\(rule) stays in force for \(others.joined(separator: ", "))"
        }
        say(text.joined(separator: "; "), of: entry, at: line)
    }

    /// Says what became of an entry.
    mutating func say(_ outcome: String, of entry: String, at line: Int) {
        remarks.append((line, "\(source):\(line): \(entry): \(outcome)"))
    }

    /// What was made of each entry, a line each in the order of the file: `file:line: entry: what became of it`.
    var report: [String] {
        remarks.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element.text)
    }

    /// The configuration that says the same.
    var configuration: String {
        var text = """
            # The configuration of plimsoll, made from \(source) of \(tool).
            # 'plimsoll config' shows what holds, 'plimsoll rule ID' explains a rule.

            # What corresponds to the checks of \(tool), and what the API server would refuse. Without this list the profile counts:
            # 'profile: default' finds more, and is what a team can switch on without groaning.
            select:
              - validity

            """
        for (rule, checks) in select.sorted(by: { $0.key < $1.key }) {
            text += "  - \(rule)  # \(Set(checks).sorted().joined(separator: ", "))\n"
        }
        if !severities.isEmpty {
            text += "\nseverity:\n"
            for (rule, severity) in severities.sorted(by: { $0.key < $1.key }) { text += "  \(rule): \(severity.rawValue)\n" }
        }
        if let failOn { text += "\nfail-on: \(failOn.rawValue)  # as \(tool) does\n" }
        if let kubernetesVersion { text += "\nkubernetes-version: \(JSONText.quoted(kubernetesVersion))\n" }
        if !parameters.isEmpty {
            text += "\nparams:\n"
            for (rule, lines) in parameters.sorted(by: { $0.key < $1.key }) {
                text += "  \(rule):\n" + lines.map { "    \($0)\n" }.joined()
            }
        }
        if !exclude.isEmpty { text += "\nexclude:\n" + exclude.map { "  - \(JSONText.quoted($0))\n" }.joined() }
        if !allow.isEmpty {
            text += "\nallow:\n"
            for entry in allow {
                text += "  - {" + entry.map { "\($0.key): \(JSONText.quoted($0.value))" }.joined(separator: ", ") + "}\n"
            }
        }
        return text
    }
}
