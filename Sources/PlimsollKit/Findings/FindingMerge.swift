import Policy
import SourceText

/// One defect that was written once is one finding, however many overlays and objects have it.
///
/// The place and the rule tell: a line of a base is seen through several overlays under several names, and one line of a kustomization,
/// such as an entry of `images`, is in many objects. What one rule says more than once of one object at one place stays apart.
enum FindingMerge {
    private struct Identity: Hashable {
        let rule: String
        let span: Span
        /// Which one of those that the rule has found at the place in one object.
        let ordinal: Int
        /// Without an object only the words tell; else empty.
        let message: String
    }

    /// What two findings share that are the same in all that they say.
    private struct Words: Hashable {
        let rule: String
        let span: Span
        let object: ObjectReference?
        let path: String
        let message: String
    }

    /// Where findings are counted to tell them apart.
    private struct Scope: Hashable {
        let rule: String
        let span: Span
        let roots: [String]
        let object: ObjectReference?
        let path: String
    }

    /// Steps that write what one scalar says to many places of one object.
    private static let spreading: Set<String> = [
        "images", "namespace", "namePrefix", "nameSuffix", "labels", "commonLabels", "commonAnnotations", "nameReference",
        "replacements", "vars", "transformers", "nameHash", "postBuild", "commonMetadata",
    ]

    /// The findings without those of builds that a misspelt field or a value of a wrong type has stopped or left without an image, where
    /// that is reported.
    static func withoutExplainedBuilds(_ findings: [Finding]) -> [Finding] {
        let mistakes = findings.filter { $0.rule == "unknown-field" || $0.rule == "schema-invalid" }
        guard !mistakes.isEmpty else { return findings }
        let places = Set(mistakes.map(\.span))
        let withHiddenImages = Set(mistakes.filter(hidesImages).flatMap(\.roots))
        return findings.filter { finding in
            switch finding.rule {
            case "kustomize-build": !places.contains(finding.span)
            case "kustomize-json-patch-path": !finding.related.contains { places.contains($0.span) }
            case "kustomize-image-no-match": finding.roots.isEmpty || !withHiddenImages.isSuperset(of: finding.roots)
            default: true
            }
        }
    }

    /// Whether a misspelt field lies on the way to images.
    private static func hidesImages(_ finding: Finding) -> Bool {
        finding.proposal?.changes.contains { change in
            guard case .rename(_, let name) = change else { return false }
            return ["spec", "jobTemplate", "template", "containers", "initContainers", "image"].contains(name)
        } ?? false
    }

    /// Marks findings that another one covers at the very same place. What one object is found to have was compared where it was judged;
    /// this is for what several stages find: the schema, the kustomization and the rules.
    ///
    /// - Parameter others: the rules that a rule yields to.
    static func coverAtOnePlace(_ findings: inout [Finding], yieldingTo others: (String) -> [String]) {
        let yielding = findings.indices.filter { findings[$0].coveredBy == nil && !others(findings[$0].rule).isEmpty }
        guard !yielding.isEmpty else { return }
        let atPlace = Dictionary(grouping: findings.indices.filter { findings[$0].coveredBy == nil }) { findings[$0].span }
        for index in yielding {
            let rules = others(findings[index].rule)
            let cover = atPlace[findings[index].span]?.first { rules.contains(findings[$0].rule) }
            findings[index].coveredBy = cover.map { findings[$0].fingerprint }
        }
    }

    /// The findings of all units, equal ones joined, sorted by file, place and rule.
    static func merged(_ findings: [Finding], path: (SourceFile.ID) -> String) -> [Finding] {
        var counts: [Scope: Int] = [:]
        var places: [Identity: Int] = [:]
        var said: [Words: Int] = [:]
        var result: [Finding] = []
        for finding in findings {
            let words = Words(
                rule: finding.rule, span: finding.span, object: finding.object, path: finding.path, message: finding.message)
            let identity = said[words] == nil ? identity(of: finding, &counts) : nil
            if let place = said[words] ?? identity.flatMap({ places[$0] }) {
                if !finding.roots.isEmpty {
                    result[place].roots = Array(Set(result[place].roots).union(finding.roots)).sorted()
                }
                // Where overlays differ, the strictest one says how bad it is.
                result[place].severity = max(result[place].severity, finding.severity)
                // What speaks for itself in one overlay does so for all.
                if finding.coveredBy == nil { result[place].coveredBy = nil }
                said[words] = place
            } else {
                said[words] = result.count
                if let identity { places[identity] = result.count }
                result.append(finding)
            }
        }
        let paths = Dictionary(uniqueKeysWithValues: Set(result.map(\.span.file)).map { ($0, path($0)) })
        return result.sorted { a, b in
            let (left, right) = (paths[a.span.file] ?? "", paths[b.span.file] ?? "")
            return (left, a.span.lower, a.span.upper, a.rule, a.message) < (right, b.span.lower, b.span.upper, b.rule, b.message)
        }
    }

    private static func identity(of finding: Finding, _ counts: inout [Scope: Int]) -> Identity {
        guard finding.object != nil else {
            return Identity(rule: finding.rule, span: finding.span, ordinal: 0, message: finding.message)
        }
        let scope = scope(of: finding)
        defer { counts[scope, default: 0] += 1 }
        return Identity(rule: finding.rule, span: finding.span, ordinal: counts[scope, default: 0], message: "")
    }

    private static func scope(of finding: Finding) -> Scope {
        let isSpread = finding.origins.first.map { spreading.contains($0.step) } ?? false
        return Scope(
            rule: finding.rule, span: finding.span, roots: finding.roots, object: finding.object,
            path: isSpread ? finding.path : "")
    }
}
