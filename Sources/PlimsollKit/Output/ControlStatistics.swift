import Policy

/// How a run came out for each control of the frameworks that it reports against: one line each.
struct ControlStatistics {
    private let result: RunResult

    init(_ result: RunResult) { self.result = result }

    /// The lines, with a headline for each framework; empty without any.
    var text: String {
        result.frameworks.map { framework in
            let edition = framework.edition.isEmpty ? "" : " \(framework.edition)"
            let lines = framework.controls.map { control in
                "  \(control.id): \(state(of: control, framework)): \(control.title)\n"
            }
            return "\n\(framework.title)\(edition)\n\(lines.joined())\(framework.notice.isEmpty ? "" : framework.notice + "\n")"
        }.joined()
    }

    /// What can honestly be said: a control without findings is not one that is kept.
    private func state(of control: Framework.Control, _ framework: Framework) -> String {
        let judging = result.rules.filter { control.rules.contains($0.id) }
        guard control.judgment != .none, !judging.isEmpty else { return "not judged" }
        let findings = result.findingsWithCovered.filter { finding in
            framework.controls(of: finding).contains { $0.id == control.id }
        }
        let open = findings.count { $0.suppression == nil }
        let accepted = findings.count - open
        let rest = accepted == 0 ? "" : ", \(accepted) accepted"
        // A rule without an expression does not say what it looked at.
        let hadSomething = judging.contains { $0.expression == nil || result.asked.contains($0.id) }
        if findings.isEmpty, !hadSomething { return "nothing to judge" }
        if open > 0 { return "failed, \(open) finding\(open == 1 ? "" : "s")\(rest)" }
        return (control.judgment == .partial ? "no finding, as far as manifests show" : "no finding") + rest
    }
}
