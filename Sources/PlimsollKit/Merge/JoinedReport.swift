import Policy
import Reporters
import SourceText

/// What several reports say together. What two of them say of one place is said once.
struct JoinedReport {
    /// What makes two findings one: the same words at the same place.
    private struct Identity: Hashable {
        let fingerprint: String
        let place: Place?
        let message: String
    }

    private var findings: [Identity: ReportedFinding] = [:]
    private var diagnostics: [ReportedDiagnostic] = []
    private var notes: [String] = []
    private var counts: Report.Counts? = Report.Counts()
    private var rules: [String: RuleText] = [:]

    /// Says that something could not be read.
    mutating func fail(_ message: String, at place: Place?) {
        add(ReportedDiagnostic(severity: .error, message: message, place: place))
    }

    /// Adds what a report says.
    ///
    /// - Parameter prefix: goes in front of all its paths; may be empty.
    mutating func add(_ report: ReadReport, prefix: String) {
        for finding in report.findings {
            let finding = finding.prefixed(with: prefix)
            let start = finding.place.map { Place(path: $0.path, start: $0.start, end: $0.start) }
            let identity = Identity(fingerprint: finding.fingerprint, place: start, message: finding.message)
            findings[identity] = findings[identity].map { Self.joined($0, finding) } ?? finding
        }
        for diagnostic in report.diagnostics {
            var diagnostic = diagnostic
            if let path = diagnostic.place?.path { diagnostic.place?.path = prefix + path }
            add(diagnostic)
        }
        report.notes.forEach { note($0) }
        counts = counts.flatMap { sum in report.counts.map { sum + $0 } }
        rules.merge(report.rules) { first, _ in first }
    }

    /// Adds a remark.
    mutating func note(_ text: String) {
        if !notes.contains(text) { notes.append(text) }
    }

    private mutating func add(_ diagnostic: ReportedDiagnostic) {
        if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
    }

    /// One finding of two that say the same: the worse severity counts, and a suppression only if both have one.
    private static func joined(_ first: ReportedFinding, _ second: ReportedFinding) -> ReportedFinding {
        var finding = first
        finding.severity = max(first.severity, second.severity)
        finding.roots = Set(first.roots).union(second.roots).sorted()
        if second.suppression == nil { finding.suppression = nil }
        if second.coveredBy == nil { finding.coveredBy = nil }
        if first.origins.isEmpty { finding.origins = second.origins }
        finding.fix = first.fix ?? second.fix
        for remark in second.related where !finding.related.contains(where: { $0.says(remark) }) {
            finding.related.append(remark)
        }
        for control in second.controls where !finding.controls.contains(control) { finding.controls.append(control) }
        return finding
    }

    /// Everything, in the order of a report.
    func report(_ library: RuleLibrary) -> Report {
        let names = Set(findings.values.flatMap { $0.controls.map(\.framework) })
        let frameworks = names.isEmpty ? [] : ((try? Framework.all()) ?? []).filter { names.contains($0.name) }
        return Report(
            findings: Array(findings.values), diagnostics: diagnostics, counts: counts, notes: notes, frameworks: frameworks,
            version: plimsollVersion,
            ruleText: { id in library[id].map { RuleText($0, library.documentation(of: id)) } ?? rules[id] })
    }
}

extension ReportedFinding.Remark {
    /// Whether it is the same remark; formats differ in whether they keep the end of its place.
    fileprivate func says(_ other: ReportedFinding.Remark) -> Bool {
        text == other.text && place?.path == other.place?.path && place?.start == other.place?.start
    }
}

extension ReportedFinding {
    /// The same with a prefix in front of every path.
    fileprivate func prefixed(with prefix: String) -> ReportedFinding {
        if prefix.isEmpty { return self }
        func move(_ place: inout Place?) {
            if let path = place?.path { place?.path = prefix + path }
        }
        var finding = self
        move(&finding.place)
        for index in origins.indices { move(&finding.origins[index].place) }
        for index in related.indices { move(&finding.related[index].place) }
        for index in fix?.edits.indices ?? 0..<0 {
            var place = fix?.edits[index].place
            move(&place)
            finding.fix?.edits[index].place = place
        }
        if var place = suppression?.place {
            place.path = prefix + place.path
            finding.suppression?.place = place
        }
        finding.roots = roots.map { prefix + $0 }
        return finding
    }
}
