import Policy

/// What `plimsoll fix` says of its work.
public struct FixReport {
    private let run: FixRun
    private let isWritten: Bool

    /// The report of a run.
    ///
    /// - Parameter isWritten: whether the files have been written.
    public init(_ run: FixRun, isWritten: Bool) { (self.run, self.isWritten) = (run, isWritten) }

    /// The changes as a patch. Values of Secrets, and what a rule takes for a credential, are not in it.
    ///
    /// - Parameter note: takes what there is to say about the patch; nil if nothing.
    public func patch(note: inout String?) -> [UInt8] {
        let parts = run.changes.map { path, before, after in
            var hidden = (before: SecretLines(of: before).lines, after: SecretLines(of: after).lines)
            hidden.before.formUnion(run.credentialLines.before[path] ?? [])
            hidden.after.formUnion(run.credentialLines.after[path] ?? [])
            return UnifiedDiff(path, before: before, after: after, hidden: hidden)
        }
        if parts.contains(where: \.isMasked) {
            note = "values of Secrets are left out of this patch, so it cannot be applied; 'plimsoll fix' makes the changes"
        }
        return parts.flatMap(\.text)
    }

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
