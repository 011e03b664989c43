import Policy

/// A summary and a table, for `$GITHUB_STEP_SUMMARY` and comments on pull requests. The worst go first, because the table ends
/// after some hundred rows: GitHub refuses a summary of more than 1 MiB.
struct MarkdownReporter: Reporter {
    private static let rows = 500

    func write(_ report: Report, to out: inout OutputBuffer) {
        out.write("### plimsoll\n\n\(report.summaryLine)\n")
        for diagnostic in report.diagnostics { out.write("\n**\(diagnostic.severity.rawValue)**: \(text(diagnostic.message))\n") }
        let findings = report.activeFindings.worstFirst
        if !findings.isEmpty {
            out.write("\n| Severity | Rule | Place | Object | Finding |\n|---|---|---|---|---|\n")
        }
        for finding in findings.prefix(Self.rows) {
            let rule = link(finding.rule, to: report.rules[finding.rule]?.helpURL)
            let place = finding.place?.text ?? ""
            out.write("| \(finding.severity.rawValue) | \(rule) | \(text(place)) | \(text(finding.object?.title ?? "")) ")
            out.write("| \(text(finding.message)) |\n")
        }
        if findings.count > Self.rows { out.write("\nAnd \(findings.count - Self.rows) more.\n") }
        for note in report.notes { out.write("\n> \(text(note))\n") }
    }

    /// A text that leads to a page of the web, if there is one whose address ends no link.
    private func link(_ text: String, to url: String?) -> String {
        let isPlain = { (byte: UInt8) in byte > 0x20 && byte < 0x7F && !"()<>|\\`\"".utf8.contains(byte) }
        guard let url, url.hasPrefix("https://") || url.hasPrefix("http://"), url.utf8.allSatisfy(isPlain) else {
            return self.text(text)
        }
        return "[\(self.text(text))](\(url))"
    }

    /// Text that is shown as it is.
    private func text(_ text: String) -> String {
        text.printable.escaping { scalar in
            switch scalar {
            case "|", "`", "*", "_", "[", "]", "\\", "~", "#", "!": "\\\(scalar)"
            case "<": "&lt;"
            case ">": "&gt;"
            case "&": "&amp;"
            // A name with an at sign would notify somebody, were it not cut in two by a comment.
            case "@": "@<!-- -->"
            // What stands between two of them would be set as a formula.
            case "$": "&#36;"
            default: nil
            }
        }
    }
}
