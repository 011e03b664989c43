/// The formats by the names that people give them.
public enum ReportFormat: String, CaseIterable, Sendable {
    /// Diagnostics in rustc's manner, for people.
    case text
    /// One line a finding.
    case concise
    /// One JSON object with all findings.
    case json
    /// One JSON object a line.
    case jsonl

    /// The reporter that writes this format.
    public func makeReporter(style: TextStyle = TextStyle()) -> any Reporter {
        switch self {
        case .text: TextReporter(style: style)
        case .concise: ConciseReporter(style: style)
        case .json: JSONReporter()
        case .jsonl: JSONLinesReporter()
        }
    }
}
