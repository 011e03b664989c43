import Policy

extension Report {
    /// The sentences that close a report for people, a line each: what was found, and what can be mended.
    var summary: String { summaryLine + "\n" + (mendingLine.map { $0 + "\n" } ?? "") }

    /// The sentence about what was found, for reports that say nothing of mending.
    var summaryLine: String {
        let numbers = [
            Self.counted(count(of: .error), "error"), Self.counted(count(of: .warning), "warning"),
            Self.counted(count(of: .info), "info", "infos"),
        ].compactMap { $0 }
        let found = numbers.isEmpty ? "No findings" : "Found \(Self.enumeration(numbers))"
        let suppressed = suppressedCount > 0 ? "; \(suppressedCount) suppressed" : ""
        let errors = Self.counted(diagnostics.count { $0.severity == .error }, "error")
        // Without this, a run that was stopped would look like one that found nothing.
        let stopped = errors.map { ", but \($0) kept the run from its end" } ?? ""
        return "\(found)\(counts.map(Self.scope) ?? "")\(suppressed)\(stopped)."
    }

    /// How many findings have a fix; nil if none has.
    private var mendingLine: String? {
        let (safe, unsafe) = (mendableCount(.safe), mendableCount(.unsafe))
        if safe == 0 { return unsafe == 0 ? nil : "'plimsoll fix --unsafe' can mend \(unsafe) of them: look at each change." }
        return "'plimsoll fix' can mend \(safe) of them\(unsafe == 0 ? "" : ", and \(unsafe) more with --unsafe")."
    }

    /// ` in 3 files (2 objects, 1 kustomization)`.
    private static func scope(_ counts: Counts) -> String {
        let built = [
            "\(counts.objects) \(counts.objects == 1 ? "object" : "objects")", counted(counts.kustomizations, "kustomization"),
        ].compactMap { $0 }.joined(separator: ", ")
        return " in \(counts.files) \(counts.files == 1 ? "file" : "files") (\(built))"
    }

    /// `1 error`, `2 errors`; nil for none.
    private static func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String? {
        count == 0 ? nil : "\(count) \(count == 1 ? one : many ?? one + "s")"
    }

    /// `a`, `a and b`, `a, b and c`.
    private static func enumeration(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }
}
