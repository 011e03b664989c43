import Policy

/// Logging commands of Azure Pipelines, which knows errors and warnings only.
///
/// Source: https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
struct AzureReporter: Reporter {
    func write(_ report: Report, to out: inout OutputBuffer) {
        for finding in report.activeFindings {
            out.write("##vso[task.logissue type=\(finding.severity == .error ? "error" : "warning");")
            if let place = finding.place {
                out.write("sourcepath=\(property(place.path));linenumber=\(place.start.line);columnnumber=\(place.start.column);")
            }
            out.write("code=\(property(finding.rule));]\(data(finding.message))\n")
        }
    }

    /// A percent sign is escaped in a way of its own, since agents of old took it for one.
    private func data(_ text: String) -> String { text.logCommand(percent: "%AZP25") }

    private func property(_ text: String) -> String {
        text.logCommand(percent: "%AZP25", special: [";": "%3B", "]": "%5D"])
    }
}
