public import Policy
public import SourceText

/// What came of a run.
public struct RunResult: Sendable {
    /// How much was looked at.
    public struct Counts: Sendable {
        /// Files that were read.
        public var files = 0
        /// Objects that were judged, each once however many overlays deploy it.
        public var objects = 0
        /// Kustomizations that were rendered.
        public var kustomizations = 0
        /// Helm templates, which are not judged.
        public var helmTemplates = 0
        /// Files of YAML or JSON that hold no Kubernetes objects.
        public var otherFiles = 0
        /// Custom resources for whose kind nobody gave a schema.
        public var withoutSchema = 0
    }

    /// The findings, suppressed ones among them, sorted by place.
    public var findings: [Finding] = []
    /// Findings that say what one of `findings` says, in the words of another rule or at another object: for formats that programs read.
    public var covered: [Finding] = []
    /// What went wrong with the run itself. An error among them means exit status 2.
    public var diagnostics: [Diagnostic] = []
    /// Remarks for people, such as what was left out.
    public var notes: [String] = []
    /// How much was looked at.
    public var counts = Counts()
    /// The files, by number.
    public var files: [SourceFile] = []
    /// What came over standard input, which nothing can mend.
    public var inputFile: SourceFile.ID?
    /// The paths of the files that the run was asked to judge; files that those merely use are not among them.
    public var judgedPaths: [String] = []
    /// The kustomizations that were built, or should have been.
    public var roots: [String] = []
    /// What each leaf kustomization renders to, by its path, if the run keeps that.
    public var renderings: [String: [UInt8]] = [:]
    /// How many things keep files from being read as YAML.
    public var unparsed = 0
    /// The paths of the files that each leaf kustomization is built from, if the options asked to keep the objects.
    public var reads: [String: Set<String>] = [:]
    /// The objects that were judged, if the options asked to keep them.
    public var units: [Unit] = []
    /// Whether the run ended early, because nobody wanted its result; then most of this is missing.
    public var wasGivenUp = false
    /// Whether the run was asked for `all` rules, by that word.
    public var asksForAllRules = false
    /// The rules in force.
    public var rules: [Rule] = []
    /// Those of them with an expression that found something to judge, whatever they said of it.
    public var asked: Set<String> = []
    /// The standards that the run reports against.
    public var frameworks: [Framework] = []

    /// What came of nothing.
    public init() {}

    /// Findings that nothing silences.
    public var openFindings: [Finding] { findings.filter { $0.suppression == nil } }

    /// All findings, the covered ones as silent as those that cover them.
    public var findingsWithCovered: [Finding] {
        guard !covered.isEmpty else { return findings }
        let silent = findings.filter { $0.suppression != nil }.map { ($0.fingerprint, $0.suppression) }
        let suppressions = Dictionary(silent) { first, _ in first }
        let open = Set(openFindings.map(\.fingerprint))
        return findings
            + covered.map { finding in
                var finding = finding
                if let coverer = finding.coveredBy, finding.suppression == nil, !open.contains(coverer) {
                    finding.suppression = suppressions[coverer] ?? nil
                }
                return finding
            }
    }

    /// Whether the run itself failed.
    public var hasFailed: Bool { diagnostics.contains { $0.severity == .error } }

    /// The exit status: 2 if the run failed, 1 if there is a finding at or above a severity, else 0.
    public func exitStatus(failOn severity: Severity) -> Int32 {
        if hasFailed { return 2 }
        return openFindings.contains { $0.severity >= severity } ? 1 : 0
    }
}
