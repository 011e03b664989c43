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
            ExplainCommand.self,
            DocsCommand.self, ReportCommand.self, LanguageServerCommand.self,
        ],
        defaultSubcommand: CheckCommand.self)

    /// Runs the command of the process's arguments. A wrong flag ends with 2, as every failure of the run itself does, and not with
    /// the parser's own 64.
    static func main() {
        do {
            var command = try parseAsRoot()
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
}
