import YAMLDocument

/// The configuration of kube-linter.
///
/// Source: https://docs.kubelinter.io/#/configuring-kubelinter
enum KubeLinterConfig {
    /// The checks that kube-linter has on by itself, as of version 0.7.
    ///
    /// Source: https://docs.kubelinter.io/#/generated/checks
    private static let standard = [
        "deprecated-service-account-field", "docker-sock", "drop-net-raw-capability", "duplicate-env-var", "env-var-secret",
        "host-ipc",
        "host-network", "host-pid", "invalid-target-ports", "job-ttl-seconds-after-finished", "latest-tag", "liveness-port",
        "mismatching-selector", "no-anti-affinity", "no-extensions-v1beta", "no-read-only-root-fs",
        "non-existent-service-account",
        "pdb-max-unavailable", "pdb-min-available", "pdb-unhealthy-pod-eviction-policy", "privilege-escalation-container",
        "privileged-container", "readiness-port", "run-as-non-root", "sensitive-host-mounts", "ssh-port", "startup-port",
        "unsafe-sysctls", "unset-cpu-requirements", "unset-memory-requirements",
    ]

    /// Where kube-linter looks for its configuration.
    static let fileNames = [".kube-linter.yaml", ".kube-linter.yml"]

    /// What a configuration comes to.
    static func migration(_ file: PeerFile, _ peers: PeerChecks) -> Migration {
        var migration = Migration("kube-linter", source: file.file.path)
        // Every finding of kube-linter fails its run.
        migration.failOn = .info
        let document = file.document
        let checks = document.node(at: "checks")
        if file.isTrue(checks.flatMap { document.value(of: $0, "addAllBuiltIn") }) {
            migration.includeStandard(peers.known, peers)
        } else if !file.isTrue(checks.flatMap { document.value(of: $0, "doNotAutoAddDefaults") }) {
            migration.includeStandard(standard, peers)
        }
        for (key, node) in file.entries(of: checks) {
            switch key {
            case "addAllBuiltIn", "doNotAutoAddDefaults", "include", "exclude": break
            case "ignorePaths": for path in file.texts(of: node) { exclude(path.text, at: path.line, &migration) }
            default: migration.say("no counterpart", of: "'\(key)'", at: file.line(of: node))
            }
        }
        let custom = customChecks(file)
        for (name, line) in file.texts(of: checks.flatMap { document.value(of: $0, "include") }) where custom[name] == nil {
            migration.include(name, peers, as: "include '\(name)'", at: line)
        }
        for node in file.elements(of: document.node(at: "customChecks")) { add(node, file, &migration) }
        // As in kube-linter, what is excluded is off whatever else is said.
        for (name, line) in file.texts(of: checks.flatMap { document.value(of: $0, "exclude") }) where custom[name] == nil {
            migration.leaveOut(name, peers, as: "exclude '\(name)'", at: line)
        }
        for (key, node) in file.entries(of: document.root) where key != "checks" && key != "customChecks" {
            migration.say("no counterpart", of: "'\(key)'", at: file.line(of: node))
        }
        return migration
    }

    private static func customChecks(_ file: PeerFile) -> [String: NodeID] {
        var checks: [String: NodeID] = [:]
        for node in file.elements(of: file.document.node(at: "customChecks")) {
            if let name = file.document.value(of: node, "name") { checks[file.document.text(of: name)] = node }
        }
        return checks
    }

    /// Takes a check over that is made from a template, where a rule here has the same parameters.
    private static func add(_ node: NodeID, _ file: PeerFile, _ migration: inout Migration) {
        let document = file.document
        func text(_ key: Key) -> String { document.value(of: node, key).map(document.text) ?? "" }
        let entry = "custom check '\(text("name"))'"
        let key = document.node(at: ["params", "key"], from: node).map(document.text)
        let hasValue = document.node(at: ["params", "value"], from: node) != nil
        switch (text("template"), key) {
        case ("required-label", let key?) where !hasValue:
            add(key, to: "labels", of: "required-label-missing", entry, at: file.line(of: node), &migration)
        case ("required-annotation", let key?) where !hasValue:
            add(key, to: "annotations", of: "required-annotation-missing", entry, at: file.line(of: node), &migration)
        default:
            migration.say(
                "no counterpart; a rule of your own can say it (template '\(text("template"))')", of: entry,
                at: file.line(of: node))
        }
    }

    private static func add(
        _ key: String, to parameter: String, of rule: String, _ entry: String, at line: Int, _ migration: inout Migration
    ) {
        migration.select[rule, default: []].append(entry)
        migration.parameters[rule, default: ["\(parameter):"]].append("  - \(JSONText.quoted(key))")
        migration.say("\(rule) with '\(key)' in its parameter '\(parameter)'", of: entry, at: line)
    }

    /// Paths are absolute there, or relative to the working directory, with `**`.
    private static func exclude(_ path: String, at line: Int, _ migration: inout Migration) {
        let entry = "ignore path '\(path)'"
        if path.hasPrefix("/**/") {
            let rest = String(path.dropFirst(4))
            migration.exclude.append("**/" + (rest.hasPrefix("*/") ? String(rest.dropFirst(2)) : rest))
        } else if path.hasPrefix("/") || path.hasPrefix("~") || path.hasPrefix("../") {
            return migration.say("no counterpart, since it lies outside of the project", of: entry, at: line)
        } else {
            migration.exclude.append("/" + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path))
        }
        migration.say("excluded as '\(migration.exclude.last ?? "")'", of: entry, at: line)
    }
}
