import SourceText

/// Writes the results of a run; keeps what is known of the files.
struct SARIFResults {
    private let indices: [String: Int]
    private var fingerprints: [SourceFile.ID: LineFingerprints] = [:]

    /// A writer of results whose rules are listed in this order.
    init(_ rules: [String]) { indices = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1, $0) }) }

    /// Writes one result.
    mutating func write(_ finding: ReportedFinding, _ rule: RuleText?, to json: inout JSONWriter) {
        let related = Self.relatedPlaces(of: finding)
        json.object(onNewLine: true) { json in
            json.field("ruleId", finding.rule)
            if let index = indices[finding.rule] { json.field("ruleIndex", index) }
            json.field("level", finding.severity.sarifLevel)
            json.object("message") { $0.field("text", Self.message(finding, related)) }
            json.array("locations") { json in
                if let place = finding.place { json.object { $0.location(place, finding) } }
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
                if let hash = lineHash(of: finding) { json.field("primaryLocationLineHash", hash) }
                json.field("plimsoll/v1", finding.fingerprint)
            }
            if !finding.controls.isEmpty {
                json.array("taxa") { json in
                    for control in finding.controls { json.object { $0.taxon(control.id, of: control.framework) } }
                }
            }
            if let fix = finding.fix { json.fix(fix, title: rule?.title ?? finding.rule) }
            json.object("properties") { $0.facts(of: finding) }
        }
    }

    private mutating func lineHash(of finding: ReportedFinding) -> String? {
        guard let file = finding.source?.file, let line = finding.place?.start.line else { return finding.lineHash }
        let lines = fingerprints[file.id] ?? LineFingerprints(file)
        fingerprints[file.id] = lines
        return lines.fingerprint(of: line)
    }

    private typealias Related = (text: String, place: Place)

    private static func relatedPlaces(of finding: ReportedFinding) -> [Related] {
        let remarks = finding.related.compactMap { remark in remark.place.map { (remark.text.printable, $0.firstLine) } }
        return remarks
            + finding.origins.compactMap { origin in
                origin.place.flatMap { $0 == finding.place ? nil : (origin.step.printable, $0.firstLine) }
            }
    }

    /// The message with a link to each related place; GitHub shows only those that are linked.
    private static func message(_ finding: ReportedFinding, _ related: [Related]) -> String {
        let message = escaped(finding.message.printable)
        let links = related.enumerated().map { index, item in
            "[\(escaped("\(item.text) at \(item.place.path.printable):\(item.place.start.line)"))](\(index + 1))"
        }
        return links.isEmpty ? message : "\(message); see \(links.joined(separator: ", "))"
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
    fileprivate mutating func location(_ place: Place, _ finding: ReportedFinding) {
        physicalLocation(place.firstLine)
        guard let object = finding.object else { return }
        array("logicalLocations") { json in
            json.object { json in
                json.field("fullyQualifiedName", object.title + (finding.path.isEmpty ? "" : " \(finding.path)"))
                json.field("kind", "object")
            }
        }
    }

    /// A place as SARIF has it.
    mutating func physicalLocation(_ place: Place) {
        object("physicalLocation") { json in
            json.object("artifactLocation") { $0.field("uri", place.path.percentEncodedPath) }
            json.object("region") { $0.region(place) }
        }
    }

    /// The fix with its edits by file; nothing if the place of one is not known.
    fileprivate mutating func fix(_ fix: ReportedFinding.Mending, title: String) {
        let edits = fix.edits.compactMap { edit in edit.place.map { (place: $0, text: edit.text) } }
        guard edits.count == fix.edits.count else { return }
        let files = Dictionary(grouping: edits, by: \.place.path).sorted { $0.key < $1.key }
        array("fixes") { json in
            json.object { json in
                json.object("description") { $0.field("text", "\(title): \(fix.safety.rawValue) fix") }
                json.array("artifactChanges") { json in
                    for (path, edits) in files { json.object { $0.artifactChange(path, edits) } }
                }
                json.object("properties") { $0.field("safety", fix.safety.rawValue) }
            }
        }
    }

    private mutating func artifactChange(_ path: String, _ edits: [(place: Place, text: String)]) {
        object("artifactLocation") { $0.field("uri", path.percentEncodedPath) }
        array("replacements") { json in
            for (place, text) in edits {
                json.object { json in
                    json.object("deletedRegion") { $0.region(place) }
                    json.object("insertedContent") { $0.field("text", text) }
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

    /// What SARIF has no word for.
    fileprivate mutating func facts(of finding: ReportedFinding) {
        field("class", finding.ruleClass.rawValue)
        if let fingerprint = finding.coveredBy { field("coveredBy", fingerprint) }
        if !finding.path.isEmpty { field("path", finding.path) }
        if let object = finding.object { self.object("object") { $0.fields(of: object) } }
        if !finding.roots.isEmpty {
            array("roots") { json in finding.roots.forEach { json.element($0) } }
        }
    }
}
