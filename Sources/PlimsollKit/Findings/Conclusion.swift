import Fixes
import Kustomize
import Policy
import SourceText

/// The end of a run: of all that its stages have found, what is said. Each defect is one finding at the level that its path has, marked where
/// somebody has silenced it.
struct Conclusion {
    private let library: RuleLibrary
    private let options: RunOptions
    private let files: [SourceFile.ID: SourceFile]
    private let overrides: PathOverrides
    private let tree: FileTree

    init(_ options: RunOptions, library: RuleLibrary, files: [SourceFile], tree: FileTree) {
        (self.options, self.library, self.tree) = (options, library, tree)
        self.files = Dictionary(uniqueKeysWithValues: files.map { ($0.id, $0) })
        overrides = PathOverrides(options, library: library, workingDirectory: tree.workingDirectory)
    }

    /// What is said.
    struct Outcome {
        var findings: [Finding] = []
        /// Findings that say what one of the others says.
        var covered: [Finding] = []
        var notes: [String] = []
    }

    /// Concludes.
    ///
    /// - Parameters:
    ///   - found: what the stages have found, in any order.
    ///   - units: the objects with the annotations that silence findings.
    ///   - scanned: the files with the comments that do.
    func outcome(of found: [Finding], in units: [Unit], _ scanned: [ScannedFile]) -> Outcome {
        var outcome = Outcome()
        var findings = merged(FindingMerge.withoutExplainedBuilds(atLevelsOfPaths(found)))
        FindingMerge.coverAtOnePlace(&findings) { library[$0]?.yieldsTo ?? [] }
        if options.honorsSuppressions {
            let silencing = Silencing(
                library: library, options: options, files: files, overrides: overrides, tree: tree)
            let stale = silencing.apply(to: &findings, of: units, scanned: scanned)
            findings = merged(findings + stale)
        }
        let said = Set(findings.lazy.map(\.fingerprint))
        for finding in findings {
            if let fingerprint = finding.coveredBy, said.contains(fingerprint) {
                outcome.covered.append(finding)
            } else {
                outcome.findings.append(finding)
            }
        }
        if options.computesFixes { computeFixes(of: &outcome.findings) }
        return outcome
    }

    private func path(_ id: SourceFile.ID) -> String { files[id]?.path ?? "" }

    private func merged(_ findings: [Finding]) -> [Finding] { FindingMerge.merged(findings, path: path) }

    private func atLevelsOfPaths(_ findings: [Finding]) -> [Finding] {
        guard !overrides.isEmpty else { return findings }
        return findings.compactMap { overrides.applied(to: $0, file: path($0.span.file)) }
    }

    private func computeFixes(of findings: inout [Finding]) {
        var planner = FixPlanner { files[$0] }
        for (index, finding) in findings.enumerated() {
            // The text of a fix may hold what it quotes or replaces.
            guard finding.object?.type.kind != "Secret" else { continue }
            findings[index].fix = finding.proposal.flatMap { try? planner.fix($0).get() }
        }
    }
}
