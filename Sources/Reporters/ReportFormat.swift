/// The formats by the names that people give them.
public enum ReportFormat: String, CaseIterable, Sendable {
    /// Findings in rustc's manner, for people.
    case text
    /// One line a finding.
    case concise
    /// The lines of each file under its name.
    case grouped
    /// One JSON object with all findings.
    case json
    /// One JSON object a line.
    case jsonl
    /// SARIF 2.1.0, for code scanning.
    case sarif
    /// JUnit's XML, for the test pages of CI systems.
    case junit
    /// Annotations of GitHub workflows.
    case github
    /// A code quality report of GitLab.
    case gitlab
    /// Logging commands of Azure Pipelines.
    case azure
    /// The diagnostic format of reviewdog.
    case rdjson
    /// A summary with a table, for a page of a pipeline.
    case markdown
    /// Checkstyle's XML.
    case checkstyle
    /// One page with all findings, which needs nothing but a browser.
    case html

    /// Whether it says how a finding can be mended.
    public var showsFixes: Bool {
        switch self {
        case .json, .jsonl, .sarif, .rdjson: true
        default: false
        }
    }

    /// The reporter that writes this format.
    public func makeReporter(style: TextStyle = TextStyle()) -> any Reporter {
        switch self {
        case .text: TextReporter(style: style)
        case .concise: ConciseReporter(style: style)
        case .grouped: GroupedReporter(style: style)
        case .json: JSONReporter()
        case .jsonl: JSONLinesReporter()
        case .sarif: SARIFReporter()
        case .junit: JUnitReporter()
        case .github: GitHubReporter()
        case .gitlab: GitLabReporter()
        case .azure: AzureReporter()
        case .rdjson: RDJSONReporter()
        case .markdown: MarkdownReporter()
        case .checkstyle: CheckstyleReporter()
        case .html: HTMLReporter()
        }
    }
}
