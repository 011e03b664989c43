import ArgumentParser
import PlimsollKit
import SourceText

/// The program: its commands, and what all of them share.
@main
struct Plimsoll: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Invocation.name,
        abstract: "Finds what is wrong with Kubernetes manifests and kustomize trees before they are deployed.",
        usage: "\(Invocation.name) [<command>] [<flags>] [<path> ...]",
        discussion: """
            Without a command, 'check' is meant; without a path, the current directory:

              \(Invocation.name) check deploy/                   lint what is below a directory
              helm template . | \(Invocation.name) check -       lint what a chart renders to
              \(Invocation.name) rule privileged-container       explain a rule
              \(Invocation.name) init                            write a configuration to start from
            """,
        version: plimsollVersion,
        subcommands: [
            CheckCommand.self, FixCommand.self, BuildCommand.self, RuleCommand.self, TestCommand.self, EvalCommand.self,
            ExplainCommand.self, ConfigCommand.self, DocsCommand.self, ReportCommand.self, MergeCommand.self,
            InitCommand.self, LanguageServerCommand.self, CompletionsCommand.self, ManualCommand.self,
        ],
        defaultSubcommand: CheckCommand.self)

    /// Runs the command of the process's arguments. A wrong flag ends with 2, as every failure of the run itself does, and not with
    /// the parser's own 64.
    static func main() {
        do {
            var command = try checkCommand() ?? parseAsRoot()
            try command.run()
        } catch let status as ExitCode {
            // The parser of arguments would ask every command for its flags before it ends the process with that status.
            StandardStreams.end(status.rawValue)
        } catch let error as OutputFailure {
            StandardStreams.end(Failure.say("error: \(error.message)").rawValue)
        } catch {
            let status = exitCode(for: error)
            guard status != .validationFailure else {
                StandardStreams.complain(fullMessage(for: error) + "\n")
                StandardStreams.end(2)
            }
            exit(withError: error)
        }
    }

    /// The command that somebody probably meant by a word that is no path.
    private static func misspelt(_ word: String) -> String? {
        guard !word.contains("/"), !word.contains("."), !StandardStreams.exists(word) else { return nil }
        return configuration.subcommands.compactMap { $0.configuration.commandName }.closest(to: word)
    }

    /// The command of arguments that are `check …`, or start with a path, or of none; nil for others, and for those that are not right.
    ///
    /// The parser of arguments asks every command for its flags before it takes one, which costs more than linting a small file does.
    /// Help and complaints are left to it.
    private static func checkCommand() -> (any ParsableCommand)? {
        var arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "check" {
            arguments.removeFirst()
        } else if let first = arguments.first {
            let isCommand = configuration.subcommands.contains { $0.configuration.commandName == first }
            if first.hasPrefix("-") || first == "help" || isCommand { return nil }
            if let command = misspelt(first) {
                StandardStreams.end(
                    Failure.say("'\(first)' is neither a command nor a path; did you mean '\(command)'?").rawValue)
            }
        }
        return CheckCommand.plain(arguments) ?? (try? CheckCommand.parse(arguments))
    }
}
