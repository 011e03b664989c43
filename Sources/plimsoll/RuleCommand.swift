import ArgumentParser
import PlimsollKit
import Policy
import SourceText

/// `plimsoll rule`: explains a rule, or lists those in force.
struct RuleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule", abstract: "Explain a rule; without an id list the rules in force.")

    @Argument(help: "The id of a rule.", completion: Words.ruleIDs)
    var id: String?

    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("text or json.", valueName: "format"), completion: .list(["text", "json"]))
    var format = "text"

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("Write the rule as 'validatingadmissionpolicy', with its binding.", valueName: "kind"),
        completion: .list(["validatingadmissionpolicy"]))
    var exportKind: String?

    @Option(
        name: .customLong("kubernetes-version"),
        help: ArgumentHelp("The oldest version that must take what --as writes.", valueName: "version"))
    var kubernetesVersion: String?

    func run() throws {
        guard format == "text" || format == "json" else {
            throw Failure.say("unknown format '\(format)'; it is one of text, json")
        }
        let resolved = try rules.resolved()
        let (selection, library) = (resolved.selection, resolved.library)
        if let exportKind { return try export(as: exportKind, resolved.settings, selection, library) }
        let texts = RuleTexts(library: library, selection: selection)
        guard let id else {
            try StandardStreams.write(Array((format == "json" ? texts.jsonList() : texts.list()).utf8))
            return
        }
        guard let text = format == "json" ? texts.json(id) : texts.explanation(of: id) else {
            throw Failure.say(library.problem(ofName: id))
        }
        try StandardStreams.write(Array(text.utf8))
    }

    private func export(
        as kind: String, _ settings: Settings, _ selection: RuleSelection, _ library: RuleLibrary
    ) throws {
        guard kind.lowercased() == "validatingadmissionpolicy" else {
            throw Failure.say("a rule is not written as '\(kind)'; --as takes 'validatingadmissionpolicy'")
        }
        guard let id, let rule = library[id] else { throw Failure.say("--as needs the id of a rule") }
        do throws(PolicyExport.Refusal) {
            let export = try PolicyExport(
                rule, selection: selection, settings: settings.parameters[rule.id] ?? [:],
                kubernetesVersion: kubernetesVersion ?? settings.kubernetesVersion)
            let text = try export.yaml()
            try? StandardStreams.write(Array(text.utf8))
        } catch {
            throw Failure.say(error.message)
        }
    }
}
