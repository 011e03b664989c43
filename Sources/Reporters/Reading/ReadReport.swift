/// What an earlier run wrote, as far as its format keeps it.
public struct ReadReport: Sendable {
    /// The findings, in the order of the file.
    public var findings: [ReportedFinding] = []
    /// What the run could not do.
    public var diagnostics: [ReportedDiagnostic] = []
    /// How much it looked at; nil if the file does not say.
    public var counts: Report.Counts?
    /// What it remarked.
    public var notes: [String] = []
    /// What the file says of rules, by id.
    public var rules: [String: RuleText] = [:]
}
