import Policy
import YAMLDocument

/// The configuration of checkov, as far as it is about Kubernetes.
///
/// Source: https://www.checkov.io/2.Basics/CLI%20Command%20Reference.html
enum CheckovConfig {
    /// Where checkov looks for its configuration.
    static let fileNames = [".checkov.yaml", ".checkov.yml"]

    /// The frameworks whose files are read here.
    private static let frameworks = ["all", "kubernetes", "kustomize", "helm"]

    /// What a configuration comes to.
    static func migration(_ file: PeerFile, _ peers: PeerChecks) -> Migration {
        var migration = Migration("checkov", source: file.file.path)
        // Every finding of checkov fails its run.
        migration.failOn = .info
        let wanted = items(file, "check")
        let isList = wanted.contains { isCheck($0.text) || $0.text.contains("*") }
        if isList {
            for item in wanted { include(item, peers, &migration) }
        } else {
            migration.includeStandard(peers.known, peers)
            for item in wanted { migration.say(severity, of: "check '\(item.text)'", at: item.line) }
        }
        for (key, node) in file.entries(of: file.document.root) { take(key, node, file, peers, &migration) }
        return migration
    }

    private static let severity = "no counterpart, since severities of checkov come from its platform"

    private static func take(_ key: String, _ node: NodeID, _ file: PeerFile, _ peers: PeerChecks, _ migration: inout Migration) {
        let line = file.line(of: node)
        switch key {
        case "check": break
        case "skip-check": for item in items(file, "skip-check") { leaveOut(item, peers, &migration) }
        case "skip-path": for item in file.texts(of: node) { exclude(item.text, at: item.line, &migration) }
        case "soft-fail-on": for item in items(file, "soft-fail-on") { rate(item, .info, "soft-fail-on", peers, &migration) }
        case "hard-fail-on": for item in items(file, "hard-fail-on") { rate(item, .error, "hard-fail-on", peers, &migration) }
        case "soft-fail":
            if file.isTrue(node) { migration.say("run 'plimsoll check --exit-zero'", of: "'soft-fail'", at: line) }
        case "framework":
            let others = items(file, "framework").filter { !frameworks.contains($0.text) }
            for item in others {
                migration.say("no counterpart, since plimsoll is about Kubernetes", of: "framework '\(item.text)'", at: item.line)
            }
        case "skip-framework":
            for item in items(file, "skip-framework") where frameworks.contains(item.text) {
                migration.say(
                    "no counterpart: kustomize trees and manifests are judged together", of: "skip-framework '\(item.text)'",
                    at: item.line)
            }
        case "directory", "file":
            let paths = file.texts(of: node).map(\.text).joined(separator: " ")
            migration.say("run 'plimsoll check \(paths)'", of: "'\(key)'", at: line)
        case "output":
            migration.say("see '--format' and '--output' of 'plimsoll check'", of: "'output'", at: line)
        case "external-checks-dir", "external-checks-git":
            migration.say(
                "no counterpart: checks in Python are to be written as rules; see 'Write a rule' in the README", of: "'\(key)'",
                at: line)
        case "baseline", "create-baseline":
            migration.say("its format differs; 'plimsoll check --write-baseline FILE' writes one", of: "'\(key)'", at: line)
        case "compact", "quiet", "summary-position", "skip-download", "branch", "no-cert-verify", "ca-certificate", "support":
            break
        default: migration.say("no counterpart", of: "'\(key)'", at: line)
        }
    }

    /// The items of a setting, which may be a list, or texts with commas.
    private static func items(_ file: PeerFile, _ key: Key) -> [(text: String, line: Int)] {
        file.texts(of: file.document.node(at: key)).flatMap { text, line in
            text.split(whereSeparator: { $0 == "," || $0 == " " }).map { (String($0), line) }
        }
    }

    private static func isCheck(_ text: String) -> Bool { text.hasPrefix("CKV") || text.hasPrefix("BC_") }

    /// The checks that a pattern means; itself if it is none.
    private static func checks(_ pattern: String, _ peers: PeerChecks) -> [String] {
        pattern.contains("*") ? peers.known.filter { Glob(pattern).matches($0) } : [pattern]
    }

    /// Whether a check is about something else than Kubernetes.
    private static func isElsewhere(_ check: String) -> Bool { isCheck(check) && !check.contains("K8S") && !check.contains("*") }

    private static func include(_ item: (text: String, line: Int), _ peers: PeerChecks, _ migration: inout Migration) {
        if isElsewhere(item.text) { return }
        let found = checks(item.text, peers)
        if found.isEmpty { migration.say("no counterpart", of: "check '\(item.text)'", at: item.line) }
        for check in found { migration.include(check, peers, as: "check '\(check)'", at: item.line) }
    }

    private static func leaveOut(_ item: (text: String, line: Int), _ peers: PeerChecks, _ migration: inout Migration) {
        if isElsewhere(item.text) { return }
        let found = checks(item.text, peers)
        if found.isEmpty || !isCheck(item.text) && !item.text.contains("*") {
            return migration.say(isCheck(item.text) ? "no counterpart" : severity, of: "skip-check '\(item.text)'", at: item.line)
        }
        for check in found { migration.leaveOut(check, peers, as: "skip-check '\(check)'", at: item.line) }
    }

    private static func rate(
        _ item: (text: String, line: Int), _ level: Severity, _ key: String, _ peers: PeerChecks, _ migration: inout Migration
    ) {
        if isElsewhere(item.text) { return }
        guard isCheck(item.text) else { return migration.say(severity, of: "\(key) '\(item.text)'", at: item.line) }
        let rules = checks(item.text, peers).flatMap(peers.rules)
        for rule in rules { migration.severities[rule] = level }
        migration.say(
            rules.isEmpty ? "no counterpart" : "\(level.rawValue) for \(rules.joined(separator: ", "))",
            of: "\(key) '\(item.text)'",
            at: item.line)
    }

    /// A regular expression that may match anywhere in the path. Those that are plain text are patterns, too.
    private static func exclude(_ expression: String, at line: Int, _ migration: inout Migration) {
        let entry = "skip-path '\(expression)'"
        var text = expression.replacing("\\.", with: ".")
        let isAnchored = text.hasPrefix("^") || text.hasPrefix("./")
        text = String(text.drop { $0 == "^" })
        if text.hasPrefix("./") { text = String(text.dropFirst(2)) }
        for end in ["/.*", ".*", "/*", "$"] where text.hasSuffix(end) { text = String(text.dropLast(end.count)) }
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (byte | 32) >= UInt8(ascii: "a") && (byte | 32) <= UInt8(ascii: "z")
                    || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                    || "-_./".utf8.contains(byte)
            }
        guard isPlain else {
            return migration.say("is a regular expression; add a pattern as in .gitignore to 'exclude'", of: entry, at: line)
        }
        text = text.hasPrefix("/") ? String(text.dropFirst()) : text
        migration.exclude.append(isAnchored ? "/" + text : text.dropLast().contains("/") ? "**/" + text : text)
        migration.say("excluded as '\(migration.exclude.last ?? "")'", of: entry, at: line)
    }
}
