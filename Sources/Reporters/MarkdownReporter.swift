import Policy

/// A summary and a table, for `$GITHUB_STEP_SUMMARY` and comments on pull requests. The worst go first, because the table ends
/// after some hundred rows: GitHub refuses a summary of more than 1 MiB.
struct MarkdownReporter: Reporter {
    private static let rows = 500

    func write(_ report: Report, to out: inout OutputBuffer) {
        var places = PlaceFinder(report)
        out.write("### plimsoll\n\n\(report.summaryLine)\n")
        for diagnostic in report.diagnostics { out.write("\n**\(diagnostic.severity.rawValue)**: \(text(diagnostic.message))\n") }
        let findings = report.activeFindings.worstFirst
        if !findings.isEmpty {
            out.write("\n| Severity | Rule | Place | Object | Finding |\n|---|---|---|---|---|\n")
        }
        for finding in findings.prefix(Self.rows) {
            let rule = report.rules[finding.rule]?.helpURL.map { "[\(finding.rule)](\($0))" } ?? "`\(finding.rule)`"
            let place = places.place(of: finding.span)?.text ?? ""
            out.write("| \(finding.severity.rawValue) | \(rule) | \(text(place)) | \(text(finding.object?.title ?? "")) ")
            out.write("| \(text(finding.message)) |\n")
        }
        if findings.count > Self.rows { out.write("\nAnd \(findings.count - Self.rows) more.\n") }
        for note in report.notes { out.write("\n> \(text(note))\n") }
    }

    /// Text that is shown as it is.
    private func text(_ text: String) -> String {
        text.printable.escaping { scalar in
            switch scalar {
            case "|", "`", "*", "_", "[", "]", "\\", "~", "#", "!": "\\\(scalar)"
            case "<": "&lt;"
            case ">": "&gt;"
            case "&": "&amp;"
            // A name with an at sign would notify somebody.
            case "@": "&#64;"
            default: nil
            }
        }
    }
}
