import Policy
import SourceText

/// Findings that text output shows as one: of one object, at one place, with one remedy.
struct FindingGroup {
    /// At least one, the worst first; they differ in nothing but rule, severity and message.
    let findings: [Finding]

    /// The one that stands for all.
    var first: Finding { findings[0] }

    private struct Key: Hashable {
        let span: Span
        let object: ObjectReference?
        let remedy: String
        let origins: [OriginPlace]
        let roots: [String]
        let related: [Located<String>]
    }

    /// All findings of a report that are not suppressed, in its order.
    static func groups(of report: Report) -> [FindingGroup] {
        var groups: [FindingGroup] = []
        var run: [(key: Key, findings: [Finding])] = []
        var indices: [Key: Int] = [:]
        func close() {
            groups += run.map { FindingGroup(findings: $0.findings.worstFirst) }
            run.removeAll()
            indices.removeAll()
        }
        for finding in report.findings where finding.suppression == nil {
            if let last = run.last?.key.span, last.file != finding.span.file || last.lower != finding.span.lower { close() }
            // Without a remedy there is nothing to share.
            let remedy = report.rules[finding.rule]?.remedy ?? ""
            let key = Key(
                span: finding.span, object: finding.object, remedy: remedy.isEmpty ? finding.rule : remedy,
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
