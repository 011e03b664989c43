public import Policy
import SourceText
import YAMLDocument

extension Settings {
    /// What configuration files say about rules that there are not, a line each with its place; nil if all is well.
    public func problem(in library: RuleLibrary) -> String? {
        var lines: [String] = []
        for file in files {
            guard let document = file.document else { continue }
            let check = ConfigurationCheck(document: document, library: library)
            lines += check.problems().map { DiagnosticText.line($0) { _ in file.file } }
        }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
}

/// Compares the names in a configuration file with the rules that there are.
private struct ConfigurationCheck {
    let document: Document
    let library: RuleLibrary

    func problems() -> [Diagnostic] {
        let root = document.root
        let overrides = list("per-path", of: root)
        var problems = ([root] + overrides).flatMap(selectors)
        problems += list("allow", of: root).flatMap { entry in
            selector(document.value(of: entry, "rule")) + day(document.value(of: entry, "expires"))
        }
        problems += list("params", of: root).flatMap { parameters($0) } + versions()
        problems += overrides.flatMap { list("params", of: $0) }.flatMap { parameters($0, ofPath: true) }
        return problems.sorted { ($0.span?.lower ?? 0) < ($1.span?.lower ?? 0) }
    }

    /// The elements of a list, or the entries of a mapping, or what is given in place of a list of one.
    private func list(_ key: Key, of node: NodeID) -> [NodeID] {
        guard let value = document.value(of: node, key), document.kind(of: value) != .null else { return [] }
        return document.kind(of: value).isScalar ? [value] : Array(document.children(of: value))
    }

    private func selectors(_ node: NodeID) -> [Diagnostic] {
        let named = (["select", "extend-select", "ignore"] as [Key]).flatMap { list($0, of: node) }.flatMap { selector($0) }
        let severities = list("severity", of: node).flatMap { entry in
            problem(document.key(of: entry) ?? "", at: document.keySpan(of: entry))
        }
        return named + severities + profile(document.value(of: node, "profile"))
    }

    private func selector(_ node: NodeID?) -> [Diagnostic] {
        node.map { problem(document.text(of: $0), at: document.span(of: $0)) } ?? []
    }

    private func problem(_ selector: String, at span: Span?) -> [Diagnostic] {
        RuleSelection.problem(of: selector, in: library).map { [.error($0, at: span)] } ?? []
    }

    private func profile(_ node: NodeID?) -> [Diagnostic] {
        guard let node else { return [] }
        var selection = RuleSelection()
        selection.profile = document.text(of: node)
        let problem = selection.report(against: [], in: library) ?? selection.problem(in: library)
        return problem.map { [.error($0, at: document.span(of: node))] } ?? []
    }

    /// - Parameter ofPath: whether they are to hold for some paths only.
    private func parameters(_ entry: NodeID, ofPath: Bool = false) -> [Diagnostic] {
        let id = document.key(of: entry) ?? ""
        // What a policy's parameters are, only the policy knows.
        if id.hasPrefix(Rule.policyPrefix) { return [] }
        guard let rule = library[id] else { return problem(id, at: document.keySpan(of: entry)) }
        if ofPath, rule.isBuiltIn {
            return [
                .error(
                    "the parameters of '\(id)' hold for the whole run; give them in 'params' of the configuration",
                    at: document.keySpan(of: entry))
            ]
        }
        guard document.kind(of: entry) == .mapping else { return [] }
        let names = rule.parameters.map(\.name)
        return document.children(of: entry).compactMap { parameter in
            let name = document.key(of: parameter) ?? ""
            guard !names.contains(name) else { return nil }
            let known =
                names.isEmpty
                ? "it has none"
                : names.closest(to: name).map { "did you mean '\($0)'?" } ?? "it has '\(names.joined(separator: "', '"))'"
            return .error("rule '\(id)' has no parameter '\(name)'; \(known)", at: document.keySpan(of: parameter))
        }
    }

    private func versions() -> [Diagnostic] {
        version("kubernetes-version") { (text) throws(VersionProblem) in _ = try RunVersions.kubernetes(text) }
            + version("pss-version") { (text) throws(VersionProblem) in _ = try RunVersions.podSecurity(text) }
    }

    private func version(_ key: Key, _ read: (String) throws(VersionProblem) -> Void) -> [Diagnostic] {
        guard let node = document.value(of: document.root, key) else { return [] }
        do throws(VersionProblem) {
            try read(document.text(of: node))
            return []
        } catch {
            return [.error(error.description, at: document.span(of: node))]
        }
    }

    private func day(_ node: NodeID?) -> [Diagnostic] {
        guard let node, Day(document.text(of: node)) == nil else { return [] }
        return [.error("'\(document.text(of: node))' is no day; write it as 2026-12-31", at: document.span(of: node))]
    }
}
