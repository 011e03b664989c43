import Policy

extension Report {
    /// The sentence that closes a report for people.
    var summaryLine: String {
        let counts = [
            Self.counted(count(of: .error), "error"), Self.counted(count(of: .warning), "warning"),
            Self.counted(count(of: .info), "info", "infos"),
        ].compactMap { $0 }
        let found = counts.isEmpty ? "No findings" : "Found \(Self.enumeration(counts))"
        let built = [
            "\(summary.objects) \(summary.objects == 1 ? "object" : "objects")",
            Self.counted(summary.kustomizations, "kustomization"),
        ].compactMap { $0 }.joined(separator: ", ")
        let suppressed = summary.suppressed > 0 ? "; \(summary.suppressed) suppressed" : ""
        let errors = Self.counted(diagnostics.count { $0.severity == .error }, "error")
        // Without this, a run that was stopped would look like one that found nothing.
        let stopped = errors.map { ", but \($0) kept the run from its end" } ?? ""
        return "\(found) in \(summary.files) \(summary.files == 1 ? "file" : "files") (\(built))\(suppressed)\(stopped)."
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
