import Kustomize
import Policy
import SourceText
import YAMLDocument

/// Findings that a team lives with for now: a run reports only others. The file is text that a review can read: a line for each, by
/// file.
///
/// - Invariant: no two entries have the same file and fingerprint; they are sorted by file, rule, object and path.
struct Baseline {
    /// How often something was found in a file.
    struct Entry: Hashable {
        /// The path, relative to the directory that the baseline is in.
        var file: String
        /// What was found, for people.
        var rule: String
        /// Where, for people: kind and name.
        var object: String
        /// The path in the object, for people.
        var path: String
        /// What was found, for the comparison.
        var fingerprint: String
        /// How often.
        var count: Int
    }

    /// What is known.
    private(set) var entries: [Entry]

    /// A baseline of these entries; those of one file and fingerprint are counted together.
    init(_ entries: [Entry]) {
        var places: [[String]: Int] = [:]
        var unique: [Entry] = []
        for entry in entries where entry.count > 0 {
            if let place = places[[entry.file, entry.fingerprint]] {
                unique[place].count += entry.count
            } else {
                places[[entry.file, entry.fingerprint]] = unique.count
                unique.append(entry)
            }
        }
        self.entries = unique.sorted { a, b in
            (a.file, a.rule, a.object, a.path, a.fingerprint) < (b.file, b.rule, b.object, b.path, b.fingerprint)
        }
    }

    /// What the file holds.
    var text: String {
        var text = """
            # Findings that were there when this file was written; 'plimsoll check --baseline' reports only others.
            # A line that is taken out is reported again; 'plimsoll check --write-baseline' writes the file anew.
            plimsoll-baseline: 1
            findings:\(entries.isEmpty ? " {}" : "")

            """
        for (index, entry) in entries.enumerated() {
            if index == 0 || entries[index - 1].file != entry.file { text += "  \(JSONText.quoted(entry.file)):\n" }
            let count = entry.count == 1 ? "" : ", count: \(entry.count)"
            text +=
                "    - {rule: \(entry.rule), object: \(JSONText.quoted(entry.object)), path: \(JSONText.quoted(entry.path)), "
                + "fingerprint: \(JSONText.quoted(entry.fingerprint))\(count)}\n"
        }
        return text
    }
}

extension Baseline {
    /// Reads a file.
    ///
    /// - Throws: what is wrong with it, with the place.
    init(reading file: SourceFile) throws(RuleErrors) {
        let parsed = LibYAMLParser.parse(file)
        guard parsed.diagnostics.isEmpty else { throw RuleErrors(parsed.diagnostics) }
        guard let document = parsed.documents.first,
            document.node(at: "plimsoll-baseline").map({ document.hasText($0, "1") }) == true,
            let findings = document.node(at: "findings")
        else { throw RuleErrors([.error("no baseline: a baseline has 'plimsoll-baseline: 1' and 'findings'", at: file.span)]) }
        var entries: [Entry] = []
        for list in document.children(of: findings) {
            for node in document.children(of: list) {
                func text(_ key: Key) -> String { document.value(of: node, key).map(document.text) ?? "" }
                let count = document.value(of: node, "count").map { document.int($0) ?? 0 } ?? 1
                guard !text("fingerprint").isEmpty, count > 0 else {
                    throw RuleErrors([
                        .error("an entry has a 'fingerprint', and a 'count' from 1 if any", at: document.span(of: node))
                    ])
                }
                entries.append(
                    Entry(
                        file: document.key(of: list) ?? "", rule: text("rule"), object: text("object"), path: text("path"),
                        fingerprint: text("fingerprint"), count: Int(count)))
            }
        }
        self.init(entries)
    }
}

extension Baseline.Entry {
    /// The entry of one finding.
    init(_ finding: Finding, file: String) {
        let object = finding.object.map { "\($0.type.kind) \($0.writtenName)" } ?? ""
        self.init(
            file: file, rule: finding.rule, object: object, path: finding.path, fingerprint: finding.fingerprint, count: 1)
    }

    /// The entry as a remark names it.
    var description: String { "\(file): \(rule)\(object.isEmpty ? "" : " of \(object)")" }
}
