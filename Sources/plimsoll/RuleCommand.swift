import ArgumentParser
import PlimsollKit
import SourceText

/// `plimsoll rule`: explains a rule, or lists those in force.
struct RuleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule", abstract: "Explain a rule; without an id list the rules in force.")

    @Argument(help: "The id of a rule.")
    var id: String?

    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("text or json.", valueName: "format"))
    var format = "text"

    func run() throws {
        guard format == "text" || format == "json" else {
            throw Failure.say("unknown format '\(format)'; it is one of text, json")
        }
        let (_, selection, library) = try rules.resolved()
        let texts = RuleTexts(library: library, selection: selection)
        guard let id else {
            try StandardStreams.write(Array((format == "json" ? texts.jsonList() : texts.list()).utf8))
            return
        }
        guard let text = format == "json" ? texts.json(id) : texts.explanation(of: id) else {
            let suggestion = library.rules.map(\.id).closest(to: id).map { "; did you mean '\($0)'?" } ?? ""
            throw Failure.say("no rule is named '\(id)'\(suggestion)")
        }
        try StandardStreams.write(Array(text.utf8))
    }
}
