import Policy

extension Report {
    /// The sentence that closes a report for people.
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
