import Policy
import SourceText

/// SARIF 2.1.0 as GitHub's code scanning wants it: one run, regions of one line, and all that explains a finding linked in its
/// message. Suppressed findings are left out, since GitHub would show them as open.
///
/// Source: https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
struct SARIFReporter: Reporter {
    func write(_ report: Report, to out: inout OutputBuffer) {
        let findings = report.activeFindings
        let ids = Set(findings.map(\.rule)).sorted()
        let indices = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        out.writeJSON { json in
            json.object { json in
                json.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                json.field("version", "2.1.0")
                json.array("runs") { json in
                    json.object { json in
                        json.object("tool", onNewLine: true) { json in
                            json.object("driver") { json in
                                json.field("name", "plimsoll")
                                json.field("semanticVersion", report.version)
                                json.array("rules") { json in
                                    for id in ids { json.object(onNewLine: true) { $0.descriptor(of: id, report) } }
                                }
                            }
                        }
                        if !report.frameworks.isEmpty {
                            json.array("taxonomies", onNewLine: true) { json in
                                for framework in report.frameworks { json.object(onNewLine: true) { $0.taxonomy(framework) } }
                            }
                        }
                        json.object("automationDetails", onNewLine: true) { $0.field("id", "plimsoll/") }
                        json.field("columnKind", "unicodeCodePoints")
                        json.array("invocations", onNewLine: true) { json in json.object { $0.invocation(of: report) } }
                        json.array("results", onNewLine: true) { json in
                            var results = SARIFResults(report, indices)
                            for finding in findings { results.write(finding, to: &json) }
                        }
                    }
                }
            }
        }
        out.write("\n")
    }

    /// The word of SARIF for a severity.
    fileprivate static func level(_ severity: Severity) -> String { severity == .info ? "note" : severity.rawValue }
}

/// Writes the results of a run; keeps what is known of the files.
private struct SARIFResults {
    private let report: Report
    private let indices: [String: Int]
    private var places: PlaceFinder
    private var fingerprints: [SourceFile.ID: LineFingerprints] = [:]

    init(_ report: Report, _ indices: [String: Int]) {
        (self.report, self.indices, places) = (report, indices, PlaceFinder(report))
    }

    mutating func write(_ finding: Finding, to json: inout JSONWriter) {
        // A result without a place would be an alert of the whole repository.
        guard let place = places.firstLine(of: finding.span), let file = report.file(of: finding.span) else { return }
        let lines = fingerprints[file.id] ?? LineFingerprints(file)
        fingerprints[file.id] = lines
        let related = relatedPlaces(of: finding)
        json.object(onNewLine: true) { json in
            json.field("ruleId", finding.rule)
            if let index = indices[finding.rule] { json.field("ruleIndex", index) }
            json.field("level", SARIFReporter.level(finding.severity))
            json.object("message") { $0.field("text", Self.message(finding, related)) }
            json.array("locations") { json in
                json.object { json in
                    json.physicalLocation(place)
                    if let object = finding.object {
                        json.array("logicalLocations") { json in
                            json.object { json in
                                let path = finding.path.isEmpty ? "" : " \(finding.path)"
                                json.field("fullyQualifiedName", object.title + path)
                                json.field("kind", "object")
                            }
                        }
                    }
                }
            }
            if !related.isEmpty {
                json.array("relatedLocations") { json in
                    for (index, item) in related.enumerated() {
                        json.object { json in
                            json.field("id", index + 1)
                            json.physicalLocation(item.place)
                            json.object("message") { $0.field("text", item.text) }
                        }
                    }
                }
            }
            json.object("partialFingerprints") { json in
                if let hash = lines.fingerprint(of: place.start.line) { json.field("primaryLocationLineHash", hash) }
                json.field("plimsoll/v1", finding.fingerprint)
            }
            let controls = report.controls(of: finding)
            if !controls.isEmpty {
                json.array("taxa") { json in
                    for (framework, control) in controls { json.object { $0.taxon(control, of: framework) } }
                }
            }
            if let fix = finding.fix { write(fix, of: finding, to: &json) }
            if !finding.roots.isEmpty {
                json.object("properties") { json in
                    json.array("roots") { json in finding.roots.forEach { json.element($0) } }
                }
            }
        }
    }

    /// The fix with its edits by file.
    private mutating func write(_ fix: Fix, of finding: Finding, to json: inout JSONWriter) {
        let files = Dictionary(grouping: fix.edits, by: \.span.file).sorted { $0.key < $1.key }.map(\.value)
        var changes: [[(place: Place, text: String)]] = []
        for edits in files {
            let placed = edits.compactMap { edit in
                places.place(of: edit.span).map { ($0, String(decoding: edit.replacement, as: UTF8.self)) }
            }
            if placed.count == edits.count { changes.append(placed) }
        }
        guard changes.count == files.count else { return }
        let text = "\(report.rules[finding.rule]?.title ?? finding.rule): \(fix.safety.rawValue) fix"
        json.array("fixes") { json in
            json.object { json in
                json.object("description") { $0.field("text", text) }
                json.array("artifactChanges") { json in
                    for change in changes { json.artifactChange(change) }
                }
            }
        }
    }

