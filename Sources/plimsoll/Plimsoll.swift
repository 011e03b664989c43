import ArgumentParser
import PlimsollKit

/// The program: its commands, and what all of them share.
@main
struct Plimsoll: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plimsoll",
        abstract: "Finds what is wrong with Kubernetes manifests and kustomize trees before they are deployed.",
        version: plimsollVersion,
        subcommands: [CheckCommand.self, BuildCommand.self, RuleCommand.self, TestCommand.self, EvalCommand.self],
        defaultSubcommand: CheckCommand.self)
}
