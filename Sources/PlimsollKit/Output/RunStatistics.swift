/// How much a run read, how often each rule found something, and how it came out for each control of a framework.
public struct RunStatistics {
    private let result: RunResult

    /// The statistics of a run.
    public init(_ result: RunResult) { self.result = result }

    /// The lines.
    public var text: String {
        let counts = result.counts
        var text =
            "\(counts.files) files, \(counts.objects) objects, \(counts.kustomizations) kustomizations, \(counts.helmTemplates) Helm templates, \(counts.otherFiles) other files\n"
        let byRule = Dictionary(grouping: result.openFindings, by: \.rule).mapValues(\.count)
        for (rule, count) in byRule.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            text += String(repeating: " ", count: max(0, 7 - String(count).count)) + "\(count)  \(rule)\n"
        }
        return text + ControlStatistics(result).text
    }
}
