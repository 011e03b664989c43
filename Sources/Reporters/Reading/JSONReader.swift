import JSON
import KubernetesModel
import Policy
import SourceText

/// Reads what `JSONReporter` and `JSONLinesReporter` write; `docs/json.md` describes each field. Unknown fields are ignored.
enum JSONReader {
    /// The report of a file.
    static func read(_ value: JSONValue) throws(Complaint) -> ReadReport {
        guard let schema = value["plimsoll"]["schema"].integer else {
            throw Complaint("there is no number 'schema' here", in: [.field("plimsoll")])
        }
        guard schema == JSONReporter.schema else {
            throw Complaint(
                "this report has fields of version \(schema); this program reads version \(JSONReporter.schema)",
                in: [.field("plimsoll"), .field("schema")])
        }
        guard case .array = value["findings"] else { throw Complaint("there is no list 'findings' here") }
        var report = ReadReport()
        report.findings = try value["findings"].elements(at: [.field("findings")], finding)
        report.diagnostics = try value["diagnostics"].elements(at: [.field("diagnostics")], diagnostic)
        report.notes = value["notes"].elements.compactMap(\.text)
        report.counts = counts(value["summary"])
        return report
    }

    /// How much was looked at; nil if the fields are not there.
    static func counts(_ value: JSONValue) -> Report.Counts? {
        guard let files = value["files"].integer, let objects = value["objects"].integer,
            let kustomizations = value["kustomizations"].integer
        else { return nil }
        return Report.Counts(files: files, objects: objects, kustomizations: kustomizations)
    }

    /// One finding.
    static func finding(_ value: JSONValue) throws(Misfit) -> ReportedFinding {
        var finding = ReportedFinding(
            rule: try value.text("rule"), ruleClass: try value.word("class"), severity: try value.word("severity"),
            message: try value.text("message"), place: try place(value), fingerprint: try value.text("fingerprint"))
        finding.object = try object(value["object"])
        finding.path = value["path"].text ?? ""
        finding.coveredBy = value["coveredBy"].text
        finding.origins = try value.elements("origins") { item throws(Misfit) in
            ReportedFinding.Origin(place: try place(item), step: try item.text("step"))
        }
        finding.roots = value["roots"].elements.compactMap(\.text)
        finding.related = try value.elements("related") { item throws(Misfit) in
            ReportedFinding.Remark(place: try place(item), text: try item.text("message"))
        }
        finding.controls = try value.elements("controls") { item throws(Misfit) in
            ReportedFinding.Control(framework: try item.text("framework"), id: try item.text("control"))
        }
        if !value["fix"].isNull { finding.fix = try fix(value["fix"]) }
        if !value["suppressed"].isNull {
            finding.suppression = ReportedFinding.Silence(
                reason: value["suppressed"]["reason"].text ?? "", place: try place(value["suppressed"]))
        }
        return finding
    }

    /// The object of a finding; nil if it has none.
    static func object(_ value: JSONValue) throws(Misfit) -> ReportedFinding.Object? {
        if value.isNull { return nil }
        return ReportedFinding.Object(
            type: GVK(group: value["group"].text ?? "", version: value["version"].text ?? "", kind: try value.text("kind")),
            namespace: value["namespace"].text ?? "", name: value["name"].text ?? "", line: value["line"].integer)
    }

    private static func fix(_ value: JSONValue) throws(Misfit) -> ReportedFinding.Mending {
        ReportedFinding.Mending(
            safety: try value.word("safety"),
            edits: try value.elements("edits") { item throws(Misfit) in
                ReportedFinding.Mending.Edit(
                    place: try place(item), offset: item["offset"].integer, length: item["length"].integer,
                    text: try item.text("text"))
            })
    }

    /// One diagnostic.
    static func diagnostic(_ value: JSONValue) throws(Misfit) -> ReportedDiagnostic {
        let text = try value.text("severity")
        guard let severity = Diagnostic.Severity(rawValue: text) else { throw Misfit("unknown severity '\(text)'") }
        return ReportedDiagnostic(severity: severity, message: try value.text("message"), place: try place(value))
    }

    /// The place whose fields a value has: with an end or, for what only starts somewhere, without one.
    private static func place(_ value: JSONValue) throws(Misfit) -> Place? {
        guard let path = value["file"].text else { return nil }
        let start = Position(line: try value.ordinal("line"), column: try value.ordinal("column"))
        if value["endLine"].isNull { return Place(path: path, start: start, end: start) }
        let end = Position(line: try value.ordinal("endLine"), column: try value.ordinal("endColumn"))
        guard start <= end else { throw Misfit("this place ends before it starts") }
        return Place(path: path, start: start, end: end)
    }
}
