import ArgumentParser
import PlimsollKit

/// `plimsoll build`: what `kustomize build` prints.
struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Render a kustomize tree, as 'kustomize build' does.")

    @Argument(help: "The directory with the kustomization file.")
    var directory = "."

    @Flag(help: "Show at the end of each line the place that set its value.")
    var origins = false

    @Option(name: .customLong("load-restrictor"), help: "LoadRestrictionsRootOnly or LoadRestrictionsNone.")
    var loadRestrictor = "LoadRestrictionsRootOnly"

    @Option(help: "legacy (by kind) or none (as read).")
    var reorder = "legacy"

    @Option(name: [.short, .long], help: "A file to write to, or a directory to write a file for each object into.")
    var output: String?

    func run() throws {
        var options = RenderOptions(directory: directory)
        options.showsOrigins = origins
        options.loadRestrictor = loadRestrictor
        options.order = reorder
        switch Render.run(options) {
        case .success(let bytes):
            if let output {
                guard StandardStreams.write(bytes, toFile: output) else { throw Failure.say("cannot write '\(output)'") }
            } else {
                StandardStreams.write(bytes)
            }
        case .failure(let failure): throw Failure.say(failure.message)
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
