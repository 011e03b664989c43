import ArgumentParser
import PlimsollKit

/// `plimsoll config`: what a run would go by, and what it would read.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show the settings of a run and where each comes from, or the files that it reads.",
        discussion: """
            With a PATH the settings are those that hold for it, with what 'per-path' says. What counts more comes later in this list:
            the defaults, files that are extended, the closest .plimsoll.yaml, its 'per-path', flags.
            """)

    @OptionGroup var input: InputOptions

    @OptionGroup var rules: RuleOptions

    @Flag(help: "List the files that a run over the paths reads, and what it makes of each.")
    var files = false

    @Option(
        help: ArgumentHelp(
            "Write the JSON Schema of a kind of file: \(FileSchemas.names.joined(separator: ", ")).", valueName: "kind"),
        completion: .list(FileSchemas.names))
    var schema: String?

    @Option(help: ArgumentHelp("text or json.", valueName: "format"), completion: .list(["text", "json"]))
    var format = "text"

    func run() throws {
        StandardStreams.ignoreClosedPipes()
        guard format == "text" || format == "json" else {
            throw Failure.say("unknown format '\(format)'; it is one of text, json")
        }
        if let schema {
            guard let text = FileSchemas.text(schema) else {
                throw Failure.say("unknown kind of file '\(schema)'; it is one of \(FileSchemas.names.joined(separator: ", "))")
            }
            return try StandardStreams.write(Array(text.utf8))
        }
        let resolved = try rules.resolved()
        if files { return try list(resolved) }
        guard input.paths.count <= 1 else {
            throw Failure.say("the settings of one path are shown at a time; --files takes several")
        }
        if let path = input.paths.first, !StandardStreams.exists(path) {
            throw Failure.say("no such file or directory: '\(path)'")
        }
        let report = SettingsReport(resolved.settings, flags: rules.given + input.given, path: input.paths.first)
        try StandardStreams.write(Array((format == "json" ? report.json : report.text).utf8))
    }

    private func list(_ resolved: RuleOptions.Resolved) throws {
        let (files, result) = Run.files(try input.runOptions(resolved), library: resolved.library)
        try StandardStreams.write(Array((format == "json" ? FilesReport.json(files) : FilesReport.text(files)).utf8))
        for line in ReportOutput(result, library: resolved.library).messages(isQuiet: input.quiet) {
            StandardStreams.complain(line + "\n")
        }
        if result.hasFailed { throw ExitCode(2) }
    }
}
