/// Findings that text output shows as one: of one object, at one place, with one remedy.
struct FindingGroup {
    /// At least one, the worst first; they differ in nothing but rule, severity and message.
    let findings: [ReportedFinding]

    /// The one that stands for all.
    var first: ReportedFinding { findings[0] }

    private struct Key: Hashable {
        let place: Place?
        let object: ReportedFinding.Object?
        let remedy: String
        let origins: [ReportedFinding.Origin]
        let roots: [String]
        let related: [ReportedFinding.Remark]
    }

    /// All findings of a report that are not suppressed, in its order.
    static func groups(of report: Report) -> [FindingGroup] {
        var groups: [FindingGroup] = []
        var run: [(key: Key, findings: [ReportedFinding])] = []
        var indices: [Key: Int] = [:]
        func close() {
            groups += run.map { FindingGroup(findings: $0.findings.worstFirst) }
            run.removeAll()
            indices.removeAll()
        }
        for finding in report.activeFindings {
            if let last = run.last?.key, last.place?.start != finding.place?.start || last.place?.path != finding.place?.path {
                close()
            }
            // Without a remedy there is nothing to share.
            let remedy = report.rules[finding.rule]?.remedy ?? ""
            let key = Key(
                place: finding.place, object: finding.object, remedy: remedy.isEmpty ? finding.rule : remedy,
                origins: finding.origins, roots: finding.roots, related: finding.related)
            if let index = indices[key] {
                run[index].findings.append(finding)
            } else {
                indices[key] = run.count
                run.append((key, [finding]))
            }
        }
        close()
        return groups
    }
}
