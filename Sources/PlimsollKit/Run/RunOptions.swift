package import Kustomize
public import Policy

/// What a run is asked to do.
public struct RunOptions: Sendable {
    /// Files, directories, or `-` for standard input.
    public var paths: [String] = ["."]
    /// The bytes of standard input, where a path is `-`.
    public var standardInput: [UInt8]?
    /// The name that standard input goes by.
    public var standardInputName = "stdin.yaml"
    /// Which rules.
    public var selection = RuleSelection()
    /// What the command line says about rules, which is part of `selection`, but counts more than `per-path` does.
    public var flags = RuleChoice()
    /// The versions of Kubernetes to check against: one, several, or a range; nil for the newest.
    public var kubernetesVersion: String?
    /// The version of the Pod Security Standards, or `latest`; nil for the oldest of the versions of Kubernetes.
    public var podSecurityVersion: String?
    /// Folders or files with CustomResourceDefinitions.
    public var crds: [String] = []
    /// Whether a kind that nobody gave a schema for is an error.
    public var hasStrictUnknownKinds = false
    /// Folders or files with admission policies that judge the objects of the run.
    public var policies: [String] = []
    /// Patterns of paths to leave out.
    public var exclude: [PathPattern] = []
    /// Whether the patterns hold for paths that are named one by one, too.
    public var forcesExclude = false
    /// Whether every kustomization is rendered, not only those that no other includes.
    public var rendersAllKustomizations = false
    /// Whether suppressions are read.
    public var honorsSuppressions = true
    /// Whether findings have their fixes as edits of files.
    public var computesFixes = false
    /// Whether the result has the text of every rendering.
    public var keepsRenderings = false
    /// Where files are, if not on disk.
    package var tree: FileTree?
    /// Bytes to read in place of those on disk, by absolute path without symbolic links.
    public var texts: [String: [UInt8]] = [:]
    /// Whether the other files in the directory of a file that is named are judged with it, as a run over the directory would.
    public var readsNeighbors = false
    /// Whether the other files in the directory of a file that is named help to judge it, without being judged themselves.
    public var looksAtNeighbors = false
    /// Whether the result keeps the objects that were judged.
    public var keepsUnits = false
    /// Whether nobody wants the result any more; a run asks now and then, and ends early if so.
    public var isGivenUp: (@Sendable () -> Bool)?
    /// Whether the process ends after the run and its report, so that memory need not be freed.
    public var isLast = false
    /// How many threads; nil for one a core.
    public var jobs: Int?
    /// Allowed findings and parameters of the configuration.
    public var settings = Settings()

    /// The options of `plimsoll check` without flags.
    public init() {}

    /// Whether a program has chosen the paths among changed files, as pre-commit does: some commits bring nothing to judge.
    func namesChosenFiles(in tree: FileTree) -> Bool { forcesExclude && paths.allSatisfy { tree.kind($0) == .file } }
}
