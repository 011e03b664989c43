import Policy

/// Logging commands of Azure Pipelines, which knows errors and warnings only.
///
/// Source: https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
struct AzureReporter: Reporter {
    func write(_ report: Report, to out: inout OutputBuffer) {
        var places = PlaceFinder(report)
        for finding in report.activeFindings {
            out.write("##vso[task.logissue type=\(finding.severity == .error ? "error" : "warning");")
            if let place = places.place(of: finding.span) {
                out.write("sourcepath=\(escaped(place.path));linenumber=\(place.start.line);columnnumber=\(place.start.column);")
            }
            out.write("code=\(escaped(finding.rule));]\(escaped(finding.message, isProperty: false))\n")
        }
    }

    private func escaped(_ text: String, isProperty: Bool = true) -> String {
        text.escaping { scalar in
            switch scalar {
            case "\r": "%0D"
            case "\n": "%0A"
            case ";" where isProperty: "%3B"
            case "]" where isProperty: "%5D"
            // The log of a job obeys escape sequences.
            default: scalar.isControl ? "\u{FFFD}" : nil
            }
        }
    }
}
