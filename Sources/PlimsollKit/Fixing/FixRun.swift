import Fixes
import Kustomize
public import Policy
import SourceText
import YAMLDocument

/// Mends what a run finds: a fix is kept only if the result still parses and builds, its finding is gone, and no other has come.
///
/// Nothing is written before `write()`; all judging is done on texts in memory.
public struct FixRun {
    /// A finding with what came of its fix.
    public struct Verdict: Sendable {
        /// The finding, as it was before.
        public let finding: Finding
        /// `file:line:column`, as it was before.
        public let place: String
        /// Why it is not mended; nil if it is.
        public let reason: String?
    }

    /// What the findings that were mended had, in the order in which they were.
    public private(set) var mended: [Verdict] = []
    /// Findings with a fix that could not be applied.
    public private(set) var left: [Verdict] = []
    /// How many findings have an unsafe fix that nobody has asked for.
    public private(set) var unsafeCount = 0
    /// What the run says of the files as they are with all fixes.
    public private(set) var result: RunResult
    private var options: RunOptions
    private let library: RuleLibrary
    private let tree = FileTree.disk()
    private let allowsUnsafe: Bool
    /// The bytes of changed files, by absolute path without links, and those that were read.
    private var texts: [String: [UInt8]] = [:]
    private var originals: [String: (shown: String, bytes: [UInt8])] = [:]
    /// What the findings were before the first fix; nothing else is mended.
    private var wanted: Set<FindingKey> = []
    private var rejected: [FindingKey: String] = [:]
    private let credentialsBefore: [String: Set<Int>]

    /// Judges the files and applies fixes in memory.
    public init(_ options: RunOptions, library: RuleLibrary, allowsUnsafe: Bool) {
        (self.options, self.library, self.allowsUnsafe) = (options, library, allowsUnsafe)
        self.options.keepsRenderings = true
        result = Run.check(self.options, library: library)
        credentialsBefore = Self.credentialLines(in: result, library)
        guard !result.hasFailed else { return }
        wanted = Set(result.openFindings.map(FindingKey.init))
        // What must keep renderings cannot be told apart from what changes them, so it comes first.
        mendAll { $0.keepsRenderings }
        mendAll { !$0.keepsRenderings }
        unsafeCount = result.openFindings.count { $0.proposal?.safety == .unsafe && !allowsUnsafe }
    }

    /// The files that the fixes change, sorted: the path, and the bytes before and after.
    public var changes: [(path: String, before: [UInt8], after: [UInt8])] {
        texts.compactMap { path, after in originals[path].map { ($0.shown, $0.bytes, after) } }.filter { $0.1 != $0.2 }
            .sorted { $0.0 < $1.0 }
    }

    /// The lines, from 0, with what a rule takes for a credential, by path.
    var credentialLines: (before: [String: Set<Int>], after: [String: Set<Int>]) {
        (credentialsBefore, Self.credentialLines(in: result, library))
    }

    private static func credentialLines(in result: RunResult, _ library: RuleLibrary) -> [String: Set<Int>] {
        var lines: [String: Set<Int>] = [:]
        for finding in result.findings where library[finding.rule]?.category == "secrets" {
            let id = Int(finding.span.file.rawValue)
            guard id < result.files.count else { continue }
            let file = result.files[id]
            lines[file.path, default: []].formUnion(
                file.lines.line(of: finding.span.lower) - 1...file.lines.line(of: finding.span.upper) - 1)
        }
        return lines
    }

    /// Writes the files. One that is not as it was read any more is left alone.
    ///
    /// - Returns: what could not be written, and why.
    public func write() -> [String] {
        changes.compactMap { path, before, after in
            guard tree.read(path) == before else { return "'\(path)' has changed since it was read, so it was left alone" }
            return AtomicFile.write(after, to: path).map { "cannot write '\(path)': \($0)" }
        }
    }
}

extension FixRun {
    private struct Candidate {
        let finding: Finding
        let proposal: FixProposal
        var key: FindingKey { FindingKey(finding) }
    }

