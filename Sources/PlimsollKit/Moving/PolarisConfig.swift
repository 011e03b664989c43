import Policy
import YAMLDocument

/// The configuration of polaris.
///
/// Source: https://polaris.docs.fairwinds.com/customization/configuration/
enum PolarisConfig {
    /// Where a configuration of polaris usually is; the program has no name for it.
    static let fileNames = [".polaris.yaml", ".polaris.yml", "polaris.yaml", "polaris-config.yaml", "polaris/config.yaml"]

    /// What a configuration comes to.
    static func migration(_ file: PeerFile, _ peers: PeerChecks) -> Migration {
        var migration = Migration("polaris", source: file.file.path)
        let document = file.document
        let custom = Set(file.entries(of: document.node(at: "customChecks")).map(\.key))
        for (check, node) in file.entries(of: document.node(at: "checks")) where !custom.contains(check) {
            let (line, level) = (file.line(of: node), document.text(of: node))
            switch level {
            case "ignore": migration.leaveOut(check, peers, as: "check '\(check)'", at: line)
            case "warning", "danger":
                migration.include(check, peers, as: "check '\(check)'", at: line)
                for rule in peers.rules(for: check) {
                    // Of several checks of one rule the gravest counts.
                    let severity: Severity = level == "danger" ? .error : .warning
                    migration.severities[rule] = max(migration.severities[rule] ?? .info, severity)
                }
            default: migration.say("'\(level)' is none of ignore, warning, danger", of: "check '\(check)'", at: line)
            }
        }
        for (key, node) in file.entries(of: document.root) {
            switch key {
            case "checks": break
            case "exemptions": for entry in file.elements(of: node) { exempt(entry, file, peers, &migration) }
            case "customChecks":
                for (name, check) in file.entries(of: node) {
                    migration.say(
                        "no counterpart; a rule of your own can say it", of: "custom check '\(name)'", at: file.line(of: check))
                }
            case "disallowExemptions", "disallowAnnotationExemptions":
                if file.isTrue(node) {
                    migration.say("run 'plimsoll check --no-suppressions'", of: "'\(key)'", at: file.line(of: node))
                }
            case "mutations":
                migration.say("'plimsoll fix' mends what can be mended, in the files", of: "'mutations'", at: file.line(of: node))
            default: migration.say("no counterpart", of: "'\(key)'", at: file.line(of: node))
            }
        }
        // polaris fails on danger alone.
        migration.failOn = .error
        return migration
    }

    private static func exempt(_ entry: NodeID, _ file: PeerFile, _ peers: PeerChecks, _ migration: inout Migration) {
        let document = file.document
        let line = file.line(of: entry)
        func texts(_ key: Key) -> [String] { file.texts(of: document.value(of: entry, key)).map(\.text) }
        guard texts("containerNames").isEmpty else {
            return migration.say(
                "no counterpart, since 'allow' speaks of objects and not of containers; a comment '# plimsoll: allow RULE' at the container does",
                of: "exemption for containers", at: line)
        }
        var rules: [String] = []
        for check in texts("rules") {
            let found = peers.rules(for: check)
            if found.isEmpty {
                migration.say(Migration.withoutCounterpart(check, peers), of: "exemption from '\(check)'", at: line)
            }
            rules += found
        }
        if texts("rules").isEmpty { rules = ["all"] }
        let namespace = document.value(of: entry, "namespace").map(document.text).flatMap { $0.isEmpty ? nil : $0 }
        let names = texts("controllerNames")
        guard !names.isEmpty || namespace != nil else { return silence(rules, at: line, &migration) }
        for rule in rules {
            for name in names.isEmpty ? [nil] : names.map(Optional.some) {
                var allowance = [(key: "rule", value: rule)]
                if let namespace { allowance.append(("namespace", namespace)) }
                // polaris compares the start of names.
                if let name { allowance.append(("name", name + "*")) }
                migration.allow.append(allowance + [("reason", "exempt in \(migration.source)")])
            }
        }
        let whom = [namespace.map { "namespace '\($0)'" }, names.isEmpty ? nil : names.joined(separator: ", ")]
        migration.say(
            "allowed for \(whom.compactMap(\.self).joined(separator: ", "))",
            of: "exemption from \(rules.joined(separator: ", "))", at: line)
    }

    private static func silence(_ rules: [String], at line: Int, _ migration: inout Migration) {
        for rule in rules where rule != "all" { migration.select[rule] = nil }
        migration.say("not in force", of: "exemption of everything from \(rules.joined(separator: ", "))", at: line)
    }
}
