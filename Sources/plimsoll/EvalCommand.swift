import ArgumentParser
import PlimsollKit

/// `plimsoll eval`: what CEL expressions come to for objects.
struct EvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Evaluate CEL expressions against objects.",
        discussion: """
            The expression sees what a rule's does: object, pod, kind, name, home, and the objects of all files as the inventory.
            One that begins with '-' goes behind '--'.
            With --kubernetes-version it is an admission policy's, in the language of that version: object, request,
            namespaceObject. Each object's value is a YAML document, or with --format json a line.
            Exit status: 1 if an evaluation failed, 2 if an expression does not compile or there are no objects.
            """)

    @Argument(help: "The expression, and then files or directories with objects, or - for standard input.")
    var arguments: [String] = []

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Take expressions from a file, parted by lines of '---', instead of the command line.", valueName: "file"))
    var file: String?

    @Option(
        name: .customLong("kubernetes-version"),
        help: ArgumentHelp("Evaluate as an admission policy of that version: 1.34.", valueName: "version"))
    var kubernetesVersion: String?

    @Option(help: ArgumentHelp("yaml or json.", valueName: "format"))
    var format = "yaml"

    @Flag(help: "Show what each part of the expression came to.")
    var trace = false

    func run() throws {
        guard ["yaml", "json"].contains(format) else {
            throw Failure.say("unknown format '\(format)'; it is one of yaml, json")
        }
        var paths = arguments
        var expressions: [String]
        if let file {
            let text = file == "-" ? String(decoding: StandardStreams.readInput(), as: UTF8.self) : nil
            guard let found = text.map(EvaluationOptions.expressions(of:)) ?? EvaluationOptions.expressions(ofFile: file) else {
                throw Failure.say("cannot read '\(file)'")
            }
            expressions = found
            if expressions.isEmpty { throw Failure.say("no expression in '\(file)'") }
        } else {
            guard !paths.isEmpty else { throw Failure.say("give an expression, or a file of them with --file") }
            expressions = [paths.removeFirst()]
        }
        var options = EvaluationOptions(expressions)
        options.paths = paths
        if paths.contains("-") { options.standardInput = StandardStreams.readInput() }
        (options.kubernetesVersion, options.format, options.isTraced) = (kubernetesVersion, format, trace)
        let result = Evaluation.run(options)
        try StandardStreams.write(Array(result.output.utf8))
        for problem in result.problems { StandardStreams.complain("plimsoll: \(problem)\n") }
        if result.status != 0 { throw ExitCode(result.status) }
    }
}
