import ArgumentParser
import PlimsollKit
import Policy

/// `plimsoll check`, which is also what `plimsoll` does without a command.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Lint manifests and kustomize trees (the default command).",
        discussion: """
            Exit status: 0 if nothing at or above --fail-on was found, 1 if something was, 2 if the run itself failed.
            Findings go to standard output, everything else to standard error.
            """)

    @Argument(help: "Files, directories, or - for standard input; default: the current directory.")
    var paths: [String] = []

    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("\(ReportOutput.formats.joined(separator: ", ")).", valueName: "format"))
    var format = "text"

    @Option(help: ArgumentHelp("Write a report to a file besides; repeatable.", valueName: "format=file"))
    var output: [String] = []

    @Option(
        name: .customLong("fail-on"),
        help: ArgumentHelp("The least severity that fails the run: info, warning, error.", valueName: "severity"))
    var failOn: String?

    @Flag(name: .customLong("exit-zero"), help: "Exit with 0 though there are findings.")
    var exitZero = false

    @Option(
        name: .customLong("kubernetes-version"),
        help: ArgumentHelp(
            "The version to check against: 1.34, a list, or a range 1.30-1.34; default: the newest.", valueName: "version"))
    var kubernetesVersion: String?

    @Option(
        name: .customLong("pss-version"),
        help: ArgumentHelp(
            "The version of the Pod Security Standards: 1.34, or latest; default: the oldest of --kubernetes-version.",
            valueName: "version"))
    var podSecurityVersion: String?

    @Option(help: ArgumentHelp("CustomResourceDefinitions to check custom resources with; repeatable.", valueName: "path"))
    var crds: [String] = []

    @Option(
        help: ArgumentHelp(
            "ValidatingAdmissionPolicies, with bindings and parameters, to judge by; repeatable.", valueName: "path"))
    var policies: [String] = []

    @Option(help: ArgumentHelp("Leave out paths that match, as in .gitignore; repeatable.", valueName: "glob"))
    var exclude: [String] = []

    @Flag(name: .customLong("force-exclude"), help: "Leave out excluded paths though they are named.")
    var forceExclude = false

    @Flag(name: .customLong("all-kustomizations"), help: "Judge every kustomization, not only those that no other includes.")
    var allKustomizations = false

    @Flag(name: .customLong("no-suppressions"), help: "Report what comments and annotations silence, too.")
    var noSuppressions = false

    @Option(help: ArgumentHelp("Report only findings that this file does not list.", valueName: "file"))
    var baseline: String?

    @Option(
        name: .customLong("write-baseline"),
        help: ArgumentHelp(
            "Write a file that lists all findings; with --baseline only those of it that are still there.", valueName: "file"))
    var writeBaseline: String?

    @Option(name: .customLong("stdin-filename"), help: ArgumentHelp("The name that standard input goes by.", valueName: "path"))
    var stdinFilename = "stdin.yaml"

    @Option(help: ArgumentHelp("auto, always or never.", valueName: "when"))
    var color = "auto"

    @Option(help: ArgumentHelp("Threads to use; default: one a core.", valueName: "count"))
    var jobs: Int?

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but errors.")
    var quiet = false

    @Flag(help: "Sum up what was read and found by rule.")
    var statistics = false

    func run() throws {
        StandardStreams.ignoreClosedPipes()
        guard ReportOutput.formats.contains(format) else {
            throw Failure.say("unknown format '\(format)'; it is one of \(ReportOutput.formats.joined(separator: ", "))")
        }
        if let jobs, jobs < 1 { throw Failure.say("--jobs takes a number from 1") }
        let (settings, selection, library) = try rules.resolved()
        var result = Run.check(options(settings, selection), library: library)
        var known = BaselineUse()
        (known.reads, known.writes) = (baseline ?? (writeBaseline == nil ? settings.baseline : nil), writeBaseline)
        if let failure = known.apply(to: &result, library: library) { throw Failure.say(failure.message) }
        let report = ReportOutput(result, library: library)
        for line in report.messages(isQuiet: quiet) { StandardStreams.complain(line + "\n") }
        try StandardStreams.write(report.bytes(format, isColored: isColored))
        for target in output { try write(report, to: target) }
        if statistics { StandardStreams.complain(report.statistics()) }
        let threshold = try failOn.map(severity) ?? settings.failOn ?? .warning
        let status = result.exitStatus(failOn: threshold)
        if status == 2 || (status == 1 && !exitZero) { throw ExitCode(status) }
    }

    private func options(_ settings: Settings, _ selection: RuleSelection) -> RunOptions {
        var options = RunOptions()
        options.paths = paths.isEmpty ? ["."] : paths
        if options.paths.contains("-") { options.standardInput = StandardStreams.readInput() }
        options.standardInputName = stdinFilename
        (options.settings, options.selection) = (settings, selection)
        options.kubernetesVersion = kubernetesVersion ?? settings.kubernetesVersion
        options.podSecurityVersion = podSecurityVersion ?? settings.podSecurityVersion
        options.crds = settings.crds + crds
        options.policies = settings.policies + policies
        options.exclude = settings.exclude + exclude
        options.forcesExclude = forceExclude
        options.rendersAllKustomizations = allKustomizations
        options.honorsSuppressions = !noSuppressions
        options.jobs = jobs
        return options
    }

    private func severity(_ text: String) throws -> Severity {
        guard let severity = Severity(rawValue: text) else {
            throw Failure.say("unknown severity '\(text)'; it is one of 'info', 'warning', 'error'")
        }
        return severity
    }

    private func write(_ report: ReportOutput, to target: String) throws {
        let parts = target.split(separator: "=", maxSplits: 1).map { String($0) }
        guard parts.count == 2, ReportOutput.formats.contains(parts[0]) else {
            throw Failure.say(
                "'--output \(target)' is not FORMAT=FILE, where FORMAT is one of \(ReportOutput.formats.joined(separator: ", "))")
        }
        guard StandardStreams.write(report.bytes(parts[0], isColored: false), toFile: parts[1]) else {
            throw Failure.say("cannot write '\(parts[1])'")
        }
    }

    private var isColored: Bool {
        switch color {
        case "always": true
        case "never": false
        default:
            StandardStreams.environment("NO_COLOR").map { $0.isEmpty } ?? true
                && (StandardStreams.outputIsTerminal || StandardStreams.environment("FORCE_COLOR").map { !$0.isEmpty } ?? false)
        }
    }
}
