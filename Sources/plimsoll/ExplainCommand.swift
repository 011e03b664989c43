import ArgumentParser
import PlimsollKit

/// `plimsoll explain`: what the API of Kubernetes knows of a field, without a cluster.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show the type, values, versions and default of a field of Kubernetes' API.")

    @Argument(help: "A kind and the way to a field: deployment.spec.strategy, or apps/v1/Deployment.spec.")
    var path: String

    func run() throws {
        switch FieldExplanation.text(path) {
        case .success(let text): try StandardStreams.write(Array(text.utf8))
        case .failure(let failure): throw Failure.say(failure.message)
        }
    }
}
