import ArgumentParser
import LanguageServer
import PlimsollKit

/// `plimsoll lsp`: a language server for editors.
struct LanguageServerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lsp", abstract: "Serve an editor over standard input and output (Language Server Protocol).")

    @OptionGroup var rules: RuleOptions

    @Flag(help: .hidden)
    var stdio = false

    func run() throws {
        StandardStreams.ignoreClosedPipes()
        let rules = rules
        let server = LanguageServer(
            load: { directory in
                if let directory { StandardStreams.enter(directory) }
                return rules.resolve(in: directory).map { resolved in
                    let settings = resolved.settings
                    var options = resolved.runOptions
                    options.kubernetesVersion = settings.kubernetesVersion
                    options.podSecurityVersion = settings.podSecurityVersion
                    (options.crds, options.policies, options.exclude) = (settings.crds, settings.policies, settings.exclude)
                    return ServerSettings(options: options, library: resolved.library)
                }
            },
            // An editor that is gone reads no more; the end of its input ends the program.
            output: { try? StandardStreams.write($0) })
        while let bytes = StandardStreams.readSome() {
            if let status = server.receive(bytes) { throw ExitCode(status) }
        }
        // An editor that goes without a word has crashed, or closed in haste.
        throw ExitCode(1)
    }
}
