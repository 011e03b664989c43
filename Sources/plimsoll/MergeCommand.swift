import ArgumentParser
import PlimsollKit
import Policy

/// `plimsoll merge`: one report of many runs.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Join reports of many runs into one.",
        discussion: """
            Reads what `plimsoll check` wrote with the formats json, jsonl and sarif. What two reports say of one place is said once.
            Exit status: as that of `plimsoll check`; 2 also if a report cannot be read, or tells of a run that failed.
            """)

    @Argument(help: "Reports, directories with reports, or - for standard input.")
    var files: [String]

    @OptionGroup var reports: OutputOptions

    @Flag(
        name: .customLong("prefix-names"),
        help: "Put the name of each file, without its extension, in front of its paths: for the reports of several repositories.")
    var prefixesNames = false

    @Option(
        help: ArgumentHelp("Rule files, or folders of them, for what the report says of rules; repeatable.", valueName: "path"))
    var rules: [String] = []

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but errors.")
    var quiet = false

    func run() throws {
        StandardStreams.ignoreClosedPipes()
        let request = try reports.request()
        let library: RuleLibrary
        switch Configuration.library(rules) {
        case .success(let found): library = found
        case .failure(let failure): throw Failure.say(failure.message)
        }
        var merge = ReportMerge(files)
        merge.prefixesNames = prefixesNames
        let report = merge.merged(library: library, standardInput: StandardStreams.readInput)
        try reports.write(report, as: request, isQuiet: quiet)
        try reports.end(report, as: request, failOn: nil)
    }
}
