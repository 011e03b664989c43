public import Policy
public import SourceText

/// Everything that one run has to say, in the order in which it is said.
///
/// The same findings give the same report in whatever order they were found.
public struct Report: Sendable {
    /// How much was looked at.
    public struct Summary: Hashable, Sendable {
        /// Files that were read as manifests or for a kustomization.
        public var files: Int
        /// Objects that were judged.
        public var objects: Int
        /// Leaf kustomizations that were built.
        public var kustomizations: Int
        /// Findings that a suppression silences.
        public var suppressed: Int

        /// The counts of a run.
        public init(files: Int = 0, objects: Int = 0, kustomizations: Int = 0, suppressed: Int = 0) {
            (self.files, self.objects, self.kustomizations, self.suppressed) = (files, objects, kustomizations, suppressed)
        }
    }

    /// All findings, also suppressed ones if the run keeps them, sorted by path, place and rule.
    public let findings: [Finding]
    /// What could not be done, in the order given.
    public let diagnostics: [Diagnostic]
    /// How much was looked at.
    public let summary: Summary
    /// Remarks on the run as a whole, each a phrase without a full stop.
    public let notes: [String]
    /// The standards that the run reports against.
    public let frameworks: [Framework]
    /// The version of the program.
    public let version: String
    /// The texts of the rules that have findings, by id.
    public let rules: [String: RuleText]
    private let files: [SourceFile.ID: SourceFile]

    /// Sorts the findings and collects what is needed to print them.
    ///
    /// - Parameters:
    ///   - file: gives the file with a number; asked once for each file that a finding or a diagnostic names.
    ///   - ruleText: gives the text of a rule; asked once for each rule that has findings.
    public init(
        findings: [Finding], diagnostics: [Diagnostic] = [], summary: Summary = Summary(), notes: [String] = [],
        frameworks: [Framework] = [], version: String, file: (SourceFile.ID) -> SourceFile?, ruleText: (String) -> RuleText?
    ) {
        var files: [SourceFile.ID: SourceFile] = [:]
        var rules: [String: RuleText] = [:]
        func need(_ span: Span?) {
            if let span, files[span.file] == nil { files[span.file] = file(span.file) }
        }
        for finding in findings {
            need(finding.span)
            need(finding.object?.span)
            need(finding.suppression?.span)
            for origin in finding.origins { need(origin.span) }
            for place in finding.related { need(place.span) }
            for edit in finding.fix?.edits ?? [] { need(edit.span) }
            if rules[finding.rule] == nil { rules[finding.rule] = ruleText(finding.rule) }
        }
        for diagnostic in diagnostics {
            need(diagnostic.span)
            for place in diagnostic.related { need(place.span) }
        }
        self.findings = Self.sorted(findings, files)
        (self.diagnostics, self.summary, self.notes, self.version) = (diagnostics, summary, notes, version)
        (self.files, self.rules, self.frameworks) = (files, rules, frameworks)
    }

    /// The findings that no suppression silences.
    public var activeFindings: [Finding] { findings.filter { $0.suppression == nil } }

    /// The controls that a finding breaks, by the framework.
    func controls(of finding: Finding) -> [(framework: Framework, control: Framework.Control)] {
        frameworks.flatMap { framework in framework.controls(of: finding).map { (framework, $0) } }
    }

    /// The file that a span is in; nil if the run does not know it.
    func file(of span: Span) -> SourceFile? { files[span.file] }

    /// How many findings that no suppression silences have a severity.
    func count(of severity: Severity) -> Int {
        findings.reduce(0) { $0 + ($1.suppression == nil && $1.severity == severity ? 1 : 0) }
    }

    private static func sorted(_ findings: [Finding], _ files: [SourceFile.ID: SourceFile]) -> [Finding] {
        let byPath = files.sorted { ($0.value.path, $0.key) < ($1.value.path, $1.key) }
        let rank = Dictionary(uniqueKeysWithValues: byPath.enumerated().map { ($1.key, $0) })
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

extension [Finding] {
    /// Errors before warnings before infos, otherwise in the same order: for readers that stop after some.
    var worstFirst: [Finding] {
        Severity.allCases.reversed().flatMap { severity in filter { $0.severity == severity } }
    }
}
