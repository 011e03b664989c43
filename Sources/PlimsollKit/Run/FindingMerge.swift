import Policy
import SourceText

/// One defect that several overlays deploy is one finding, which lists them.
enum FindingMerge {
    private struct Identity: Hashable {
        let rule: String
        let span: Span
        let message: String
    }

    /// The findings of all units, equal ones joined, sorted by file, place and rule.
    static func merged(_ findings: [Finding], path: (SourceFile.ID) -> String) -> [Finding] {
        var places: [Identity: Int] = [:]
        var result: [Finding] = []
        for finding in findings {
            let identity = Identity(rule: finding.rule, span: finding.span, message: finding.message)
            if let place = places[identity] {
                result[place].roots = Array(Set(result[place].roots).union(finding.roots)).sorted()
            } else {
                places[identity] = result.count
                result.append(finding)
            }
        }
        let paths = Dictionary(uniqueKeysWithValues: Set(result.map(\.span.file)).map { ($0, path($0)) })
        return result.sorted { a, b in
            let (left, right) = (paths[a.span.file] ?? "", paths[b.span.file] ?? "")
            return (left, a.span.lower, a.span.upper, a.rule, a.message) < (right, b.span.lower, b.span.upper, b.rule, b.message)
        }
    }
}
