import Policy

/// A code quality report of GitLab. It shows no rule beside a finding, so the description starts with it; of findings with
/// one fingerprint it would keep one only.
///
/// Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
struct GitLabReporter: Reporter {
    func write(_ report: Report, to out: inout OutputBuffer) {
        var seen: [String: Int] = [:]
        out.writeJSON { json in
            json.array { json in
                for finding in report.activeFindings {
                    guard let place = finding.place else { continue }
                    let fingerprint = finding.fingerprint
                    let earlier = seen[fingerprint, default: 0]
                    seen[fingerprint] = earlier + 1
                    json.object(onNewLine: true) { json in
                        json.field("description", "\(finding.rule): \(finding.message)".printable)
                        json.field("check_name", finding.rule)
                        json.field("fingerprint", earlier == 0 ? fingerprint : "\(fingerprint)-\(earlier + 1)")
                        json.field("severity", Self.severity(finding.severity))
                        json.object("location") { json in
                            json.field("path", place.path)
                            json.object("lines") { $0.field("begin", place.start.line) }
                        }
                    }
                }
            }
        }
        out.write("\n")
    }

    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: "critical"
        case .warning: "major"
        case .info: "info"
        }
    }
}
