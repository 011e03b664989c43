import ArgumentParser
import PlimsollKit
import Policy

/// The flags that say what is judged and against what; `check` and `fix` share them.
struct InputOptions: ParsableArguments {
    @Argument(help: "Files, directories, or - for standard input; default: the current directory.", completion: .file())
    var paths: [String] = []

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

    @Option(
        help: ArgumentHelp("CustomResourceDefinitions to check custom resources with; repeatable.", valueName: "path"),
        completion: .file())
    var crds: [String] = []

    @Flag(
        name: .customLong("strict-unknown-kinds"), help: "Report each kind that no schema describes as an error.")
    var strictUnknownKinds = false

    @Option(
        help: ArgumentHelp(
            "ValidatingAdmissionPolicies, with bindings and parameters, to judge by; repeatable.", valueName: "path"),
        completion: .file())
    var policies: [String] = []

    @Option(help: ArgumentHelp("Leave out paths that match, as in .gitignore; repeatable.", valueName: "glob"))
    var exclude: [String] = []

    @Flag(
        name: .customLong("force-exclude"),
        help: "For hooks that name changed files: leave out excluded ones, and end with 0 if none is for Kubernetes.")
    var forceExclude = false

    @Flag(
        name: .customLong("with-neighbors"),
        help: "Look up what named files refer to in the other files of their directories, too, without judging those.")
    var withNeighbors = false

    @Flag(name: .customLong("all-kustomizations"), help: "Judge every kustomization, not only those that no other includes.")
    var allKustomizations = false

    @Flag(name: .customLong("no-suppressions"), help: "Report what comments and annotations silence, too.")
    var noSuppressions = false

    @Option(name: .customLong("stdin-filename"), help: ArgumentHelp("The name that standard input goes by.", valueName: "path"))
    var stdinFilename = "stdin.yaml"

    @Option(help: ArgumentHelp("Threads to use; default: one a core.", valueName: "count"))
    var jobs: Int?

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but errors.")
    var quiet = false

    /// The settings that the flags give, by their keys in the configuration.
    var given: [(key: String, values: [String])] {
        [
            ("kubernetes-version", kubernetesVersion.map { [$0] } ?? []),
            ("pss-version", podSecurityVersion.map { [$0] } ?? []), ("crds", crds), ("policies", policies), ("exclude", exclude),
        ].filter { !$0.1.isEmpty }
    }

    /// What a run with these flags is asked to do.
    func runOptions(_ resolved: RuleOptions.Resolved) throws -> RunOptions {
        let settings = resolved.settings
        if let jobs, jobs < 1 { throw Failure.say("--jobs takes a number from 1") }
        var options = resolved.runOptions
        options.paths = paths.isEmpty ? ["."] : paths
        if options.paths.contains("-") { options.standardInput = StandardStreams.readInput() }
        options.standardInputName = stdinFilename
        options.kubernetesVersion = kubernetesVersion ?? settings.kubernetesVersion
        options.podSecurityVersion = podSecurityVersion ?? settings.podSecurityVersion
        options.crds = settings.crds + crds
        options.hasStrictUnknownKinds = strictUnknownKinds
        options.policies = settings.policies + policies
        options.exclude = settings.exclude + exclude.map { PathPattern($0) }
        options.forcesExclude = forceExclude
        options.looksAtNeighbors = withNeighbors
        options.rendersAllKustomizations = allKustomizations
        options.honorsSuppressions = !noSuppressions
        options.jobs = jobs
        return options
    }
}
