import ArgumentParser
import PlimsollKit

/// `plimsoll completions`: what makes a shell complete the program's arguments.
struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Write the script by which a shell completes commands, flags and rule ids.",
        discussion: """
            For this session of bash: source <(plimsoll completions bash). 'make install' puts the scripts where shells look for them.
            """)

    @Argument(help: "bash, zsh or fish.", completion: .list(["bash", "zsh", "fish"]))
    var shell: String

    func run() throws {
        guard let shell = CompletionShell(rawValue: shell) else {
            throw Failure.say("unknown shell '\(shell)'; it is one of bash, zsh, fish")
        }
        try StandardStreams.write(Array((Plimsoll.completionScript(for: shell) + "\n").utf8))
    }
}
