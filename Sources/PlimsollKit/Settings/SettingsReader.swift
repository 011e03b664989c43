public import Policy
public import SourceText
import YAMLDocument

/// Reads `.plimsoll.yaml`. Unknown keys and wrong types are errors with a place.
public struct SettingsReader {
    private let document: Document
    private let file: SourceFile
    private var problems: [Diagnostic] = []

    /// Prepares the reading of a file.
    init(document: Document) { (self.document, file) = (document, document.file) }

    /// What a file says.
    ///
    /// - Throws: everything that is wrong with it.
    public static func read(_ file: SourceFile) throws(RuleErrors) -> Settings {
        let parsed = LibYAMLParser.parse(file)
        guard parsed.diagnostics.isEmpty else { throw RuleErrors(parsed.diagnostics) }
        guard let document = parsed.documents.first else { return Settings() }
        var reader = SettingsReader(document: document)
        let settings = reader.settings()
        guard reader.problems.isEmpty else { throw RuleErrors(reader.problems) }
        return settings
    }

    private mutating func settings() -> Settings {
        var settings = Settings()
        let fields = [
            "profile", "select", "extend-select", "ignore", "severity", "params", "exclude", "rules", "crds", "policies",
            "kubernetes-version", "pss-version", "fail-on", "baseline", "allow", "per-path", "known", "external-pods",
        ]
        for (key, node) in entries(of: document.root, allowing: fields, in: "the configuration") {
            switch key {
            case "profile": settings.profile = text(node)
            case "select": settings.select = texts(node)
            case "extend-select": settings.extendSelect = texts(node)
            case "ignore": settings.ignore = texts(node)
            case "severity": settings.severities = severities(node)
            case "params": settings.parameters = parameters(node)
            case "exclude": settings.exclude = texts(node)
            case "rules": settings.rules = texts(node)
            case "crds": settings.crds = texts(node)
            case "policies": settings.policies = texts(node)
            case "kubernetes-version": settings.kubernetesVersion = text(node)
            case "pss-version": settings.podSecurityVersion = text(node)
            case "fail-on": settings.failOn = severity(node)
            case "baseline": settings.baseline = text(node)
            case "allow": settings.allow = document.children(of: node).map { allowance($0) }
            case "per-path": settings.perPath = document.children(of: node).map { pathOverride($0) }
            case "known": settings.external.known = Set(texts(node))
            default: settings.external.pods = document.children(of: node).map { externalPods($0) }
            }
        }
        return settings
    }

    private mutating func allowance(_ node: NodeID) -> Settings.Allowance {
        var allowance = Settings.Allowance()
        for (key, value) in entries(of: node, allowing: ["rule", "path", "kind", "name", "reason"], in: "an entry of 'allow'") {
            switch key {
            case "rule": allowance.rule = text(value)
            case "path": allowance.path = text(value)
            case "kind": allowance.kind = text(value)
            case "name": allowance.name = text(value)
            default: allowance.reason = text(value)
            }
        }
        if allowance.rule.isEmpty { report("an entry of 'allow' names a 'rule'", at: document.span(of: node)) }
        if allowance.reason.isEmpty { report("an entry of 'allow' gives a 'reason'", at: document.span(of: node)) }
        return allowance
    }

    private mutating func pathOverride(_ node: NodeID) -> Settings.PathOverride {
        var override = Settings.PathOverride()
        for (key, value) in entries(of: node, allowing: ["paths", "ignore", "severity"], in: "an entry of 'per-path'") {
            switch key {
            case "paths": override.paths = texts(value)
            case "ignore": override.ignore = texts(value)
            default: override.severities = severities(value)
            }
        }
        return override
    }

    private mutating func externalPods(_ node: NodeID) -> ExternalObjects.Pods {
        var pods = ExternalObjects.Pods(labels: [:])
        for (key, value) in entries(of: node, allowing: ["labels", "namespace"], in: "an entry of 'external-pods'") {
            if key == "namespace" {
                pods.namespace = text(value)
            } else {
                for label in mapping(value) { pods.labels[document.key(of: label) ?? ""] = text(label) }
            }
        }
        if pods.labels.isEmpty { report("an entry of 'external-pods' has 'labels'", at: document.span(of: node)) }
        return pods
    }

    private mutating func severities(_ node: NodeID) -> [String: Severity] {
        var result: [String: Severity] = [:]
        for entry in mapping(node) { result[document.key(of: entry) ?? ""] = severity(entry) }
        return result
    }

    private mutating func severity(_ node: NodeID) -> Severity? {
        if let severity = Severity(rawValue: document.text(of: node)) { return severity }
        report(
            "unknown severity '\(document.text(of: node))'; it is one of 'info', 'warning', 'error'", at: document.span(of: node))
        return nil
    }

    private mutating func parameters(_ node: NodeID) -> [String: [String: String]] {
        var result: [String: [String: String]] = [:]
        for rule in mapping(node) {
            for parameter in mapping(rule) {
                result[document.key(of: rule) ?? "", default: [:]][document.key(of: parameter) ?? ""] =
                    file.text(of: document.span(of: parameter))
            }
        }
        return result
    }

    private mutating func entries(of node: NodeID, allowing fields: [String], in what: String) -> [(String, NodeID)] {
        var result: [(String, NodeID)] = []
        for entry in mapping(node) {
            let key = document.key(of: entry) ?? ""
            if fields.contains(key) {
                result.append((key, entry))
            } else {
                let suggestion = fields.closest(to: key).map { "; did you mean '\($0)'?" } ?? ""
                report(
                    "unknown key '\(key)' in \(what)\(suggestion)", at: document.keySpan(of: entry) ?? document.span(of: entry))
            }
        }
        return result
    }

    private mutating func mapping(_ node: NodeID) -> [NodeID] {
        switch document.kind(of: node) {
        case .mapping: return Array(document.children(of: node))
        case .null: return []
        default:
            report("a mapping is expected here", at: document.span(of: node))
            return []
        }
    }

    private mutating func text(_ node: NodeID) -> String {
        if !document.kind(of: node).isScalar { report("a text is expected here", at: document.span(of: node)) }
        return document.text(of: node)
    }

    private mutating func texts(_ node: NodeID) -> [String] {
        switch document.kind(of: node) {
        case .sequence: return document.children(of: node).map { text($0) }
        case .null: return []
        case .mapping:
            report("a list of texts is expected here", at: document.span(of: node))
            return []
        default: return [document.text(of: node)]
        }
    }

    private mutating func report(_ message: String, at span: Span) { problems.append(.error(message, at: span)) }
}
