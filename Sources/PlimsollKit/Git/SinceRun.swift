import Kustomize
public import Policy
import SourceText

/// A run that reports what a change brings: both sides are judged whole, and what was there before is silenced.
public enum SinceRun {
    /// What a finding is known by on both sides.
    private struct Identity: Hashable {
        let file: String
        let fingerprint: String
        let root: String
    }

    /// The findings of the files as they are, of which those that `since` had already are silenced.
    ///
    /// - Parameter since: a commit, by which its last ancestor that the work tree has too is meant, so that what others did meanwhile
    ///   does not count; or two commits as `A..B`, of which B is judged in place of the files.
    public static func check(_ options: RunOptions, since: String, library: RuleLibrary) throws(GitFailure) -> RunResult {
        let directory = FileTree.disk().workingDirectory
        let git = GitProcess(directory: directory)
        var newOptions = options
        if since == "HEAD", !(try git.line(["rev-parse", "--git-dir"])).isEmpty, !git.hasCommits {
            // Before the first commit, which a hook may be asked about.
            var result = Run.check(options, library: library)
            result.notes.append("this repository has no commit yet, so every finding is new")
            return result
        }
        let old: String
        var note: String?
        if let dots = since.firstRange(of: "..") {
            var name = since[dots.upperBound...]
            let isFromBase = name.hasPrefix(".")
            if isFromBase { name = name.dropFirst() }
            let new = try git.commit(name.isEmpty ? "HEAD" : String(name))
            let first = try git.commit(dots.lowerBound == since.startIndex ? "HEAD" : String(since[..<dots.lowerBound]))
            old = isFromBase ? git.base(of: first, new, note: &note) : first
            newOptions.tree = try GitTree(new, workingDirectory: directory).fileTree
        } else {
            let commit = try git.commit(since)
            old = git.hasCommits ? git.base(of: commit, "HEAD", note: &note) : commit
        }
        let oldTree = try GitTree(old, workingDirectory: directory).fileTree
        var oldOptions = options
        oldOptions.tree = oldTree
        oldOptions.paths = options.paths.filter { $0 != "-" && oldTree.kind($0) != nil }
        oldOptions.computesFixes = false
        var result = Run.check(newOptions, library: library)
        if let note { result.notes.append(note) }
        guard !result.hasFailed, !oldOptions.paths.isEmpty else { return result }
        silence(&result, knownFrom: Run.check(oldOptions, library: library), as: "there before '\(since)'")
        return result
    }

    /// Silences what was found before, in the same file or, for a file that has moved, in another one.
    ///
    /// A finding stays for a rendering that had it not. A rendering that is new as a whole brings only what nothing had before.
    private static func silence(_ result: inout RunResult, knownFrom old: RunResult, as reason: String) {
        let oldPaths = Dictionary(uniqueKeysWithValues: old.files.map { ($0.id, $0.path) })
        let newPaths = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0.path) })
        var inFile: [Identity: Int] = [:]
        var anywhere: [Identity: Int] = [:]
        for finding in old.openFindings {
            let file = oldPaths[finding.span.file] ?? ""
            for root in finding.roots + [""] {
                inFile[Identity(file: file, fingerprint: finding.fingerprint, root: root), default: 0] += 1
                anywhere[Identity(file: "", fingerprint: finding.fingerprint, root: root), default: 0] += 1
            }
        }
        let oldRoots = Set(old.roots)
        func take(_ finding: Finding, _ root: String) -> Bool {
            let own = Identity(file: newPaths[finding.span.file] ?? "", fingerprint: finding.fingerprint, root: root)
            let moved = Identity(file: "", fingerprint: finding.fingerprint, root: root)
            guard anywhere[moved, default: 0] > 0 else { return false }
            anywhere[moved, default: 0] -= 1
            inFile[own, default: 0] -= 1
            return true
        }
        // Those whose file had the finding come first, so that a copy in another file is the one that is new.
        let order = result.findings.indices.sorted { a, b in
            func isInFile(_ index: Int) -> Bool {
                let finding = result.findings[index]
                return inFile[
                    Identity(file: newPaths[finding.span.file] ?? "", fingerprint: finding.fingerprint, root: ""), default: 0] > 0
            }
            return (isInFile(a) ? 0 : 1, a) < (isInFile(b) ? 0 : 1, b)
        }
        for index in order where result.findings[index].suppression == nil {
            let finding = result.findings[index]
            let wasThere = take(finding, "")
            let fresh = finding.roots.filter { root in !take(finding, root) && (oldRoots.contains(root) || !wasThere) }
            if wasThere, fresh.isEmpty {
                result.findings[index].suppression = Suppression(span: nil, reason: reason)
            } else if !fresh.isEmpty {
                result.findings[index].roots = fresh
            }
        }
    }
}

extension GitProcess {
    /// The full name of a commit.
    fileprivate func commit(_ name: String) throws(GitFailure) -> String {
        do {
            return try line(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"])
        } catch {
            // Git says little where only the name is wrong, or names something else than a commit.
            guard error.message == GitFailure.withoutWords.message || error.message.hasPrefix("error: ") else { throw error }
            guard hasCommits else { throw GitFailure(message: "this repository has no commit yet to compare with") }
            let hint = isShallow ? "; this clone is shallow, and may have to be deeper ('fetch-depth: 0' in CI)" : ""
            throw GitFailure(message: "git knows no commit '\(name)'\(hint)")
        }
    }

    /// The last common ancestor of two commits; the first one if there is none, or the clone does not reach back so far.
    fileprivate func base(of first: String, _ second: String, note: inout String?) -> String {
        if let base = try? line(["merge-base", first, second]) { return base }
        note =
            "no common ancestor of the two commits is \(isShallow ? "in this shallow clone ('fetch-depth: 0' in CI gets it)" : "known"), "
            + "so what others changed meanwhile counts, too"
        return first
    }

    /// Whether there is a commit at all.
    fileprivate var hasCommits: Bool { (try? line(["rev-parse", "--verify", "--quiet", "HEAD"])) != nil }

    /// Whether the clone lacks older commits.
    private var isShallow: Bool { (try? line(["rev-parse", "--is-shallow-repository"])) == "true" }
}
