public import Policy
import SourceText

/// Everything that one run has to say, in the order in which it is said.
///
/// The same findings give the same report in whatever order they were found.
public struct Report: Sendable {
    /// How much was looked at.
    public struct Counts: Hashable, Sendable {
        /// Files that were read as manifests or for a kustomization.
        public var files: Int
        /// Objects that were judged.
        public var objects: Int
        /// Leaf kustomizations that were built.
        public var kustomizations: Int

        /// The counts of a run.
        public init(files: Int = 0, objects: Int = 0, kustomizations: Int = 0) {
            (self.files, self.objects, self.kustomizations) = (files, objects, kustomizations)
        }

        /// What two runs looked at.
        public static func + (a: Counts, b: Counts) -> Counts {
            Counts(
                files: a.files + b.files, objects: a.objects + b.objects, kustomizations: a.kustomizations + b.kustomizations)
        }
    }

    /// All findings, also suppressed ones if the run keeps them, sorted by path, place and rule.
    public let findings: [ReportedFinding]
    /// What could not be done, in the order given.
    public let diagnostics: [ReportedDiagnostic]
    /// How much was looked at; nil if nobody knows, as of a report in JSON lines.
    public let counts: Counts?
    /// Remarks on the run as a whole, each a phrase without a full stop.
    public let notes: [String]
    /// The standards that the run reports against.
    public let frameworks: [Framework]
    /// The version of the program.
    public let version: String
    /// The texts of the rules that have findings, by id.
    public let rules: [String: RuleText]
    /// Whether SARIF has findings that another one covers, too: somebody has asked for what every rule says by itself.
    public var tellsCovered = false

    /// A report of findings, which it sorts.
    ///
    /// - Parameter ruleText: gives the text of a rule; asked once for each rule that has findings.
    public init(
        findings: [ReportedFinding], diagnostics: [ReportedDiagnostic] = [], counts: Counts?, notes: [String] = [],
        frameworks: [Framework] = [], version: String, ruleText: (String) -> RuleText?
    ) {
        self.init(
            sorted: findings.sorted(by: ReportedFinding.precedes), diagnostics, counts, notes, frameworks, version, ruleText)
    }

    init(
        sorted findings: [ReportedFinding], _ diagnostics: [ReportedDiagnostic], _ counts: Counts?, _ notes: [String],
        _ frameworks: [Framework], _ version: String, _ ruleText: (String) -> RuleText?
    ) {
        var rules: [String: RuleText] = [:]
        var unknown: Set<String> = []
        for finding in findings where rules[finding.rule] == nil && !unknown.contains(finding.rule) {
            rules[finding.rule] = ruleText(finding.rule)
            if rules[finding.rule] == nil { unknown.insert(finding.rule) }
        }
        (self.findings, self.diagnostics, self.counts, self.notes) = (findings, diagnostics, counts, notes)
        (self.frameworks, self.version, self.rules) = (frameworks, version, rules)
    }

    /// The findings that people read: those that no suppression silences and that no other finding covers.
    public var activeFindings: [ReportedFinding] { findings.filter { $0.suppression == nil && $0.coveredBy == nil } }

    /// How many findings a suppression silences.
    var suppressedCount: Int { findings.count { $0.suppression != nil && $0.coveredBy == nil } }

    /// How many of the findings that people read `plimsoll fix` can mend, safely or not.
    func mendableCount(_ safety: FixSafety) -> Int {
        findings.count { $0.mendingSafety == safety && $0.suppression == nil && $0.coveredBy == nil }
    }

    /// How many of the findings that people read have a severity.
    func count(of severity: Severity) -> Int {
        findings.count { $0.suppression == nil && $0.coveredBy == nil && $0.severity == severity }
    }
}

extension ReportedFinding {
    /// The order of a report: by path, place and rule; what has no place goes last.
    static func precedes(_ a: ReportedFinding, _ b: ReportedFinding) -> Bool {
        guard let left = a.place, let right = b.place else {
            return a.place == nil && b.place == nil
                ? (a.rule, a.message, a.fingerprint) < (b.rule, b.message, b.fingerprint) : a.place != nil
        }
        if left.path != right.path { return left.path < right.path }
        if left.start != right.start { return left.start < right.start }
        if a.rule != b.rule { return a.rule < b.rule }
        return (left.end, a.message, a.path, a.fingerprint) < (right.end, b.message, b.path, b.fingerprint)
    }
}
