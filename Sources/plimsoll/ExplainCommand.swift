import ArgumentParser
import PlimsollKit

/// `plimsoll explain`: what the API of Kubernetes knows of a field, without a cluster.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show the type, values, versions and default of a field of Kubernetes' API.")

    @Argument(
        help: "A kind and the way to a field: deployment.spec.strategy, svc.spec.ports, or extensions/v1beta1/ingress.spec.")
    var path: String

    @Option(help: ArgumentHelp("Explain the field as this version of Kubernetes has it.", valueName: "version"))
    var kubernetesVersion: String?

    @Option(
        help: ArgumentHelp(
            "A file or directory with CustomResourceDefinitions, whose kinds are explained, too.", valueName: "path"))
    var crds: [String] = []

    func run() throws {
        switch FieldExplanation.text(path, version: kubernetesVersion, crds: crds) {
        case .success(let text): try StandardStreams.write(Array(text.utf8))
        case .failure(let failure): throw Failure.say(failure.message)
        }
    }
}
