import KubernetesModel
import Policy

/// One object with a header, the counts, and all findings: `docs/json.md` describes each field.
struct JSONReporter: Reporter {
    /// The version of the fields; it grows when one changes its meaning or goes away.
    static let schema = 1

    func write(_ report: Report, to out: inout OutputBuffer) {
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
                    json.field("suppressed", report.suppressedCount)
                    json.counts(report.counts)
                }
                json.array("notes", onNewLine: true) { json in report.notes.forEach { json.element($0) } }
                json.array("diagnostics", onNewLine: true) { json in
                    for diagnostic in report.diagnostics { json.object { $0.fields(of: diagnostic) } }
                }
                json.array("findings", onNewLine: true) { json in
                    for finding in report.findings {
                        json.object(onNewLine: true) { $0.fields(of: finding, hasControls: !report.frameworks.isEmpty) }
                    }
                }
            }
        }
        out.write("\n")
    }
}

/// One object a line for each finding, without a header, for streams and for joining the reports of many runs. What keeps a run from
/// its end follows, or its report would look like one without findings.
struct JSONLinesReporter: Reporter {
    func write(_ report: Report, to out: inout OutputBuffer) {
        for finding in report.findings {
            out.writeJSON { json in json.object { $0.fields(of: finding, hasControls: !report.frameworks.isEmpty) } }
            out.write("\n")
        }
        for diagnostic in report.diagnostics where diagnostic.severity == .error {
            out.writeJSON { json in json.object { $0.object("diagnostic") { $0.fields(of: diagnostic) } } }
            out.write("\n")
        }
    }
}

extension JSONWriter {
    /// How much was looked at; no fields if nobody knows.
    mutating func counts(_ counts: Report.Counts?) {
        guard let counts else { return }
        field("files", counts.files)
        field("objects", counts.objects)
        field("kustomizations", counts.kustomizations)
    }

    fileprivate mutating func fields(of finding: ReportedFinding, hasControls: Bool) {
        field("rule", finding.rule)
        field("class", finding.ruleClass.rawValue)
        field("severity", finding.severity.rawValue)
        field("message", finding.message)
        place(finding.place)
        field("path", finding.path)
        if let object = finding.object {
            self.object("object") { $0.fields(of: object) }
        } else {
            null("object")
        }
        array("origins") { json in
            for origin in finding.origins {
                json.object { json in
                    json.start(origin.place)
                    json.field("step", origin.step)
                }
            }
        }
        array("roots") { json in finding.roots.forEach { json.element($0) } }
        if hasControls {
            array("controls") { json in
                for control in finding.controls {
                    json.object { json in
                        json.field("framework", control.framework)
                        json.field("control", control.id)
                    }
                }
            }
        }
        array("related") { json in
            for related in finding.related {
                json.object { json in
                    json.start(related.place)
                    json.field("message", related.text)
                }
            }
        }
        fix(finding.fix)
        field("fingerprint", finding.fingerprint)
        if let fingerprint = finding.coveredBy { field("coveredBy", fingerprint) }
        if let suppression = finding.suppression {
            object("suppressed") { json in
                json.field("reason", suppression.reason)
                if let place = suppression.place { json.start(place) }
            }
        } else {
            null("suppressed")
        }
    }

    /// The fields of an object, without braces.
    mutating func fields(of object: ReportedFinding.Object) {
        field("group", object.type.group)
        field("version", object.type.version)
        field("kind", object.type.kind)
        field("namespace", object.namespace)
        field("name", object.name)
        if let line = object.line { field("line", line) }
    }

    private mutating func fix(_ fix: ReportedFinding.Mending?) {
        guard let fix else { return null("fix") }
        object("fix") { json in
            json.field("safety", fix.safety.rawValue)
            json.array("edits") { json in
                for edit in fix.edits {
                    json.object { json in
                        json.place(edit.place)
                        if let offset = edit.offset { json.field("offset", offset) }
                        if let length = edit.length { json.field("length", length) }
                        json.field("text", edit.text)
                    }
                }
            }
        }
    }

    fileprivate mutating func fields(of diagnostic: ReportedDiagnostic) {
        field("severity", diagnostic.severity.rawValue)
        field("message", diagnostic.message)
        if let place = diagnostic.place { self.place(place) }
    }

    private mutating func place(_ place: Place?) {
        start(place)
        guard let place else { return }
        field("endLine", place.end.line)
        field("endColumn", place.end.column)
    }

    private mutating func start(_ place: Place?) {
        guard let place else { return null("file") }
        field("file", place.path)
        field("line", place.start.line)
        field("column", place.start.column)
    }
}
