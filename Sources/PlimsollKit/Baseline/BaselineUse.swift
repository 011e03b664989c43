import Kustomize
public import Policy
import SourceText

/// What a run does with a baseline: it is silent about what stands there, and says what stands there in vain.
///
/// A baseline never grows by itself: one that is read and written in the same run keeps only what was found again.
public struct BaselineUse {
    /// The file to compare with; nil for none.
    public var reads: String?
    /// The file to write; nil for none.
    public var writes: String?

    /// No baseline.
    public init() {}

    private static func unreadable(_ path: String, _ tree: FileTree) -> String {
        switch tree.kind(path) {
        case nil: "there is no baseline '\(path)'; --write-baseline writes one"
        case .directory: "cannot read the baseline '\(path)'; it is a directory"
        case .file: "cannot read the baseline '\(path)'; it is no regular file, or not yours to read"
        }
    }

    /// Silences the findings of a run that the baseline holds, and writes the new one.
    ///
    /// - Returns: why the baseline could not be read or written; nil if all went well.
    public func apply(to result: inout RunResult, library: RuleLibrary) -> RenderFailure? {
        guard reads != nil || writes != nil else { return nil }
        let tree = FileTree.disk()
        var old = Baseline([])
        if let reads {
            guard let bytes = tree.read(reads) else { return RenderFailure(message: Self.unreadable(reads, tree)) }
            let file = SourceFile(id: SourceFile.ID(0), path: reads, bytes: bytes)
            do throws(RuleErrors) {
                old = try Baseline(reading: file)
            } catch {
                let lines = error.diagnostics.map { DiagnosticText.line($0) { _ in file } }
                return RenderFailure(message: lines.joined(separator: "\n"))
            }
        }
        guard !result.hasFailed else { return nil }
        let directory = FilePath.join(tree.workingDirectory, FilePath.directory(of: reads ?? writes ?? ""))
        let place = BaselinePlace(workingDirectory: tree.workingDirectory, directory: directory)
        var comparison = BaselineComparison(old, result, place: place)
        comparison.judge(library: library, exists: { tree.kind(FilePath.join(directory, $0)) != nil })
        if let reads {
            comparison.silence(&result, reason: "in the baseline '\(reads)'")
            result.notes += comparison.notes(baseline: reads, isWritten: writes != nil)
        }
        guard let writes else { return nil }
        let new = reads == nil ? Baseline(comparison.found.map(\.entry)) : comparison.remaining
        if let reason = AtomicFile.write(Array(new.text.utf8), to: writes) {
            return RenderFailure(message: "cannot write the baseline '\(writes)': \(reason)")
        }
        if reads == nil {
            comparison.silenceAll(&result, reason: "in the baseline '\(writes)'")
        }
        let count = new.entries.reduce(0) { $0 + $1.count }
        result.notes.append("wrote the baseline '\(writes)' with \(count) \(count == 1 ? "finding" : "findings")")
        return nil
    }
}

/// Turns the paths of a run into those of a baseline, which are relative to its directory, so that a run from elsewhere finds them.
struct BaselinePlace {
    let workingDirectory: String
    let directory: String

    /// The path as the baseline has it.
    func path(_ path: String) -> String {
        FilePath.relative(FilePath.join(workingDirectory, path), to: directory)
    }
}

/// The findings of a run beside the entries of a baseline.
struct BaselineComparison {
    /// The findings that nothing else silences: where they are in the result, and the entry that each would be.
    let found: [(index: Int, entry: Baseline.Entry)]
    private let old: Baseline
    private let judgedFiles: Set<String>
    private let rulesInForce: Set<String>
    private var known: Set<Int> = []
    /// The entries that were found again, and those that this run could not judge.
    private(set) var remaining = Baseline([])
    /// The entries, or parts of them, that were not found again though they could have been.
    private(set) var mended: [Baseline.Entry] = []

    init(_ old: Baseline, _ result: RunResult, place: BaselinePlace) {
        self.old = old
        let paths = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, place.path($0.path)) })
        judgedFiles = Set(result.judgedPaths.map(place.path))
        rulesInForce = Set(result.rules.map(\.id))
        found = result.findings.indices.filter { result.findings[$0].suppression == nil }.map { index in
            let finding = result.findings[index]
            return (index, Baseline.Entry(finding, file: paths[finding.span.file] ?? ""))
        }
    }

    /// Pairs findings with entries: first in the same file, then, for files that have moved, by the fingerprint alone.
    mutating func judge(library: RuleLibrary, exists: (String) -> Bool) {
        var left = old.entries.map(\.count)
        func take(_ key: (Baseline.Entry) -> [String]) {
            var places: [[String]: [Int]] = [:]
            for (index, entry) in old.entries.enumerated() where left[index] > 0 { places[key(entry), default: []].append(index) }
            for (index, entry) in found where !known.contains(index) {
                guard let place = places[key(entry)]?.first(where: { left[$0] > 0 }) else { continue }
                left[place] -= 1
                known.insert(index)
            }
        }
        take { [$0.file, $0.fingerprint] }
        take { [$0.fingerprint] }
        var kept: [Baseline.Entry] = found.filter { known.contains($0.index) }.map(\.entry)
        for (var entry, count) in zip(old.entries, left) where count > 0 {
            entry.count = count
            // What this run has not looked at says nothing about it.
            let isJudged = judgedFiles.contains(entry.file) && rulesInForce.contains(entry.rule)
            if isJudged || !exists(entry.file) || library[entry.rule] == nil { mended.append(entry) } else { kept.append(entry) }
        }
        remaining = Baseline(kept)
    }

    /// Silences what is known.
    func silence(_ result: inout RunResult, reason: String) {
        for index in known { result.findings[index].suppression = Suppression(span: nil, reason: reason) }
    }

    /// Silences everything, which a new baseline holds.
    func silenceAll(_ result: inout RunResult, reason: String) {
        for (index, _) in found { result.findings[index].suppression = Suppression(span: nil, reason: reason) }
    }

    /// What there is to say about the baseline.
    func notes(baseline: String, isWritten: Bool) -> [String] {
        var notes: [String] = []
        if !known.isEmpty {
            notes.append("\(known.count) \(known.count == 1 ? "finding is" : "findings are") in the baseline '\(baseline)'")
        }
        let shown = mended.prefix(10).map { "mended, but still in the baseline '\(baseline)': \($0.description)" }
        notes += isWritten ? [] : shown
        if mended.count > shown.count, !isWritten { notes.append("mended, too: \(mended.count - shown.count) more") }
        if !mended.isEmpty {
            let count = "\(mended.count) mended \(mended.count == 1 ? "entry" : "entries")"
            notes.append(
                isWritten
                    ? "took \(count) out of the baseline"
                    : "--baseline \(baseline) --write-baseline \(baseline) takes out \(count)")
        }
        return notes
    }
}
