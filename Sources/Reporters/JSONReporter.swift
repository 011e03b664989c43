import Policy
import SourceText

/// One object with a header, the counts, and all findings: `docs/json.md` describes each field.
struct JSONReporter: Reporter {
    /// The version of the fields; it grows when one changes its meaning or goes away.
    static let schema = 1

    func write(_ report: Report, to out: inout OutputBuffer) {
        var places = PlaceFinder(report)
        out.writeJSON { json in
            json.object { json in
                json.object("plimsoll") { json in
                    json.field("version", report.version)
                    json.field("schema", Self.schema)
                }
                json.object("summary", onNewLine: true) { json in
                    json.field("errors", report.count(of: .error))
                    json.field("warnings", report.count(of: .warning))
                    json.field("infos", report.count(of: .info))
                    json.field("suppressed", report.summary.suppressed)
                    json.field("files", report.summary.files)
                    json.field("objects", report.summary.objects)
                    json.field("kustomizations", report.summary.kustomizations)
                }
                json.array("notes", onNewLine: true) { json in report.notes.forEach { json.element($0) } }
                json.array("diagnostics", onNewLine: true) { json in
                    for diagnostic in report.diagnostics { json.object { $0.fields(of: diagnostic, &places) } }
                }
                json.array("findings", onNewLine: true) { json in
                    for finding in report.findings { json.object(onNewLine: true) { $0.fields(of: finding, report, &places) } }
                }
            }
        }
        out.write("\n")
    }
}

/// One object a line for each finding, without a header, for streams and for joining the reports of many runs.
struct JSONLinesReporter: Reporter {
    func write(_ report: Report, to out: inout OutputBuffer) {
        var places = PlaceFinder(report)
        for finding in report.findings {
            out.writeJSON { json in json.object { $0.fields(of: finding, report, &places) } }
            out.write("\n")
        }
    }
}

extension JSONWriter {
    fileprivate mutating func fields(of finding: Finding, _ report: Report, _ places: inout PlaceFinder) {
        field("rule", finding.rule)
        field("class", finding.ruleClass.rawValue)
        field("severity", finding.severity.rawValue)
        field("message", finding.message)
        place(of: finding.span, &places)
        field("path", finding.path)
        if let object = finding.object {
            self.object("object") { json in
                json.field("group", object.type.group)
                json.field("version", object.type.version)
                json.field("kind", object.type.kind)
                json.field("namespace", object.namespace)
                json.field("name", object.name)
                if let place = places.place(of: object.span) { json.field("line", place.start.line) }
            }
        } else {
            null("object")
        }
        array("origins") { json in
            for origin in finding.origins {
                json.object { json in
                    json.start(of: origin.span, &places)
                    json.field("step", origin.step)
                }
            }
        }
        array("roots") { json in finding.roots.forEach { json.element($0) } }
        if !report.frameworks.isEmpty {
            array("controls") { json in
                for (framework, control) in report.controls(of: finding) {
                    json.object { json in
                        json.field("framework", framework.name)
                        json.field("control", control.id)
                    }
                }
            }
        }
        array("related") { json in
            for related in finding.related {
                json.object { json in
                    json.start(of: related.span, &places)
                    json.field("message", related.value)
                }
            }
        }
        fix(finding.fix, &places)
        field("fingerprint", finding.fingerprint)
        if let suppression = finding.suppression {
            object("suppressed") { json in
                json.field("reason", suppression.reason)
                if let span = suppression.span { json.start(of: span, &places) }
            }
        } else {
            null("suppressed")
        }
    }

    private mutating func fix(_ fix: Fix?, _ places: inout PlaceFinder) {
        guard let fix else { return null("fix") }
        object("fix") { json in
            json.field("safety", fix.safety.rawValue)
            json.array("edits") { json in
                for edit in fix.edits {
                    json.object { json in
                        json.place(of: edit.span, &places)
                        json.field("offset", Int(edit.span.lower))
                        json.field("length", edit.span.count)
                        json.field("text", String(decoding: edit.replacement, as: UTF8.self))
                    }
                }
            }
        }
    }

    fileprivate mutating func fields(of diagnostic: Diagnostic, _ places: inout PlaceFinder) {
        field("severity", diagnostic.severity.rawValue)
        field("message", diagnostic.message)
        if let span = diagnostic.span { place(of: span, &places) }
    }

    private mutating func place(of span: Span, _ places: inout PlaceFinder) {
        guard let place = places.place(of: span) else { return null("file") }
        field("file", place.path)
        field("line", place.start.line)
        field("column", place.start.column)
        field("endLine", place.end.line)
        field("endColumn", place.end.column)
    }

    private mutating func start(of span: Span, _ places: inout PlaceFinder) {
        guard let place = places.place(of: span) else { return null("file") }
        field("file", place.path)
        field("line", place.start.line)
        field("column", place.start.column)
    }
}
