import ArgumentParser
import PlimsollKit

/// `plimsoll init`: sets a repository up.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a commented .plimsoll.yaml, and a hook for pre-commit.",
        discussion: """
            With --from the configuration of another tool is read, and the rules that stand for its checks, severities, paths and
            exemptions are written; each entry is reported with what became of it. Nothing is overwritten without --force; an entry is
            added to a .pre-commit-config.yaml that there is.
            """)

    @Option(
        help: ArgumentHelp(
            "Move from another tool: \(PeerTool.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "tool"),
        completion: .list(PeerTool.allCases.map(\.rawValue)))
    var from: String?

    @Argument(help: "The configuration of that tool, or, for kube-score, a script that runs it; default: where the tool looks.")
    var file: String?

    @Flag(help: "Write .plimsoll.yaml anew if it is there.")
    var force = false

    @Flag(name: .customLong("no-pre-commit"), help: "Leave pre-commit alone.")
    var noPreCommit = false

    func run() throws {
        StandardStreams.ignoreClosedPipes()
        var initialization = Initialization()
        (initialization.source, initialization.overwrites, initialization.leavesPreCommit) = (file, force, noPreCommit)
        if let from {
            guard let tool = PeerTool(rawValue: from) else {
                throw Failure.say(
                    "cannot read the configuration of '\(from)'; it is one of \(PeerTool.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
            initialization.tool = tool
        } else if let file {
            throw Failure.say("'\(file)' needs --from, the tool whose configuration it is")
        }
        do {
            let library = try Configuration.library([]).get()
            let outcome = try initialization.run(library)
            try StandardStreams.write(Array(outcome.lines.map { $0 + "\n" }.joined().utf8))
            for problem in outcome.problems { StandardStreams.complain("plimsoll: \(problem)\n") }
            if !outcome.problems.isEmpty { throw ExitCode(2) }
        } catch let failure as RenderFailure {
            throw Failure.say(failure.message)
        }
    }
}
