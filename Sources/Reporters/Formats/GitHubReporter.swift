import Policy

/// Workflow commands, which GitHub shows as annotations on the lines of a pull request. The worst go first, because it shows
/// ten errors and ten warnings of a step.
///
/// Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
struct GitHubReporter: Reporter {
    func write(_ report: Report, to out: inout OutputBuffer) {
        for finding in report.activeFindings.worstFirst {
            out.write("::\(command(finding.severity)) ")
            if let place = finding.place {
                out.write("file=\(property(place.path)),line=\(place.start.line),")
                // Columns on a span of several lines make GitHub drop the annotation.
                out.write(
                    place.start.line == place.end.line
                        ? "col=\(place.start.column),endLine=\(place.end.line),endColumn=\(place.end.column),"
                        : "endLine=\(place.end.line),")
            }
            out.write("title=\(property(finding.rule))::\(data(finding.message))\n")
        }
    }

    private func command(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .info: "notice"
        }
    }

    private func data(_ text: String) -> String { text.logCommand(percent: "%25") }

    private func property(_ text: String) -> String {
        text.logCommand(percent: "%25", special: [":": "%3A", ",": "%2C"])
    }
}
