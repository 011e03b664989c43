import ArgumentParser
import PlimsollKit

/// `plimsoll fix`: mends what can be mended without thought.
struct FixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix", abstract: "Mend findings in the files that cause them.",
        discussion: """
            A fix is kept only if the result still parses and builds, its finding is gone and no other has come. Comments and all
            other bytes stay as they are.
            Exit status: 0 if all went well, 1 if --diff shows a change, 2 if the run itself failed.
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var rules: RuleOptions

    @Flag(
        name: .customLong("unsafe"), help: "Apply fixes, too, that change what objects do; without it only those that are safe.")
    var allowsUnsafe = false

    @Flag(help: "Show the changes as a patch and write nothing.")
    var diff = false

    func run() throws {
        StandardStreams.ignoreClosedPipes()
        let resolved = try rules.resolved()
        let library = resolved.library
        let run = FixRun(try input.runOptions(resolved), library: library, allowsUnsafe: allowsUnsafe)
        let report = ReportOutput(run.result, library: library)
        for line in report.messages(isQuiet: input.quiet) { StandardStreams.complain(line + "\n") }
        guard !run.result.hasFailed else { throw ExitCode(2) }
        let text = FixReport(run, isWritten: !diff)
        if diff {
            var note: String?
            try StandardStreams.write(text.patch(note: &note))
            if let note, !input.quiet { StandardStreams.complain("plimsoll: note: \(note)\n") }
        } else {
            let problems = run.write()
            guard problems.isEmpty else { throw Failure.say(problems.joined(separator: "\nplimsoll: ")) }
            try StandardStreams.write(Array(text.verdicts.utf8))
        }
        if !input.quiet { StandardStreams.complain(text.summary) }
        if diff, !run.changes.isEmpty { throw ExitCode(1) }
    }
}
