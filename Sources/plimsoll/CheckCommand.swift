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

    @OptionGroup var reports: OutputOptions

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

    @Flag(help: "Sum up what was read and found by rule.")
    var statistics = false

    func run() throws {
        StandardStreams.ignoreClosedPipes()
        if allowsUnsafe, !fix { throw Failure.say("--unsafe goes with --fix; by itself 'check' changes no file") }
        let request = try reports.request()
        let resolved = try rules.resolved()
        let (settings, library) = (resolved.settings, resolved.library)
        var options = try input.runOptions(resolved)
        options.computesFixes = reports.showsFixes
        options.isLast = true
        var result = try mended(options, library) ?? checked(options, library)
        var known = BaselineUse()
        (known.reads, known.writes) = (baseline ?? (writeBaseline == nil ? settings.baseline : nil), writeBaseline)
        if let failure = known.apply(to: &result, library: library) { throw Failure.say(failure.message) }
        let report = ReportOutput(result, library: library)
        try reports.write(report, as: request, isQuiet: input.quiet)
        if statistics { StandardStreams.complain(RunStatistics(result).text) }
        try reports.end(report, as: request, failOn: settings.failOn)
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
        guard fix else { return nil }
        let run = FixRun(options, library: library, allowsUnsafe: allowsUnsafe)
        let problems = run.write()
        guard problems.isEmpty else { throw Failure.say(problems.joined(separator: "\nplimsoll: ")) }
        if !input.quiet { StandardStreams.complain(FixReport(run, isWritten: true).summary) }
        return run.result
    }
}