    /// Applies what can be applied until nothing more can.
    private mutating func mendAll(where isWanted: (FixProposal) -> Bool) {
        while true {
            var seen: Set<FixProposal> = []
            let candidates = result.openFindings.compactMap { finding -> Candidate? in
                guard let proposal = finding.proposal, isWanted(proposal), allowsUnsafe || proposal.safety == .safe,
                    wanted.contains(FindingKey(finding)), rejected[FindingKey(finding)] == nil,
                    seen.insert(proposal).inserted
                else { return nil }
                return Candidate(finding: finding, proposal: proposal)
            }
            guard !candidates.isEmpty, advance(candidates) else { return }
        }
    }

    /// Applies some of the candidates, or finds out that one cannot be.
    ///
    /// - Returns: whether anything came of it; if not, nothing ever will.
    private mutating func advance(_ candidates: [Candidate]) -> Bool {
        var planner = planner()
        let plan = planner.plan(candidates.map(\.proposal))
        var chosen: [Candidate] = []
        var hasRefused = false
        for (candidate, outcome) in zip(candidates, plan.outcomes) {
            switch outcome {
            case .planned: chosen.append(candidate)
            case .postponed: break
            case .refused(let refusal):
                reject(candidate, refusal.description)
                hasRefused = true
            }
        }
        guard !chosen.isEmpty else { return hasRefused }
        // Whoever reads a file that is changed must be judged, too.
        let judged = Set(result.judgedPaths)
        let unasked = Set(plan.edits.keys.compactMap(file).map(\.path)).subtracting(judged).subtracting(options.paths)
            .filter { !$0.hasPrefix("/") }
        if !unasked.isEmpty {
            options.paths += unasked.sorted()
            result = Run.check(withTexts(texts), library: library)
            return true
        }
        return apply(chosen)
    }

    /// Applies candidates that go together; where that makes anything worse, the first half of them, down to the one that is to blame.
    private mutating func apply(_ chosen: [Candidate]) -> Bool {
        var planner = planner()
        let plan = planner.plan(chosen.map(\.proposal))
        var newTexts = texts
        var newOriginals = originals
        for (id, edits) in plan.edits {
            guard let file = file(id), let path = tree.resolve(FilePath.join(tree.workingDirectory, file.path)),
                let bytes = edits.applied(to: file.bytes)
            else { continue }
            if newOriginals[path] == nil { newOriginals[path] = (file.path, file.bytes) }
            newTexts[path] = bytes
        }
        let after = Run.check(withTexts(newTexts), library: library)
        let problem = FixProof(before: result, after: after).problem(with: chosen.map { ($0.finding, $0.proposal) })
        guard let problem else {
            for candidate in chosen { mended.append(verdict(candidate, nil)) }
            (texts, originals, result) = (newTexts, newOriginals, after)
            return true
        }
        guard chosen.count > 1 else {
            reject(chosen[0], problem)
            return true
        }
        return apply(Array(chosen[..<(chosen.count / 2)]))
    }

    private mutating func reject(_ candidate: Candidate, _ reason: String) {
        rejected[candidate.key] = reason
        left.append(verdict(candidate, reason))
    }

    private func verdict(_ candidate: Candidate, _ reason: String?) -> Verdict {
        let span = candidate.finding.span
        let place = file(span.file).map { file in
            let position = file.position(of: span.lower)
            return "\(file.path):\(position.line):\(position.column)"
        }
        return Verdict(finding: candidate.finding, place: place ?? "", reason: reason)
    }

    private func planner() -> FixPlanner {
        let files = result.files
        let input = options.paths.contains("-") ? options.standardInputName : nil
        return FixPlanner { id in
            let file = Int(id.rawValue) < files.count ? files[Int(id.rawValue)] : nil
            return file?.path == input ? nil : file
        }
    }

    private func file(_ id: SourceFile.ID) -> SourceFile? {
        Int(id.rawValue) < result.files.count ? result.files[Int(id.rawValue)] : nil
    }

    private func withTexts(_ texts: [String: [UInt8]]) -> RunOptions {
        var options = options
        options.texts.merge(texts) { $1 }
        return options
    }
}
