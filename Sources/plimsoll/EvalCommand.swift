import ArgumentParser
import PlimsollKit

/// `plimsoll eval`: what a CEL expression comes to for objects.
struct EvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Evaluate a CEL expression against objects.",
        discussion: "The expression sees what a rule's does: object, pod, kind, name, namespace.")

    @Argument(help: "The expression.")
    var expression: String

    @Argument(help: "A file with objects, or - for standard input; without one there is no object.")
    var path: String?

    func run() throws {
        let input = path == "-" ? StandardStreams.readInput() : nil
        switch Evaluation.run(expression, path: path, input: input) {
        case .success(let text): try StandardStreams.write(Array(text.utf8))
        case .failure(let failure): throw Failure.say(failure.message)
        }
    }
}
