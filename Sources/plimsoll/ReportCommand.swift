import ArgumentParser
import PlimsollKit
import Policy

/// `plimsoll report`: what the workloads of a tree ask for.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Sum up requests, limits and good practice by root, namespace and workload.",
        discussion: """
            Pods are counted by replicas and autoscalers; DaemonSets and jobs are summed apart. Exit status: 0, or 1 if something could
            not be read or built and is missing, or 2 if the run itself failed.
            """)

    @Argument(help: "Files, directories, or - for standard input; default: the current directory.", completion: .file())
    var paths: [String] = []

    @OptionGroup var rules: RuleOptions

    @Option(
        help: ArgumentHelp("\(FiguresOutput.formats.joined(separator: ", ")).", valueName: "format"),
        completion: .list(FiguresOutput.formats))
    var format = "table"

    @Option(help: ArgumentHelp("Write the figures to a file besides; repeatable.", valueName: "format=file"))
    var output: [String] = []

    @Option(
        help: ArgumentHelp("An earlier report of --format json to compare with; repeatable, oldest first.", valueName: "file"))
    var compare: [String] = []

    @Option(
        name: .customLong("kubernetes-version"),
        help: ArgumentHelp("The version to check against, for the findings of the page.", valueName: "version"))
    var kubernetesVersion: String?

    @Option(help: ArgumentHelp("CustomResourceDefinitions, for the findings of the page; repeatable.", valueName: "path"))
    var crds: [String] = []

    @Option(help: ArgumentHelp("Leave out paths that match, as in .gitignore; repeatable.", valueName: "glob"))
    var exclude: [String] = []

    func run() throws {
        StandardStreams.ignoreClosedPipes()
        let targets = try output.map(target)
        let names = [format] + targets.map(\.format)
        if let unknown = names.first(where: { !FiguresOutput.formats.contains($0) }) {
            throw Failure.say("unknown format '\(unknown)'; it is one of \(FiguresOutput.formats.joined(separator: ", "))")
        }
        let resolved = try rules.resolved()
        let (settings, library) = (resolved.settings, resolved.library)
        var options = resolved.runOptions
        options.paths = paths.isEmpty ? ["."] : paths
        if options.paths.contains("-") { options.standardInput = StandardStreams.readInput() }
        options.keepsUnits = true
        if !names.contains("html") {
            // Only the page shows findings; the other formats need to know what is missing.
            options.selection.select = FiguresOutput.gapRules
            options.settings.perPath = []
        }
        options.kubernetesVersion = kubernetesVersion ?? settings.kubernetesVersion
        options.crds = settings.crds + crds
        options.exclude = settings.exclude + exclude.map { PathPattern($0) }
        let result = Run.check(options, library: library)
        for line in ReportOutput(result, library: library).messages(isQuiet: true) { StandardStreams.complain(line + "\n") }
        if result.hasFailed { throw ExitCode(2) }
        try write(result, library, to: targets)
    }

    private func write(_ result: RunResult, _ library: RuleLibrary, to targets: [(format: String, path: String)]) throws {
        let figures: FiguresOutput
        switch FiguresOutput.make(result, library: library, comparingWith: compare) {
        case .success(let made): figures = made
        case .failure(let failure): throw Failure.say(failure.message)
        }
        try StandardStreams.write(figures.bytes(format))
        for (format, path) in targets {
            try StandardStreams.write(figures.bytes(format), toFile: path)
        }
        if figures.isEmpty { StandardStreams.complain("plimsoll: warning: no object here makes pods\n") }
        for gap in figures.gaps { StandardStreams.complain("plimsoll: warning: the figures lack what is here: \(gap)\n") }
        if !figures.gaps.isEmpty { throw ExitCode(1) }
    }

    private func target(_ text: String) throws -> (format: String, path: String) {
        let parts = text.split(separator: "=", maxSplits: 1).map { String($0) }
        guard parts.count == 2 else { throw Failure.say("'--output \(text)' is not FORMAT=FILE") }
        return (parts[0], parts[1])
    }
}
