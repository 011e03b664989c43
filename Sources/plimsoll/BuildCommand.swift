import ArgumentParser
import PlimsollKit

/// `plimsoll build`: what `kustomize build` prints.
struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Render a kustomize tree, as 'kustomize build' does.")

    @Argument(help: "The directory with the kustomization file.", completion: .directory)
    var directory = "."

    @Flag(help: "Show at the end of each line the place that set its value.")
    var origins = false

    @Option(name: .customLong("load-restrictor"), help: "LoadRestrictionsRootOnly or LoadRestrictionsNone.")
    var loadRestrictor = "LoadRestrictionsRootOnly"

    @Option(help: "legacy (by kind) or none (as read).")
    var reorder = "legacy"

    @Option(name: [.short, .long], help: "A file to write to, or a directory to write a file for each object into.")
    var output: String?

    @Flag(name: .customLong("enable-managedby-label"), help: .hidden)
    var addsManagedByLabel = false

    @Flag(name: .customLong("as-current-user"), help: .hidden)
    var asCurrentUser = false

    @Flag(name: .customLong("enable-helm"), help: .hidden)
    var enableHelm = false

    @Flag(name: .customLong("enable-alpha-plugins"), help: .hidden)
    var enableAlphaPlugins = false

    @Flag(help: .hidden)
    var network = false

    func run() throws {
        if enableHelm || enableAlphaPlugins || network {
            StandardStreams.complain(
                "plimsoll: no other program is started, so --enable-helm, --enable-alpha-plugins and --network change nothing\n")
        }
        var options = RenderOptions(directory: directory)
        options.showsOrigins = origins
        options.loadRestrictor = loadRestrictor
        options.order = reorder
        options.addsManagedByLabel = addsManagedByLabel
        switch Render.run(options) {
        case .success(let rendered):
            for warning in rendered.warnings { StandardStreams.complain("warning: \(warning)\n") }
            if let output { try save(rendered, to: output) } else { try StandardStreams.write(rendered.bytes) }
        case .failure(let failure): throw Failure.say(failure.message, status: failure.isOfFlags ? 2 : 1)
        }
    }

    private func save(_ rendered: RenderOutput, to output: String) throws {
        for file in rendered.files(writtenTo: output) {
            try StandardStreams.write(file.bytes, toFile: file.path)
        }
    }
}

/// Ends the program with a message on stderr.
enum Failure {
    /// Says what went wrong; the exit status is 2, or another one.
    static func say(_ message: String, status: Int32 = 2) -> ExitCode {
        StandardStreams.complain("plimsoll: \(message)\n")
        return ExitCode(status)
    }
}
