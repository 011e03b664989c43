import Policy

/// The sections of a page that are about findings: how many, each with its lines, and what the rules say.
struct HTMLFindings {
    private let report: Report
    private var secrets = SecretGuard()
    /// With more findings than this their lines are left out, or the page would be too large to open.
    private static let excerpts = 5000

    init(_ report: Report) { self.report = report }

    /// Writes all sections.
    mutating func write(to out: inout OutputBuffer) {
        let findings = report.activeFindings
        writeTiles(to: &out)
        for diagnostic in report.diagnostics {
            out.write(
                "<p class=\"\(diagnostic.severity.rawValue)\">\(diagnostic.severity.rawValue): \(diagnostic.message.html)</p>\n")
        }
        for note in report.notes { out.write("<p class=\"lead\">\(note.html)</p>\n") }
        if findings.isEmpty { return }
        out.write("<h2 id=\"findings\">Findings</h2>\n")
        writeFilter(to: &out)
        out.write(
            "<div class=\"scroll\"><table class=\"sortable\" id=\"findings-table\"><thead><tr><th>Severity</th><th>Rule</th><th>Place</th><th>Object</th><th>Finding</th></tr></thead><tbody>\n"
        )
        for finding in findings { write(finding, showsLines: findings.count <= Self.excerpts, to: &out) }
        out.write("</tbody></table></div>\n")
        writeRules(findings, to: &out)
    }

    private func writeTiles(to out: inout OutputBuffer) {
        out.write("<p class=\"lead\">\(report.summaryLine.html)</p>\n<ul class=\"tiles\">\n")
        for severity in Severity.allCases.reversed() {
            let count = report.count(of: severity)
            let style = count > 0 ? severity.rawValue : "good"
            out.write("<li><b class=\"\(style)\">\(count)</b><span>\(severity.plural)</span></li>\n")
        }
        if report.suppressedCount > 0 { out.write("<li><b>\(report.suppressedCount)</b><span>suppressed</span></li>\n") }
        if let counts = report.counts {
            out.write("<li><b>\(counts.objects)</b><span>objects</span></li>\n")
            out.write("<li><b>\(counts.kustomizations)</b><span>kustomizations</span></li>\n")
        }
        out.write("</ul>\n")
    }

    private func writeFilter(to out: inout OutputBuffer) {
        out.write("<div class=\"filter\" data-table=\"findings-table\" hidden><label>Filter <input type=\"search\" ")
        out.write("placeholder=\"rule, file, object or words\"></label>")
        for severity in Severity.allCases.reversed() {
            out.write("<label><input type=\"checkbox\" value=\"\(severity.rawValue)\" checked> \(severity.plural)</label>")
        }
        out.write("<output></output></div>\n")
    }

    private mutating func write(_ finding: ReportedFinding, showsLines: Bool, to out: inout OutputBuffer) {
        let severity = finding.severity
        let place = finding.place?.text ?? ""
        out.write(
            "<tr data-severity=\"\(severity.rawValue)\"><td class=\"severity \(severity.rawValue)\" data-sort=\"\(severity.order)\">"
        )
        out.write("\(severity.rawValue)</td><td><a href=\"#rule-\(finding.rule.html)\">\(finding.rule.html)</a></td>")
        out.write(
            "<td class=\"place\">\(place.html.replacing("/", with: "/<wbr>"))</td><td>\((finding.object?.title ?? "").html)</td>")
        out.write("<td><details><summary>\(finding.message.html)</summary>")
        if showsLines { writeLines(of: finding, to: &out) }
        writeFacts(of: finding, to: &out)
        out.write("</details></td></tr>\n")
    }

    private mutating func writeLines(of finding: ReportedFinding, to out: inout OutputBuffer) {
        guard let source = finding.source, !source.file.bytes.isEmpty else { return }
        let isMasked = secrets.masks(finding, of: report.rules[finding.rule])
        let excerpt = Excerpt(of: source.span, in: source.file, width: 120, isMasked: isMasked)
        let width = String(excerpt.after?.number ?? excerpt.line.number).count
        out.write("<pre>")
        for line in [excerpt.before, excerpt.line, excerpt.after].compactMap({ $0 }) {
            let number = String(line.number)
            out.write("\(String(repeating: " ", count: width - number.count))\(number)  ")
            if line.number == excerpt.line.number {
                let parts = excerpt.parts.map(\.html)
                out.write("\(parts[0])<mark>\(parts[1].isEmpty ? " " : parts[1])</mark>\(parts[2])\n")
            } else {
                out.write("\(line.text.html)\n")
            }
        }
        out.write("</pre>")
    }

    private mutating func writeFacts(of finding: ReportedFinding, to out: inout OutputBuffer) {
        var facts: [(name: String, value: String)] = []
        if !finding.path.isEmpty { facts.append(("field", finding.path)) }
        if finding.origins.count > 1 {
            facts.append(("set by", finding.history))
        }
        if !finding.controls.isEmpty {
            facts.append(("controls", finding.controls.map { "\($0.framework) \($0.id)" }.joined(separator: ", ")))
        }
        for related in finding.related {
            facts.append(("see", related.text + (related.place.map { ", \($0.text)" } ?? "")))
        }
        if !finding.roots.isEmpty { facts.append(("reaches", finding.roots.joined(separator: ", "))) }
        if facts.isEmpty { return }
        out.write("<dl>" + facts.map { "<dt>\($0.name)</dt><dd>\($0.value.html)</dd>" }.joined() + "</dl>")
    }

    private func writeRules(_ findings: [ReportedFinding], to out: inout OutputBuffer) {
        let counts = Dictionary(grouping: findings, by: \.rule).mapValues(\.count)
        out.write("<h2 id=\"rules\">Why, and what to do</h2>\n")
        for (id, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            let text = report.rules[id]
            let title = text.map { ": \($0.title)" } ?? ""
            out.write("<details id=\"rule-\(id.html)\"><summary><b>\(id.html)</b>\(title.html) (\(count))</summary>\n")
            if let text {
                out.write(text.rationale.htmlProse)
                if !text.remedy.isEmpty { out.write("<h3>What to do</h3>\n" + text.remedy.htmlProse) }
                for reference in (text.helpURL.map { [$0] } ?? []) + text.references { out.write(Self.link(reference)) }
            }
            out.write("</details>\n")
        }
    }

    /// A reference: a link only where it leads to the web, so that no rule can bring a script.
    private static func link(_ reference: String) -> String {
        guard reference.hasPrefix("https://") || reference.hasPrefix("http://") else { return "<p>\(reference.html)</p>\n" }
        return "<p><a href=\"\(reference.html)\" rel=\"noreferrer\">\(reference.html)</a></p>\n"
    }
}

extension Severity {
    /// What several findings of this severity are called.
    var plural: String { self == .info ? "infos" : rawValue + "s" }

    /// A number that grows with how bad it is.
    fileprivate var order: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
}
