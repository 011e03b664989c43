import Policy

/// SARIF 2.1.0 as GitHub's code scanning wants it: one run, regions of one line, and all that explains a finding linked in its
/// message. Suppressed findings are left out, since GitHub would show them as open, and so are those that another finding covers, which
/// would be two alerts for one defect.
///
/// `SARIFReader` reads it back; what SARIF has no word for is in property bags.
///
/// Source: https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
struct SARIFReporter: Reporter {
    func write(_ report: Report, to out: inout OutputBuffer) {
        let findings = report.findings.filter { $0.suppression == nil && (report.tellsCovered || $0.coveredBy == nil) }
        let ids = Set(findings.map(\.rule)).sorted()
        out.writeJSON { json in
            json.object { json in
                json.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                json.field("version", "2.1.0")
                json.array("runs") { json in
                    json.object { json in
                        json.object("tool", onNewLine: true) { $0.tool(report, rules: ids) }
                        if !report.frameworks.isEmpty {
                            json.array("taxonomies", onNewLine: true) { json in
                                for framework in report.frameworks { json.object(onNewLine: true) { $0.taxonomy(framework) } }
                            }
                        }
                        json.object("automationDetails", onNewLine: true) { $0.field("id", "plimsoll/") }
                        json.field("columnKind", "unicodeCodePoints")
                        if let counts = report.counts { json.object("properties", onNewLine: true) { $0.counts(counts) } }
                        json.array("invocations", onNewLine: true) { json in json.object { $0.invocation(of: report) } }
                        json.array("results", onNewLine: true) { json in
                            var results = SARIFResults(ids)
                            for finding in findings { results.write(finding, report.rules[finding.rule], to: &json) }
                        }
                    }
                }
            }
        }
        out.write("\n")
    }
}

extension Severity {
    /// The word of SARIF.
    var sarifLevel: String { self == .info ? "note" : rawValue }
}

extension JSONWriter {
    fileprivate mutating func tool(_ report: Report, rules ids: [String]) {
        object("driver") { json in
            json.field("name", "plimsoll")
            json.field("semanticVersion", report.version)
            json.array("rules") { json in
                for id in ids {
                    json.object(onNewLine: true) { $0.descriptor(of: id, report.rules[id], report.frameworks) }
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

    /// A control by its number and the name of its framework.
    mutating func taxon(_ id: String, of framework: String) {
        field("id", id)
        object("toolComponent") { $0.field("name", framework) }
    }

    fileprivate mutating func invocation(of report: Report) {
        field("executionSuccessful", !report.diagnostics.contains { $0.severity == .error })
        array("toolExecutionNotifications") { json in
            for diagnostic in report.diagnostics {
                json.object { json in
                    json.field("level", diagnostic.severity.rawValue)
                    json.object("message") { $0.field("text", diagnostic.message) }
                    if let place = diagnostic.place {
                        json.array("locations") { json in json.object { $0.physicalLocation(place.firstLine) } }
                    }
                }
            }
        }
    }
}
