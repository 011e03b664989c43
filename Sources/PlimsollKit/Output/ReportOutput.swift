public import Policy
public import Reporters
import SourceText
import Kustomize

/// The reports of a run, or of many that were joined.
public struct ReportOutput {
    /// How a report for people looks.
    public typealias Style = TextStyle

    /// Links to the files of a run in the process's working directory.
    public static func links() -> Style.Links {
        Style.Links(host: StandardStreams.hostName, directory: FileTree.disk().workingDirectory)
    }

    /// The names of the formats.
    public static let formats = ReportFormat.allCases.map(\.rawValue)

    /// Whether any of these formats, or of these `FORMAT=FILE`, shows fixes.
    public static func showFixes(_ outputs: [String]) -> Bool {
        outputs.contains { ReportFormat(rawValue: String($0.prefix { $0 != "=" }))?.showsFixes ?? false }
    }

    /// Everything that there is to say, ready for any format.
    let report: Report

    /// The reports of what came of a run.
    public init(_ result: RunResult, library: RuleLibrary) {
        let files = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0) })
        let counts = result.counts
        var report = Report(
            findings: Self.findings(of: result), diagnostics: result.diagnostics,
            counts: Report.Counts(files: counts.files, objects: counts.objects, kustomizations: counts.kustomizations),
            notes: result.notes, frameworks: result.frameworks, version: plimsollVersion, file: { files[$0] },
            ruleText: { id in
                (library[id] ?? result.rules.first { $0.id == id }).map { RuleText($0, library.documentation(of: id)) }
            })
        report.tellsCovered = result.asksForAllRules
        self.report = report
    }

    init(_ report: Report) { self.report = report }

    /// All findings; those of standard input cannot be mended in place.
    private static func findings(of result: RunResult) -> [Finding] {
        guard let input = result.inputFile else { return result.findingsWithCovered }
        return result.findingsWithCovered.map { finding in
            var finding = finding
            if finding.span.file == input { finding.proposal = nil }
            return finding
        }
    }

    /// What goes to standard error: errors of the run, then warnings and remarks unless it is to be quiet.
    public func messages(isQuiet: Bool) -> [String] {
        let diagnostics = report.diagnostics.filter { !isQuiet || $0.severity == .error }
        let lines = diagnostics.map { diagnostic in
            let place = diagnostic.place.map { "\($0.path):\($0.start.line):\($0.start.column): " } ?? ""
            return "plimsoll: \(diagnostic.severity.rawValue): \(place)\(diagnostic.message)"
        }
        return lines + (isQuiet ? [] : report.notes.map { "plimsoll: note: " + $0 })
    }

    /// A report in a format.
    public func bytes(_ format: String, style: Style) -> [UInt8] {
        guard let format = ReportFormat(rawValue: format) else { return [] }
        // A run that failed before it judged anything has nothing to report; standard error says why.
        if format == .text || format == .concise, hasFailed, report.findings.isEmpty { return [] }
        var buffer = OutputBuffer()
        format.makeReporter(style: style).write(report, to: &buffer)
        return buffer.bytes
    }

    /// Whether the run itself failed.
    private var hasFailed: Bool { report.diagnostics.contains { $0.severity == .error } }

    /// The exit status: 2 if the run failed, 1 if there is a finding at or above a severity, else 0.
    public func exitStatus(failOn severity: Severity) -> Int32 {
        if hasFailed { return 2 }
        return report.activeFindings.contains { $0.severity >= severity } ? 1 : 0
    }
}
