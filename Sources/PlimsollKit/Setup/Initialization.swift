import Kustomize
public import Policy

/// What `plimsoll init` does in the working directory.
public struct Initialization {
    /// The tool to move from; nil for a fresh start.
    public var tool: PeerTool?
    /// The configuration of that tool; nil to look for it.
    public var source: String?
    /// Whether a `.plimsoll.yaml` that there is may be overwritten.
    public var overwrites = false
    /// Whether pre-commit is left alone.
    public var leavesPreCommit = false

    /// What came of it.
    public struct Outcome {
        /// What was done, a line each.
        public var lines: [String] = []
        /// What was not done although it was asked for.
        public var problems: [String] = []
    }

    private static let fileName = ".plimsoll.yaml"
    private let tree = FileTree.disk()

    /// A fresh start.
    public init() {}

    /// Writes the files.
    ///
    /// - Throws: what keeps it from anything.
    public func run(_ library: RuleLibrary) throws(RenderFailure) -> Outcome {
        var outcome = Outcome()
        let survey = TreeSurvey(tree)
        var text = StarterConfiguration(survey: survey).text
        if let tool {
            let migration = try tool.migration(from: source, in: tree, library)
            outcome.lines += migration.report
            outcome.lines.append("\(migration.select.count) rules stand for the checks of \(tool.rawValue) that are on")
            text = migration.configuration
        }
        writeConfiguration(text, &outcome)
        if !leavesPreCommit { addHook(survey, &outcome) }
        if tool == nil { outcome.lines.append("found \(survey.summary)") }
        guard outcome.problems.isEmpty else { return outcome }
        outcome.lines.append("next: 'plimsoll check', or, to be told of new findings only:")
        outcome.lines.append("    plimsoll check --write-baseline .plimsoll-baseline.yaml")
        outcome.lines.append("    plimsoll check --baseline .plimsoll-baseline.yaml")
        return outcome
    }

    private func writeConfiguration(_ text: String, _ outcome: inout Outcome) {
        let isThere = tree.kind(Self.fileName) != nil
        if isThere, !overwrites {
            outcome.problems.append("'\(Self.fileName)' is there already and was left alone; --force writes it anew")
            return
        }
        write(Array(text.utf8), to: Self.fileName, isThere ? "wrote \(Self.fileName) anew" : "wrote \(Self.fileName)", &outcome)
    }

    private func addHook(_ survey: TreeSurvey, _ outcome: inout Outcome) {
        let name = PreCommitEntry.fileName
        if let root = survey.repositoryRoot, root != tree.workingDirectory {
            let shown = FilePath.relative(root, to: tree.workingDirectory)
            outcome.lines.append("the repository begins at '\(shown)': run 'plimsoll init' there to add a hook for pre-commit")
            return
        }
        guard let bytes = tree.read(name) else {
            guard survey.repositoryRoot != nil, tree.kind(name) == nil else {
                outcome.lines.append("no git repository here, so there is nothing to add for pre-commit")
                return
            }
            write(Array(PreCommitEntry.file.utf8), to: name, "wrote \(name), with plimsoll as a hook", &outcome)
            return
        }
        switch PreCommitEntry.adding(to: bytes) {
        case .present: outcome.lines.append("\(name) has a hook of plimsoll already")
        case .added(let result): write(result, to: name, "added plimsoll to \(name)", &outcome)
        case .impossible(let reason):
            outcome.problems.append(
                "cannot add the hook to '\(name)', since \(reason); add it to 'repos' by hand:\n\n"
                    + PreCommitEntry.lines.map { "  \($0)\n" }.joined())
        }
    }

    private func write(_ bytes: [UInt8], to path: String, _ what: String, _ outcome: inout Outcome) {
        do throws(OutputFailure) {
            try StandardStreams.write(bytes, toFile: path)
            outcome.lines.append(what)
        } catch {
            outcome.problems.append(error.message)
        }
    }
}

extension Initialization {
    /// What a tool's configuration in a directory comes to, and nothing is written.
    public static func migration(
        from tool: PeerTool, file: String? = nil, in directory: String, _ library: RuleLibrary
    ) -> Result<(configuration: String, report: [String]), RenderFailure> {
        Result { () throws(RenderFailure) in
            let migration = try tool.migration(from: file, in: .disk(at: directory), library)
            return (migration.configuration, migration.report)
        }
    }
}
