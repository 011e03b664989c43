import JSON
import Kustomize
import Policy
import SourceText

/// Findings as editors show them.
struct Diagnostics {
    /// The name that the editor has for a path.
    let uri: (String) -> String
    /// What a rule says to its readers, as far as it is asked for here.
    let reference: (String) -> String?

    /// More places than these are not named; nobody reads them.
    private static let places = 20

    /// A finding.
    func json(_ known: KnownFinding) -> JSONValue {
        let finding = known.finding
        var fields: [String: JSONValue] = [
            "range": known.place.range.json, "severity": .int(finding.severity.number), "code": .string(finding.rule),
            "source": "plimsoll", "message": .string(finding.message), "data": ["fingerprint": .string(finding.fingerprint)],
        ]
        let related = related(known)
        if !related.isEmpty { fields["relatedInformation"] = .array(related) }
        if let reference = reference(finding.rule) { fields["codeDescription"] = ["href": .string(reference)] }
        if finding.rule == "unused-suppression" { fields["tags"] = [1] }
        if finding.rule.hasPrefix("deprecated-") || finding.rule == "kustomize-deprecated-field" { fields["tags"] = [2] }
        return .object(fields)
    }

    /// The places that explain a finding: who set the value, what else it is about, and the overlays that it reaches.
    private func related(_ known: KnownFinding) -> [JSONValue] {
        let (finding, snapshot) = (known.finding, known.snapshot)
        var places: [(text: String, place: EditorPlace)] = []
        for place in finding.related { if let found = snapshot.place(of: place.span) { places.append((place.value, found)) } }
        for origin in finding.origins where !finding.span.contains(origin.span) {
            if let found = snapshot.place(of: origin.span) { places.append(("before, by \(origin.step)", found)) }
        }
        for root in finding.roots {
            guard let file = snapshot.kustomization(of: root), file.path != known.place.path else { continue }
            let start = EditorPosition(line: 0, character: 0)
            places.append(("reaches \(root)", EditorPlace(path: file.path, range: EditorRange(start, start))))
        }
        return places.prefix(Self.places).map { text, place in
            ["location": ["uri": .string(uri(place.path)), "range": place.range.json], "message": .string(text)]
        }
    }
}

extension Severity {
    /// The number that the protocol has for it.
    fileprivate var number: Int {
        switch self {
        case .error: 1
        case .warning: 2
        case .info: 3
        }
    }
}

extension Snapshot {
    /// The kustomization file of a directory.
    func kustomization(of root: String) -> SourceFile? {
        Kustomization.fileNames.lazy.compactMap { name in
            self.file(at: root == "." ? name : "\(root)/\(name)")
        }.first
    }
}
