import ArgumentParser
import PlimsollKit
import Policy

/// `plimsoll check`, which is also what `plimsoll` does without a command.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Lint manifests and kustomize trees (the default command).",
        discussion: """
            Exit status: 0 if nothing at or above --fail-on was found, 1 if something was, 2 if the run itself failed.
            Findings go to standard output, everything else to standard error.
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("\(ReportOutput.formats.joined(separator: ", ")).", valueName: "format"))
    var format = "text"

    @Option(help: ArgumentHelp("Write a report to a file besides; repeatable.", valueName: "format=file"))
    var output: [String] = []

    @Option(
        name: .customLong("fail-on"),
        help: ArgumentHelp("The least severity that fails the run: info, warning, error.", valueName: "severity"))
    var failOn: String?

    @Flag(name: .customLong("exit-zero"), help: "Exit with 0 though there are findings.")
    var exitZero = false

    @Flag(help: "Apply safe fixes, and report what is left.")
    var fix = false

    @Flag(name: .customLong("unsafe"), help: "With --fix: apply fixes, too, that change what objects do.")
    var allowsUnsafe = false

    @Option(help: ArgumentHelp("Report only findings that this file does not list.", valueName: "file"))
    var baseline: String?

    @Option(
        name: .customLong("write-baseline"),
        help: ArgumentHelp(
            "Write a file that lists all findings; with --baseline only those of it that are still there.", valueName: "file"))
    var writeBaseline: String?

    @Option(
        help: ArgumentHelp(
            "Report only what the change since a commit brings, or what A..B brings; needs git.", valueName: "commit"))
    var since: String?

    @Option(help: ArgumentHelp("auto, always or never.", valueName: "when"))
    var color = "auto"

    @Flag(help: "Sum up what was read and found by rule.")
    var statistics = false

    func run() throws {
        StandardStreams.ignoreClosedPipes()
        guard ReportOutput.formats.contains(format) else {
            throw Failure.say("unknown format '\(format)'; it is one of \(ReportOutput.formats.joined(separator: ", "))")
        }
        let (settings, selection, library) = try rules.resolved()
        var options = try input.runOptions(settings, selection)
        options.computesFixes = ReportOutput.showFixes([format] + output)
        var result = try mended(options, library) ?? checked(options, library)
        var known = BaselineUse()
        (known.reads, known.writes) = (baseline ?? (writeBaseline == nil ? settings.baseline : nil), writeBaseline)
        if let failure = known.apply(to: &result, library: library) { throw Failure.say(failure.message) }
        let report = ReportOutput(result, library: library)
        for line in report.messages(isQuiet: input.quiet) { StandardStreams.complain(line + "\n") }
        try StandardStreams.write(report.bytes(format, isColored: isColored))
        for target in output { try write(report, to: target) }
        if statistics { StandardStreams.complain(report.statistics()) }
        let threshold = try failOn.map(severity) ?? settings.failOn ?? .warning
        let status = result.exitStatus(failOn: threshold)
        if status == 2 || (status == 1 && !exitZero) { throw ExitCode(status) }
    }

    private func checked(_ options: RunOptions, _ library: RuleLibrary) throws -> RunResult {
        guard let since else { return Run.check(options, library: library) }
        do {
            return try SinceRun.check(options, since: since, library: library)
        } catch {
            throw Failure.say(error.message)
        }
    }

    /// What the run says after the fixes that were asked for have been written.
    private func mended(_ options: RunOptions, _ library: RuleLibrary) throws -> RunResult? {
        guard fix || allowsUnsafe else { return nil }
        let run = FixRun(options, library: library, allowsUnsafe: allowsUnsafe)
        let problems = run.write()
        guard problems.isEmpty else { throw Failure.say(problems.joined(separator: "\nplimsoll: ")) }
        if !input.quiet { StandardStreams.complain(FixReport(run, isWritten: true).summary) }
        return run.result
    }

    private func severity(_ text: String) throws -> Severity {
        guard let severity = Severity(rawValue: text) else {
            throw Failure.say("unknown severity '\(text)'; it is one of 'info', 'warning', 'error'")
        }
        return severity
    }

    private func write(_ report: ReportOutput, to target: String) throws {
        let parts = target.split(separator: "=", maxSplits: 1).map { String($0) }
        guard parts.count == 2, ReportOutput.formats.contains(parts[0]) else {
            throw Failure.say(
                "'--output \(target)' is not FORMAT=FILE, where FORMAT is one of \(ReportOutput.formats.joined(separator: ", "))")
        }
        guard StandardStreams.write(report.bytes(parts[0], isColored: false), toFile: parts[1]) else {
            throw Failure.say("cannot write '\(parts[1])'")
        }
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
