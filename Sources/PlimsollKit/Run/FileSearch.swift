import Kustomize
import Policy
import SourceText

/// The search for the files that a run is about: those that its paths name, and those below.
struct FileSearch {
    let options: RunOptions
    let scan: Scan
    /// Whether what is left out is written down.
    var tellsSkipped = false

    /// What came of it.
    struct Outcome {
        /// The files: standard input as it was named, then the others sorted by path.
        var files: [ScannedFile] = []
        /// Standard input, if it was named.
        var input: SourceFile.ID?
        /// What was left out, if that was to be told.
        var skipped: [SkippedPath] = []
        var notes: [String] = []
        var diagnostics: [Diagnostic] = []
    }

    /// The paths that the run has, before any is read.
    private struct Paths {
        /// Files that somebody has named one by one.
        var named: Set<String> = []
        /// Other files in their directories, if the run wants those.
        var neighbors: Set<String> = []
        var walk: DirectoryWalk
    }

    /// Searches and reads. A path that does not exist fails the run; so does one with nothing to judge.
    func run() -> Outcome {
        var outcome = Outcome()
        var scan = scan
        scan.named = [options.standardInputName]
        var paths = Paths(walk: DirectoryWalk(excluded: options.exclude, from: tree.workingDirectory, in: options.tree))
        paths.walk.tellsSkipped = tellsSkipped
        for path in options.paths {
            if path == "-" {
                let input = scan.store.add(options.standardInputName, options.standardInput ?? [])
                outcome.input = input.id
                outcome.files.append(scan.scan(input))
            } else {
                add(path, to: &paths, &outcome)
            }
        }
        let walk = paths.walk
        outcome.skipped += walk.skipped
        outcome.diagnostics += walk.leftOut.map { .warning("left out '\($0.path)', which \($0.reason)", at: nil) }
        outcome.diagnostics += walk.unreadable.map { .error("cannot read directory '\($0)'", at: nil) }
        outcome.notes += [noteOfOthers(walk.configurations)].compactMap(\.self)
        scan.named.formUnion(paths.named)
        let (read, unreadable) = scan.read(paths.named.union(walk.files).union(paths.neighbors).sorted())
        outcome.diagnostics += unreadable.map {
            .error("cannot read '\($0)'; it is no regular file, or not yours to read", at: nil)
        }
        outcome.files += read
        if options.namesChosenFiles(in: tree), outcome.files.isEmpty, !outcome.skipped.isEmpty {
            outcome.notes.append("nothing to check: what was named is excluded")
        } else if outcome.files.isEmpty, !outcome.diagnostics.contains(where: { $0.severity == .error }) {
            let places = options.paths.map { "'\($0)'" }.joined(separator: ", ")
            outcome.diagnostics.append(.error("nothing to check: no .yaml, .yml or .json file in \(places)", at: nil))
        }
        return outcome
    }

    private var tree: FileTree { scan.tree }

    private func add(_ path: String, to paths: inout Paths, _ outcome: inout Outcome) {
        let shown = tree.shown(path)
        switch tree.kind(path) {
        case nil: outcome.diagnostics.append(.missing(path))
        case .directory: paths.walk.walk(shown)
        case .file:
            if let pattern = paths.walk.exclusion(of: shown), options.forcesExclude {
                outcome.skipped.append(SkippedPath(path: shown, reason: .excluded(pattern.text)))
            } else {
                paths.named.insert(shown)
            }
            guard options.readsNeighbors else { return }
            let candidates = tree.candidates(in: FilePath.directory(of: shown))
            paths.neighbors.formUnion(candidates.filter { !paths.walk.isExcluded($0) })
        }
    }

    /// Says which configuration files below the paths do not hold, where that is not what somebody asked for.
    private func noteOfOthers(_ configurations: [String]) -> String? {
        guard options.settings.isFound else { return nil }
        let read = Set(options.settings.files.map(\.realPath))
        let others = configurations.filter { tree.resolve($0).map { !read.contains($0) } ?? false }
        guard let first = others.first else { return nil }
        let rest = others.count > 1 ? " and \(others.count - 1) more" : ""
        return
            "left '\(first)'\(rest) aside: one configuration holds for a run, the closest one upward of the working directory; start there, or name it with --config or in 'extend'"
    }
}

/// The files that a flag such as `--crds` names, and those below.
struct GivenFiles {
    /// The paths, as the run names them.
    let paths: [String]
    /// What the flag names and does not exist, which fails the run.
    let diagnostics: [Diagnostic]

    init(_ paths: [String], in tree: FileTree, walking walked: FileTree?) {
        var walk = DirectoryWalk(in: walked)
        var diagnostics: [Diagnostic] = []
        for path in paths {
            switch tree.kind(path) {
            case nil: diagnostics.append(.missing(path))
            case .directory: walk.walk(tree.shown(path))
            case .file: walk.add(tree.shown(path))
            }
        }
        (self.paths, self.diagnostics) = (walk.files, diagnostics)
    }
}

extension Diagnostic {
    fileprivate static func missing(_ path: String) -> Diagnostic { .error("no such file or directory: '\(path)'", at: nil) }
}
