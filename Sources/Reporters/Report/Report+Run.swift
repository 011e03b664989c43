public import Policy
public import SourceText

extension Report {
    /// What a run has found, with the places of everything.
    ///
    /// - Parameters:
    ///   - file: gives the file with a number; nil if the run does not know it.
    ///   - ruleText: gives the text of a rule; asked once for each rule that has findings.
    public init(
        findings: [Finding], diagnostics: [Diagnostic] = [], counts: Counts = Counts(), notes: [String] = [],
        frameworks: [Framework] = [], version: String, file: @escaping (SourceFile.ID) -> SourceFile?,
        ruleText: (String) -> RuleText?
    ) {
        var places = PlaceFinder { file($0.file) }
        let reported = Self.sorted(findings, file).map { finding in
            let source = file(finding.span.file).map {
                ReportedFinding.Source(file: $0, span: finding.span, object: finding.object?.span)
            }
            let controls = frameworks.flatMap { framework in
                framework.controls(of: finding).map { ReportedFinding.Control(framework: framework.name, id: $0.id) }
            }
            return ReportedFinding(finding, source: source, controls: controls) { places.place(of: $0) }
        }
        let said = diagnostics.map { diagnostic in
            ReportedDiagnostic(
                severity: diagnostic.severity, message: diagnostic.message,
                place: diagnostic.span.flatMap { places.place(of: $0) })
        }
        self.init(sorted: reported, said, counts, notes, frameworks, version, ruleText)
    }

    /// The order of `ReportedFinding.precedes`, told by offsets: what a run has found is in it already but for ties.
    private static func sorted(_ findings: [Finding], _ file: (SourceFile.ID) -> SourceFile?) -> [Finding] {
        let files = Set(findings.map(\.span.file)).map { (id: $0, path: file($0)?.path) }
        let byPath = files.filter { $0.path != nil }.sorted { ($0.path ?? "", $0.id) < ($1.path ?? "", $1.id) }
        let rank = Dictionary(uniqueKeysWithValues: byPath.enumerated().map { ($1.id, $0) })
        let keyed = findings.map { (rank: rank[$0.span.file] ?? .max, finding: $0) }
        return keyed.sorted { a, b in
            if a.rank != b.rank { return a.rank < b.rank }
            let (a, b) = (a.finding, b.finding)
            if a.span.lower != b.span.lower { return a.span.lower < b.span.lower }
            if a.rule != b.rule { return a.rule < b.rule }
            return (a.span.upper, a.message, a.path) < (b.span.upper, b.message, b.path)
        }.map(\.finding)
    }
}
