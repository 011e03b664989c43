import ArgumentParser
import PlimsollKit
import Policy

/// The flags that say how findings are written and which of them fail the run; `check` and `merge` share them.
struct OutputOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("\(ReportOutput.formats.joined(separator: ", ")).", valueName: "format"),
        completion: .list(ReportOutput.formats))
    var format = "text"

    @Option(
        help: ArgumentHelp("Write a report to a file besides; repeatable.", valueName: "format=file"), completion: Words.outputs)
    var output: [String] = []

    @Option(
        name: .customLong("fail-on"),
        help: ArgumentHelp(
            "The least severity that fails the run: info, warning, error; default: warning.", valueName: "severity"),
        completion: .list(Words.levels))
    var failOn: String?

    @Flag(name: .customLong("exit-zero"), help: "Exit with 0 though there are findings.")
    var exitZero = false

    @Option(help: ArgumentHelp("auto, always or never.", valueName: "when"), completion: .list(["auto", "always", "never"]))
    var color = "auto"

    /// What these flags ask for, once it is known to make sense.
    struct Request {
        fileprivate let format: String
        fileprivate let targets: [ReportTarget]
        fileprivate let threshold: Severity?
    }

    /// Checks the flags before any work is done.
    func request() throws -> Request {
        try known(format: format) { "unknown format '\(format)'" }
        let threshold = try failOn.map(severity)
        guard ["auto", "always", "never"].contains(color) else {
            throw Failure.say("unknown value '\(color)' of --color; it is one of 'auto', 'always', 'never'")
        }
        let targets = try output.map { text in
            guard let target = ReportTarget(text) else { throw Failure.say("'--output \(text)' is not FORMAT=FILE") }
            try known(format: target.format) { "unknown format '\(target.format)' in '--output \(text)'" }
            guard target.path != "-" else {
                throw Failure.say("'--output \(text)' would mix two reports on standard output; use '--format \(target.format)'")
            }
            return target
        }
        if let path = ReportTarget.repeated(in: targets) {
            throw Failure.say("two reports would be written to '\(path)'; each '--output' needs a file of its own")
        }
        return Request(format: format, targets: targets, threshold: threshold)
    }

    /// Whether any of the reports shows fixes.
    var showsFixes: Bool { ReportOutput.showFixes([format] + output) }

    /// Writes all reports.
    func write(_ report: ReportOutput, as request: Request, isQuiet: Bool) throws {
        for line in report.messages(isQuiet: isQuiet) { StandardStreams.complain(line + "\n") }
        try StandardStreams.write(report.bytes(request.format, style: style))
        var failures: [String] = []
        for target in request.targets {
            do throws(OutputFailure) {
                try StandardStreams.write(report.bytes(target.format, style: ReportOutput.Style()), toFile: target.path)
            } catch {
                failures.append(error.message)
            }
        }
        // What can be written is written, whatever happens to the rest.
        if !failures.isEmpty { throw Failure.say(failures.joined(separator: "\nplimsoll: ")) }
    }

    /// Ends the program with the status that a report asks for.
    ///
    /// - Parameter failOn: the severity that fails the run if no flag says so.
    func end(_ report: ReportOutput, as request: Request, failOn: Severity?) throws {
        let status = report.exitStatus(failOn: request.threshold ?? failOn ?? .warning)
        if status == 2 || (status == 1 && !exitZero) { throw ExitCode(status) }
    }

    private func known(format: String, _ complaint: () -> String) throws {
        guard !ReportOutput.formats.contains(format) else { return }
        throw Failure.say("\(complaint()); it is one of \(ReportOutput.formats.joined(separator: ", "))")
    }

    private func severity(_ text: String) throws -> Severity {
        guard let severity = Severity(rawValue: text) else {
            throw Failure.say("unknown severity '\(text)'; it is one of 'info', 'warning', 'error'")
        }
        return severity
    }

    /// How the report on standard output looks.
    private var style: ReportOutput.Style {
        var style = ReportOutput.Style(isColored: isColored, width: StandardStreams.columns)
        if isColored, StandardStreams.outputIsTerminal { style.links = ReportOutput.links() }
        return style
    }

    private var isColored: Bool {
        switch color {
        case "always": true
        case "never": false
        default:
            StandardStreams.environment("NO_COLOR").map { $0.isEmpty } ?? true
                && (StandardStreams.outputIsTerminal || StandardStreams.environment("FORCE_COLOR").map { !$0.isEmpty } ?? false)
        }
    }
}
