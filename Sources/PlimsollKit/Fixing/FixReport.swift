import Policy

/// What `plimsoll fix` says of its work.
public struct FixReport {
    private let run: FixRun
    private let isWritten: Bool

    /// The report of a run.
    ///
    /// - Parameter isWritten: whether the files have been written.
    public init(_ run: FixRun, isWritten: Bool) { (self.run, self.isWritten) = (run, isWritten) }

    /// The changes as a patch.
    public var patch: [UInt8] { run.changes.flatMap { UnifiedDiff.text($0.path, before: $0.before, after: $0.after) } }

    /// A line for each finding that was mended, then for each that could not be.
    public var verdicts: String {
        let mended = run.mended.map { "\($0.place): mended \($0.finding.rule): \($0.finding.message)\n" }
        return (mended + run.left.map { "\($0.place): left \($0.finding.rule): \($0.reason ?? "")\n" }).joined()
    }

    /// One line for all.
    public var summary: String {
        let files = run.changes.count
        var parts = [
            "\(isWritten ? "Mended" : "Would mend") \(counted(run.mended.count, "finding"))"
                + (files > 0 ? " in \(counted(files, "file"))" : "")
        ]
        if !run.left.isEmpty { parts.append("\(run.left.count) could not be mended") }
        if run.unsafeCount > 0 { parts.append("\(run.unsafeCount) more with --unsafe") }
        return parts.joined(separator: "; ") + ".\n"
    }

    private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
