import ArgumentParser
import PlimsollKit
import Policy

/// The flags that say which rules are in force; `check`, `rule` and `test` share them.
struct RuleOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The set of rules to start from: default, strict, pss-baseline, pss-restricted, or a framework: cis, nsa, owasp, mitre.",
            valueName: "name"),
        completion: Words.profiles)
    var profile: String?

    @Option(
        help: ArgumentHelp(
            "A framework to report against: its rules are in force besides, and findings name its controls; repeatable.",
            valueName: "name"),
        completion: Words.frameworks)
    var framework: [String] = []

    @Option(
        help: ArgumentHelp(
            "Rules in force instead of the profile's: ids, categories, classes, profiles, globs, 'all'; comma-separated.",
            valueName: "list"),
        completion: Words.selectors)
    var select: [String] = []

    @Option(
        name: .customLong("extend-select"), help: ArgumentHelp("Rules in force besides.", valueName: "list"),
        completion: Words.selectors)
    var extendSelect: [String] = []

    @Option(help: ArgumentHelp("Rules not in force.", valueName: "list"), completion: Words.selectors)
    var ignore: [String] = []

    @Option(help: ArgumentHelp("Another severity for a rule; repeatable.", valueName: "id=level"), completion: Words.severities)
    var severity: [String] = []

    @Option(help: ArgumentHelp("Rule files, or folders of them; repeatable.", valueName: "path"), completion: .file())
    var rules: [String] = []

    @Option(
        help: ArgumentHelp("The configuration file; default: the closest .plimsoll.yaml upward.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var config: String?

    @Flag(help: "Read no configuration file.")
    var isolated = false

    /// The settings of the configuration file, and the selection that they and the flags make.
    func resolved() throws -> Resolved {
        switch resolve() {
        case .success(let resolved): return resolved
        case .failure(let failure): throw Failure.say(failure.message)
        }
    }

    /// What rules, settings and flags come to.
    struct Resolved {
        var settings: Settings
        /// The levels that the selection comes from.
        var levels: RuleLevels
        var selection: RuleSelection
        var library: RuleLibrary

        /// The options of a run by these rules, without what other flags and settings say.
        var runOptions: RunOptions {
            var options = RunOptions()
            (options.settings, options.selection, options.flags) = (settings, selection, levels.flags)
            return options
        }
    }

    /// The same, with what is wrong as a text.
    ///
    /// - Parameter directory: stands for the working directory of the process if it is not nil.
    func resolve(in directory: String? = nil) -> Result<Resolved, RenderFailure> {
        Result { () throws(RenderFailure) in try resolution(in: directory) }
    }

    private func resolution(in directory: String?) throws(RenderFailure) -> Resolved {
        let settings = try Configuration.load(config, isIsolated: isolated, in: directory).get()
        let library = try Configuration.library(settings.rules + rules, in: directory).get()
        if let problem = settings.problem(in: library) { throw RenderFailure(message: problem) }
        let levels = RuleLevels(files: settings.choices, flags: try choice(), frameworks: framework)
        return Resolved(
            settings: settings, levels: levels, selection: try levels.selection(in: library), library: library)
    }

    /// What the flags say about rules.
    private func choice() throws(RenderFailure) -> RuleChoice {
        var choice = RuleChoice()
        choice.profile = profile
        choice.select = Self.parts(select)
        choice.extendSelect = Self.parts(extendSelect)
        choice.ignore = Self.parts(ignore)
        for text in severity {
            let parts = text.split(separator: "=", maxSplits: 1).map { String($0) }
            guard parts.count == 2, let level = Severity(rawValue: parts[1]) else {
                throw RenderFailure(message: "'--severity \(text)' is not ID=LEVEL, where LEVEL is 'info', 'warning' or 'error'")
            }
            choice.severities[parts[0]] = level
        }
        return choice
    }

    /// The settings that the flags give, by their keys in the configuration.
    var given: [(key: String, values: [String])] {
        [
            ("profile", profile.map { [$0] } ?? []), ("select", Self.parts(select)), ("extend-select", Self.parts(extendSelect)),
            ("ignore", Self.parts(ignore)), ("severity", severity), ("rules", rules),
        ].filter { !$0.1.isEmpty }
    }

    private static func parts(_ lists: [String]) -> [String] {
        lists.flatMap { $0.split(separator: ",").map { String($0) } }
    }
}