    private mutating func relatedPlaces(of finding: Finding) -> [(text: String, place: Place)] {
        var result: [(text: String, place: Place)] = []
        for related in finding.related {
            if let place = places.firstLine(of: related.span) { result.append((related.value, place)) }
        }
        for origin in finding.origins where origin.span != finding.span {
            if let place = places.firstLine(of: origin.span) { result.append((origin.step, place)) }
        }
        return result
    }

    /// The message with a link to each related place; GitHub shows only those that are linked.
    private static func message(_ finding: Finding, _ related: [(text: String, place: Place)]) -> String {
        let links = related.enumerated().map { index, item in
            "[\(escaped("\(item.text) at \(item.place.path):\(item.place.start.line)"))](\(index + 1))"
        }
        return links.isEmpty ? escaped(finding.message) : "\(escaped(finding.message)); see \(links.joined(separator: ", "))"
    }

    /// Brackets mean links (SARIF 2.1.0, section 3.11.6), so those that are none get a backslash.
    private static func escaped(_ text: String) -> String {
        text.escaping { scalar in
            switch scalar {
            case "[", "]", "\\": "\\\(scalar)"
            default: nil
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func physicalLocation(_ place: Place) {
        object("physicalLocation") { json in
            json.object("artifactLocation") { $0.field("uri", place.path.percentEncodedPath) }
            json.object("region") { $0.region(place) }
        }
    }

    fileprivate mutating func artifactChange(_ edits: [(place: Place, text: String)]) {
        object { json in
            json.object("artifactLocation") { $0.field("uri", edits.first?.place.path.percentEncodedPath ?? "") }
            json.array("replacements") { json in
                for (place, text) in edits {
                    json.object { json in
                        json.object("deletedRegion") { $0.region(place) }
                        json.object("insertedContent") { $0.field("text", text) }
                    }
                }
            }
        }
    }

    private mutating func region(_ place: Place) {
        field("startLine", place.start.line)
        field("startColumn", place.start.column)
        field("endLine", place.end.line)
        field("endColumn", place.end.column)
    }

    fileprivate mutating func descriptor(of id: String, _ report: Report) {
        field("id", id)
        guard let rule = report.rules[id] else { return object("shortDescription") { $0.field("text", id) } }
        let remedy = rule.remedy.isEmpty ? rule.title : rule.remedy
        let rationale = rule.rationale.isEmpty ? rule.title : rule.rationale
        object("shortDescription") { $0.field("text", rule.title) }
        object("fullDescription") { $0.field("text", String(rationale.prefix(1024))) }
        object("help") { json in
            json.field("text", remedy)
            let references = rule.references.map { "- <\($0)>" }.joined(separator: "\n")
            let parts = ["# \(rule.title)", rule.rationale, rule.remedy.isEmpty ? "" : "## Remedy\n\n\(rule.remedy)", references]
            json.field("markdown", parts.filter { !$0.isEmpty }.joined(separator: "\n\n"))
        }
        if let url = rule.helpURL { field("helpUri", url) }
        object("defaultConfiguration") { $0.field("level", SARIFReporter.level(rule.severity)) }
        object("properties") { json in
            json.array("tags") { json in
                json.element(rule.category)
                if rule.ruleClass.rawValue != rule.category { json.element(rule.ruleClass.rawValue) }
            }
            json.field("precision", rule.ruleClass == .validity ? "very-high" : "high")
            json.field("problem.severity", rule.severity == .info ? "recommendation" : rule.severity.rawValue)
            if rule.category == "security" { json.field("security-severity", Self.securitySeverity(rule.severity)) }
        }
        let controls = report.frameworks.flatMap { framework in framework.controls(ofRule: id).map { (framework, $0) } }
        if !controls.isEmpty {
            array("relationships") { json in
                for (framework, control) in controls {
                    json.object { json in
                        json.object("target") { $0.taxon(control, of: framework) }
                        json.array("kinds") { $0.element("relevant") }
                    }
                }
            }
        }
    }

    /// A framework as a list of what it asks for (SARIF 2.1.0, section 3.19.3).
    fileprivate mutating func taxonomy(_ framework: Framework) {
        field("name", framework.name)
        if !framework.edition.isEmpty { field("version", framework.edition) }
        field("informationUri", framework.source)
        object("shortDescription") { $0.field("text", framework.title) }
        if !framework.notice.isEmpty { object("fullDescription") { $0.field("text", framework.notice) } }
        array("taxa") { json in
            for control in framework.controls {
                json.object { json in
                    json.field("id", control.id)
                    json.object("shortDescription") { $0.field("text", control.title) }
                }
            }
        }
    }

    fileprivate mutating func taxon(_ control: Framework.Control, of framework: Framework) {
        field("id", control.id)
        object("toolComponent") { $0.field("name", framework.name) }
    }

    /// GitHub's numbers: from 7.0 an alert is high, from 4.0 medium.
    private static func securitySeverity(_ severity: Severity) -> String {
        switch severity {
        case .error: "8.0"
        case .warning: "5.5"
        case .info: "3.0"
        }
    }

    fileprivate mutating func invocation(of report: Report) {
        let errors = report.diagnostics.filter { $0.severity == .error }
        field("executionSuccessful", errors.isEmpty)
        array("toolExecutionNotifications") { json in
            for diagnostic in report.diagnostics {
                json.object { json in
                    json.field("level", diagnostic.severity.rawValue)
                    json.object("message") { $0.field("text", diagnostic.message) }
                }
            }
        }
    }
}
