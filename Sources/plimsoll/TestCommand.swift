import ArgumentParser
import PlimsollKit

/// `plimsoll test`: runs the examples in rule files.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run the examples in rule files, which are their tests.")

    @Argument(help: "Rule files, or folders of them.", completion: .file())
    var paths: [String]

    func run() throws {
        switch Configuration.library(paths) {
        case .failure(let failure): throw Failure.say(failure.message)
        case .success(let library):
            let outcome = RuleExamples.run(library, onlyFrom: paths)
            for failure in outcome.failures { try StandardStreams.write(Array("\(failure)\n".utf8)) }
            try StandardStreams.write(Array("\(outcome.passed) passed, \(outcome.failures.count) failed\n".utf8))
            if outcome.passed + outcome.failures.count == 0 {
                throw Failure.say("no rule in \(paths.joined(separator: ", ")) has examples")
            }
            if !outcome.failures.isEmpty { throw ExitCode(1) }
        }
    }
}
