import JSON
import Policy
import SourceText

/// Reads what `SARIFReporter` writes. It has no word for how a value came about, so the places of its origins come back as places that
/// explain the finding.
enum SARIFReader {
    /// The report of a file, which may have several runs.
    static func read(_ value: JSONValue) throws(Complaint) -> ReadReport {
        var report = ReadReport()
        report.counts = Report.Counts()
        for (index, run) in value["runs"].elements.enumerated() {
            let path: [JSONParser.Step] = [.field("runs"), .element(index)]
            let driver = run["tool"]["driver"]
            guard driver["name"].text == "plimsoll" else {
                throw Complaint(
                    "this run is of '\(driver["name"].text ?? "")', and only what 'plimsoll' wrote can be joined",
                    in: path + [.field("tool")])
            }
            for rule in driver["rules"].elements {
                if let text = ruleText(rule) { report.rules[text.id] = text }
            }
            report.findings += try run["results"].elements(at: path + [.field("results")], finding)
            for invocation in run["invocations"].elements {
                report.diagnostics += invocation["toolExecutionNotifications"].elements.map(diagnostic)
            }
            if let counts = JSONReader.counts(run["properties"]), let sum = report.counts {
                report.counts = sum + counts
            } else {
                report.counts = nil
            }
        }
        return report
    }

    private static func finding(_ value: JSONValue) throws(Misfit) -> ReportedFinding {
        let properties = value["properties"]
        var finding = ReportedFinding(
            rule: try value.text("ruleId"), ruleClass: try properties.word("class"), severity: try severity(value),
            message: message(try value["message"].text("text")), place: try firstPlace(value["locations"]),
            fingerprint: try value["partialFingerprints"].text("plimsoll/v1"))
        finding.lineHash = value["partialFingerprints"]["primaryLocationLineHash"].text
        finding.path = properties["path"].text ?? ""
        finding.coveredBy = properties["coveredBy"].text
        finding.object = try JSONReader.object(properties["object"])
        finding.roots = properties["roots"].elements.compactMap(\.text)
        finding.related = try value.elements("relatedLocations") { item throws(Misfit) in
            ReportedFinding.Remark(place: try place(item), text: try item["message"].text("text"))
        }
        finding.controls = try value.elements("taxa") { item throws(Misfit) in
            ReportedFinding.Control(framework: try item["toolComponent"].text("name"), id: try item.text("id"))
        }
        if let fix = value["fixes"].elements.first { finding.fix = try self.fix(fix) }
        return finding
    }

    private static func severity(_ value: JSONValue) throws(Misfit) -> Severity {
        let level = try value.text("level")
        guard let severity = Severity.allCases.first(where: { $0.sarifLevel == level }) else {
            throw Misfit("unknown level '\(level)'")
        }
        return severity
    }

    /// The message without the links to the places that explain it, in which alone a bracket has no backslash.
    private static func message(_ text: String) -> String {
        var result = ""
        var isEscaped = false
        for scalar in (text.firstRange(of: "; see [").map { text[..<$0.lowerBound] } ?? text[...]).unicodeScalars {
            if scalar == "\\" && !isEscaped {
                isEscaped = true
            } else {
                result.unicodeScalars.append(scalar)
                isEscaped = false
            }
        }
        return result
    }

    private static func firstPlace(_ locations: JSONValue) throws(Misfit) -> Place? {
        guard let location = locations.elements.first else { return nil }
        return try place(location)
    }

    private static func place(_ location: JSONValue) throws(Misfit) -> Place? {
        let physical = location["physicalLocation"]
        guard let uri = physical["artifactLocation"]["uri"].text else { return nil }
        return try place(physical["region"], in: uri)
    }

    private static func place(_ region: JSONValue, in uri: String) throws(Misfit) -> Place {
        let start = Position(line: try region.ordinal("startLine"), column: try region.ordinal("startColumn"))
        let end = Position(line: try region.ordinal("endLine"), column: try region.ordinal("endColumn"))
        guard let path = uri.percentDecodedPath else { throw Misfit("'\(uri)' is no path with percent signs before two digits") }
        guard start <= end else { throw Misfit("this region ends before it starts") }
        return Place(path: path, start: start, end: end)
    }

    private static func fix(_ value: JSONValue) throws(Misfit) -> ReportedFinding.Mending {
        var edits: [ReportedFinding.Mending.Edit] = []
        for change in value["artifactChanges"].elements {
            let uri = try change["artifactLocation"].text("uri")
            edits += try change.elements("replacements") { item throws(Misfit) in
                ReportedFinding.Mending.Edit(
                    place: try place(item["deletedRegion"], in: uri), text: try item["insertedContent"].text("text"))
            }
        }
        return ReportedFinding.Mending(safety: try value["properties"].word("safety"), edits: edits)
    }

    private static func diagnostic(_ value: JSONValue) -> ReportedDiagnostic {
        let severity = value["level"].text.flatMap(Diagnostic.Severity.init) ?? .error
        let place = try? firstPlace(value["locations"])
        return ReportedDiagnostic(severity: severity, message: value["message"]["text"].text ?? "", place: place ?? nil)
    }

    /// The addresses that the help of a rule ends with.
    private static func references(_ help: String) -> [String] {
        help.split(separator: "\n").filter { $0.hasPrefix("- <") && $0.hasSuffix(">") }.map { String($0.dropFirst(3).dropLast()) }
    }

    private static func ruleText(_ value: JSONValue) -> RuleText? {
        guard let id = value["id"].text, let title = value["shortDescription"]["text"].text else { return nil }
        let properties = value["properties"]
        let tags = properties["tags"].elements.compactMap(\.text)
        func differing(_ text: String?) -> String { text == title ? "" : text ?? "" }
        return RuleText(
            id: id, title: title, category: properties["category"].text ?? "",
            severity: Severity.allCases.first { $0.sarifLevel == value["defaultConfiguration"]["level"].text } ?? .warning,
            ruleClass: tags.lazy.compactMap(RuleClass.init).first ?? .policy, concernsSecurity: tags.contains("security"),
            remedy: differing(value["help"]["text"].text), rationale: differing(value["fullDescription"]["text"].text),
            references: references(value["help"]["markdown"].text ?? ""),
            helpURL: value["helpUri"].text)
    }
}
