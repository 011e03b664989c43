import Kustomize

/// A report that goes to a file: the `FORMAT=FILE` of `--output`.
public struct ReportTarget: Hashable, Sendable {
    /// The name of the format, which may not exist.
    public let format: String
    /// The path of the file.
    public let path: String

    /// The parts of a text; nil if one is missing.
    public init?(_ text: String) {
        guard let sign = text.firstIndex(of: "=") else { return nil }
        (format, path) = (String(text[..<sign]), String(text[text.index(after: sign)...]))
        if format.isEmpty || path.isEmpty { return nil }
    }

    /// The path of a file that two of these would write; nil if each has its own. Devices take any number of reports.
    public static func repeated(in targets: [ReportTarget]) -> String? {
        var seen: Set<String> = []
        return targets.map(\.path).first { !$0.hasPrefix("/dev/") && !seen.insert(FilePath.clean($0)).inserted }
    }
}
