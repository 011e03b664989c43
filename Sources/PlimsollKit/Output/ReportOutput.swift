public import Policy
import Reporters
import SourceText

/// The reports of a run.
public struct ReportOutput {
    /// The names of the formats.
    public static let formats = ReportFormat.allCases.map(\.rawValue)

    /// Whether any of these formats, or of these `FORMAT=FILE`, shows fixes.
    public static func showFixes(_ outputs: [String]) -> Bool {
        outputs.contains { ReportFormat(rawValue: String($0.prefix { $0 != "=" }))?.showsFixes ?? false }
    }

    private let result: RunResult
    private let library: RuleLibrary
    private let files: [SourceFile.ID: SourceFile]

    /// The reports of what came of a run.
    public init(_ result: RunResult, library: RuleLibrary) {
        (self.result, self.library) = (result, library)
        files = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0) })
    }

    /// What goes to standard error: errors of the run, then warnings and remarks unless it is to be quiet.
    public func messages(isQuiet: Bool) -> [String] {
        let diagnostics = result.diagnostics.filter { !isQuiet || $0.severity == .error }
        let lines = diagnostics.map { "plimsoll: \($0.severity.rawValue): " + DiagnosticText.line($0) { files[$0] } }
        return lines + (isQuiet ? [] : result.notes.map { "plimsoll: note: " + $0 })
    }

    /// A report in a format.
    public func bytes(_ format: String, isColored: Bool) -> [UInt8] {
        guard let format = ReportFormat(rawValue: format) else { return [] }
        let isForPeople = format == .text || format == .concise
        // A run that failed before it judged anything has nothing to report; standard error says why.
        if isForPeople, result.hasFailed, result.findings.isEmpty { return [] }
        let report = report(showsDiagnostics: !isForPeople)
        var buffer = OutputBuffer()
        format.makeReporter(style: TextStyle(isColored: isColored)).write(report, to: &buffer)
        return buffer.bytes
    }

    /// Everything that the run has to say, ready for any format.
    func report(showsDiagnostics: Bool) -> Report {
        let counts = result.counts
        return Report(
            findings: result.findings, diagnostics: showsDiagnostics ? result.diagnostics : [],
            summary: Report.Summary(
                files: counts.files, objects: counts.objects, kustomizations: counts.kustomizations,
                suppressed: result.findings.count { $0.suppression != nil }),
            frameworks: result.frameworks, version: plimsollVersion, file: { files[$0] },
            ruleText: { id in
                (library[id] ?? result.rules.first { $0.id == id }).map { RuleText($0, library.documentation(of: id)) }
            })
    }

    /// How much was read, and how often each rule found something.
    public func statistics() -> String {
        let counts = result.counts
        var text =
            "\(counts.files) files, \(counts.objects) objects, \(counts.kustomizations) kustomizations, \(counts.helmTemplates) Helm templates, \(counts.otherFiles) other files\n"
        let byRule = Dictionary(grouping: result.openFindings, by: \.rule).mapValues(\.count)
        for (rule, count) in byRule.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            text += String(repeating: " ", count: max(0, 7 - String(count).count)) + "\(count)  \(rule)\n"
        }
        return text + ControlStatistics(result).text
    }
}
