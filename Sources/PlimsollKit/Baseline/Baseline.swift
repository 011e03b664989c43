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

    /// More than this nobody finds of one kind in a file; it keeps a sum of counts that somebody has made up from overflowing.
    private static let mostOfOne = 1_000_000_000

    /// A baseline of these entries; those of one file and fingerprint are counted together.
    init(_ entries: [Entry]) {
        var places: [[String]: Int] = [:]
        var unique: [Entry] = []
        for var entry in entries where entry.count > 0 {
            entry.count = min(entry.count, Self.mostOfOne)
            if let place = places[[entry.file, entry.fingerprint]] {
                unique[place].count = min(unique[place].count + entry.count, Self.mostOfOne)
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
        guard let document = parsed.documents.first, let version = document.node(at: "plimsoll-baseline") else {
            throw RuleErrors([BaselineMessages.isNone(at: file.span)])
        }
        guard document.hasText(version, "1") else {
            throw RuleErrors([BaselineMessages.otherVersion(document.text(of: version), at: document.span(of: version))])
        }
        guard parsed.documents.count == 1 else {
            throw RuleErrors([BaselineMessages.severalDocuments(at: parsed.documents[1].span)])
        }
        guard let findings = document.node(at: "findings") else { throw RuleErrors([BaselineMessages.isNone(at: file.span)]) }
        guard document.kind(of: findings) == .mapping else {
            throw RuleErrors([BaselineMessages.noFiles(at: document.span(of: findings))])
        }
        var entries: [Entry] = []
        for list in document.children(of: findings) {
            guard document.kind(of: list) == .sequence else {
                throw RuleErrors([BaselineMessages.noEntries(of: document.key(of: list) ?? "", at: document.span(of: list))])
            }
            for node in document.children(of: list) {
                entries.append(try Entry(node, of: document, file: document.key(of: list) ?? ""))
            }
        }
        self.init(entries)
    }
}

extension Baseline.Entry {
    /// Reads one entry.
    fileprivate init(_ node: NodeID, of document: Document, file: String) throws(RuleErrors) {
        func text(_ key: Key) -> String { document.value(of: node, key).map(document.text) ?? "" }
        let count = document.value(of: node, "count").map { document.int($0) ?? 0 } ?? 1
        guard document.kind(of: node) == .mapping, !text("rule").isEmpty, !text("fingerprint").isEmpty, count > 0 else {
            throw RuleErrors([BaselineMessages.noEntry(at: document.span(of: node))])
        }
        self.init(
            file: file, rule: text("rule"), object: text("object"), path: text("path"), fingerprint: text("fingerprint"),
            count: Int(count))
    }
}

/// What is said of a file that should be a baseline.
enum BaselineMessages {
    static func isNone(at span: Span) -> Diagnostic {
        .error("no baseline: a baseline has 'plimsoll-baseline: 1' and 'findings'", at: span)
    }

    static func otherVersion(_ version: String, at span: Span) -> Diagnostic {
        .error(
            "this baseline has version '\(version)', and this program reads version 1; use the program that wrote it, or write it anew with --write-baseline",
            at: span)
    }

    static func severalDocuments(at span: Span) -> Diagnostic {
        .error("a baseline is one document; another one starts here", at: span)
    }

    static func noFiles(at span: Span) -> Diagnostic {
        .error("'findings' of a baseline has a list of entries for each file; without any it is '{}'", at: span)
    }

    static func noEntries(of file: String, at span: Span) -> Diagnostic {
        .error("'\(file)' of a baseline has a list of entries", at: span)
    }

    static func noEntry(at span: Span) -> Diagnostic {
        .error("an entry has a 'rule' and a 'fingerprint', and a 'count' from 1 if any", at: span)
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
