import ArgumentParser
import PlimsollKit

/// The program: its commands, and what all of them share.
@main
struct Plimsoll: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plimsoll",
        abstract: "Finds what is wrong with Kubernetes manifests and kustomize trees before they are deployed.",
        version: plimsollVersion,
        subcommands: [
            CheckCommand.self, FixCommand.self, BuildCommand.self, RuleCommand.self, TestCommand.self, EvalCommand.self,
            ExplainCommand.self, ConfigCommand.self, DocsCommand.self, ReportCommand.self, MergeCommand.self,
            LanguageServerCommand.self,
        ],
        defaultSubcommand: CheckCommand.self)

    /// Runs the command of the process's arguments. A wrong flag ends with 2, as every failure of the run itself does, and not with
    /// the parser's own 64.
    static func main() {
        do {
            var command = try checkCommand() ?? parseAsRoot()
            try command.run()
        } catch let error as OutputFailure {
            exit(withError: Failure.say("error: \(error.message)"))
        } catch {
            let status = exitCode(for: error)
            guard status != .validationFailure else {
                StandardStreams.complain(fullMessage(for: error) + "\n")
                exit(withError: ExitCode(2))
            }
            exit(withError: error)
        }
    }

    /// The command of arguments that are `check …`, or start with a path; nil for others, and for those that are not right.
    ///
    /// The parser of arguments asks every command for its flags before it takes one, which costs more than linting a small file does.
    /// Help and complaints are left to it.
    private static func checkCommand() -> (any ParsableCommand)? {
        var arguments = Array(CommandLine.arguments.dropFirst())
        guard let first = arguments.first else { return nil }
        if first == "check" {
            arguments.removeFirst()
        } else if first.hasPrefix("-") || first == "help"
            || configuration.subcommands.contains(where: { $0.configuration.commandName == first })
        {
            return nil
        }
        return try? CheckCommand.parse(arguments)
    }
}
