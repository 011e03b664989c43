import KubernetesModel
import Policy

/// The page of one rule: what its file says, for readers who have no program at hand.
struct RulePage {
    let rule: Rule
    let documentation: RuleDocumentation

    /// The page as Markdown.
    func text() -> String {
        var text = "# \(Markdown.prose(rule.title))\n\n"
        text += "`\(rule.id)` · \(rule.severity.rawValue) · category [\(rule.category)](README.md#\(rule.category))\n\n"
        text += "<!-- Made from \(rule.file.path) by 'plimsoll docs'; change that file, not this one. -->\n"
        if !documentation.rationale.isEmpty { text += "\n## Why\n\n\(Markdown.prose(documentation.rationale))" }
        if !documentation.remedy.isEmpty { text += "\n## What to do\n\n\(Markdown.prose(documentation.remedy))" }
        text += "\n## What is checked\n\n\(facts)"
        if let expression = rule.expression {
            text += "\nThis must be true:\n\n" + Markdown.fence(asWritten(expression), "cel")
        }
        text += parameters + examples + peers
        if !documentation.references.isEmpty {
            text += "\n## Read on\n\n" + documentation.references.map { "- <\($0)>\n" }.joined()
        }
        text += "\n## Silence it\n\nOn the line, or on the line above, with your reason:\n\n"
        text += Markdown.fence("# plimsoll: allow \(rule.id) -- why it is right here", "yaml")
        return text
    }

    private var facts: String {
        var lines = ["Class: \(rule.ruleClass.rawValue), which means: \(rule.ruleClass.meaning)."]
        lines.append("Profiles: \(rule.profiles.isEmpty ? "none; it must be selected" : rule.profiles.joined(separator: ", ")).")
        if rule.isBuiltIn {
            lines.append("The program finds this by itself; there is no expression.")
        } else {
            lines.append("Judged once for each \(subject).")
        }
        if let each = rule.each { lines.append("There, for each `item` of \(Markdown.code(oneLine(each.value))).") }
        if let condition = rule.precondition { lines.append("Only where \(Markdown.code(oneLine(condition.value))).") }
        return lines.map { "- \($0)\n" }.joined()
    }

    /// `Deployment or StatefulSet`, `container of a pod`, …
    private var subject: String {
        let kinds = rule.kinds.map { "`\($0.group.map { group in group.isEmpty ? "" : group + "/" } ?? "")\($0.kind)`" }
        let list = kinds.count < 2 ? kinds.joined() : kinds.dropLast().joined(separator: ", ") + " or " + (kinds.last ?? "")
        switch rule.scope {
        case .object: return list.isEmpty ? "object" : list
        case .workload: return list.isEmpty ? "object with a pod template" : list
        case .container:
            let names = ContainerNames.all.filter { rule.containers.contains($0.kind) }.map(\.name)
            let owners = list.isEmpty ? "any pod template" : list
            return names.count == ContainerNames.all.count
                ? "container of \(owners), init and ephemeral containers too"
                : names.joined(separator: " and ") + " of \(owners)"
        }
    }

    private var parameters: String {
        guard !rule.parameters.isEmpty else { return "" }
        var text = "\n## Parameters\n\n| name | default | in profiles |\n|---|---|---|\n"
        for parameter in rule.parameters {
            let others = parameter.profileValues.sorted { $0.key < $1.key }
                .map { "\($0.key): \(Markdown.code(oneLine($0.value)))" }.joined(separator: ", ")
            text +=
                "| `\(parameter.name)` | \(Markdown.cell(Markdown.code(oneLine(parameter.defaultValue)))) | \(Markdown.cell(others)) |\n"
        }
        guard let first = rule.parameters.first else { return text }
        let setting = "params:\n  \(rule.id): {\(first.name): \(oneLine(first.defaultValue))}"
        return text + "\nThey are set in `.plimsoll.yaml`:\n\n" + Markdown.fence(setting, "yaml")
    }

    private var examples: String {
        guard !documentation.examples.isEmpty else { return "" }
        var text = "\n## Examples\n"
        for example in documentation.examples {
            text += "\n**\(example.isFailing ? "Reported" : "Accepted"):** \(Markdown.prose(example.title))\n\n"
            text += Markdown.fence(example.text, "yaml")
        }
        return text
    }

    private var peers: String {
        let peers = documentation.mapsTo.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        guard !peers.isEmpty else { return "" }
        return "\n## Elsewhere\n\n| tool | its checks |\n|---|---|\n"
            + peers.map { tool, checks in
                let ids = checks.map { Markdown.code(PeerCheck($0).id) }.joined(separator: ", ")
                return "| [\(tool)](../peers/\(tool).md) | \(Markdown.cell(ids)) |\n"
            }.joined()
    }

    /// An expression with the line breaks that its author gave it, which a folded scalar takes away.
    private func asWritten(_ expression: Rule.Expression) -> String {
        let lines = rule.file.text(of: expression.span).split(separator: "\n", omittingEmptySubsequences: false)
        guard let header = lines.first, header.hasPrefix(">"), lines.count > 1 else { return expression.value }
        let body = lines.dropFirst()
        let indent = body.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        let text = body.map { $0.dropFirst(indent) }.joined(separator: "\n")
        return String(text.reversed().drop { $0.isWhitespace }.reversed()) + "\n"
    }

    private func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

/// The kinds of containers by what people call them.
private enum ContainerNames {
    static let all: [(kind: ContainerKind, name: String)] = [
        (.container, "container"), (.`init`, "init container"), (.sidecar, "sidecar"), (.ephemeral, "ephemeral container"),
    ]
}

extension RuleClass {
    /// What a finding of this class means, as the end of a sentence.
    var meaning: String {
        switch self {
        case .validity: "the API server, the kubelet or kustomize refuses it"
        case .bug: "it is accepted, but does not do what it says"
        case .policy: "a practice"
        case .style: "taste"
        case .inventory: "a listing for review"
        }
    }
}
