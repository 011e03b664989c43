import ArgumentParser
import PlimsollKit

/// `plimsoll docs`: a page for each rule, for people who read a team's rules in a browser, and schemas for their editors.
struct DocsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs",
        abstract: "Write a page for each rule, tables from other tools' checks to the rules, and JSON Schemas.")

    @Argument(help: "The directory to write rules/, peers/ and schemas/ into.")
    var directory = "docs"

    @Option(help: ArgumentHelp("Rule files, or folders of them, besides those in the program; repeatable.", valueName: "path"))
    var rules: [String] = []

    @Flag(help: "Write nothing; exit with 1 if a page is stale.")
    var check = false

    func run() throws {
        let pages: RuleDocumentationPages
        switch Configuration.library(rules) {
        case .success(let library): pages = RuleDocumentationPages(library)
        case .failure(let failure): throw Failure.say(failure.message)
        }
        guard check else {
            if let path = pages.write(to: directory) { throw Failure.say("cannot write '\(path)'") }
            return
        }
        let stale = pages.stale(in: directory)
        for path in stale { try StandardStreams.write(Array("\(directory)/\(path) is stale\n".utf8)) }
        if !stale.isEmpty { throw Failure.say("run 'plimsoll docs \(directory)' to bring the pages up to date", status: 1) }
    }
}
