import Kustomize
import Policy
import SourceText
import YAMLDocument

/// Reads what one configuration file says. Its form has been checked: see `ConfigurationForm`.
struct SettingsReader {
    private let configuration: ConfigurationFile
    private let document: Document
    /// The directory that paths are relative to.
    private let directory: String
    /// The directory that patterns are relative to.
    private let patternDirectory: String

    /// What a file says.
    ///
    /// - Parameter closest: the directory of the file that nothing extends. Patterns of a file that lies neither there nor above are
    ///   relative to it, for a shared file cannot know where the projects are that extend it.
    static func read(_ configuration: ConfigurationFile, closest: String) -> Settings {
        var settings = Settings()
        if let document = configuration.document {
            settings = SettingsReader(configuration, document, closest: closest).settings()
        }
        settings.files = [configuration]
        return settings
    }

    private init(_ configuration: ConfigurationFile, _ document: Document, closest: String) {
        (self.configuration, self.document) = (configuration, document)
        directory = FilePath.directory(of: configuration.path)
        patternDirectory = FilePath.isInOrBelow(closest, directory) ? directory : closest
    }

    private func settings() -> Settings {
        var settings = Settings()
        settings.choices = [choice(document.root)]
        settings.parameters = parameters(value("params"))
        settings.exclude = patterns(value("exclude"))
        settings.rules = paths(value("rules"))
        settings.crds = paths(value("crds"))
        settings.policies = paths(value("policies"))
        settings.kubernetesVersion = value("kubernetes-version").map(document.text)
        settings.podSecurityVersion = value("pss-version").map(document.text)
        settings.failOn = value("fail-on").flatMap(severity)
        settings.baseline = paths(value("baseline")).first
        settings.allow = children(value("allow")).map(allowance)
        settings.perPath = children(value("per-path")).map { entry in
            var override = Settings.PathOverride()
            override.paths = patterns(document.value(of: entry, "paths"))
            override.choice = choice(entry)
            override.parameters = parameters(document.value(of: entry, "params"))
            return override
        }
        settings.external.known = Set(texts(value("known")))
        settings.external.pods = children(value("external-pods")).map { entry in
            let labels = children(document.value(of: entry, "labels")).map { (document.key(of: $0) ?? "", document.text(of: $0)) }
            return ExternalObjects.Pods(labels: Dictionary(labels) { $1 }, namespace: text("namespace", of: entry))
        }
        return settings
    }

    private func choice(_ node: NodeID) -> RuleChoice {
        var choice = RuleChoice()
        choice.profile = text("profile", of: node)
        choice.select = texts(document.value(of: node, "select"))
        choice.extendSelect = texts(document.value(of: node, "extend-select"))
        choice.ignore = texts(document.value(of: node, "ignore"))
        for entry in children(document.value(of: node, "severity")) {
            choice.severities[document.key(of: entry) ?? ""] = severity(entry)
        }
        return choice
    }

    private func allowance(_ node: NodeID) -> Settings.Allowance {
        var allowance = Settings.Allowance()
        allowance.rule = text("rule", of: node) ?? ""
        allowance.path = text("path", of: node).map { PathPattern($0, in: patternDirectory) }
        allowance.kind = text("kind", of: node)
        allowance.namespace = text("namespace", of: node)
        allowance.name = text("name", of: node)
        allowance.reason = text("reason", of: node) ?? ""
        allowance.expires = text("expires", of: node)
        allowance.file = configuration.file
        allowance.ruleSpan = document.value(of: node, "rule").map(document.span)
        allowance.expiresSpan = document.value(of: node, "expires").map(document.span)
        return allowance
    }

    private func parameters(_ node: NodeID?) -> [String: [String: String]] {
        var result: [String: [String: String]] = [:]
        for rule in children(node) {
            for parameter in children(rule) {
                result[document.key(of: rule) ?? "", default: [:]][document.key(of: parameter) ?? ""] =
                    configuration.file.text(of: document.span(of: parameter))
            }
        }
        return result
    }

    // MARK: Values

    private func value(_ key: Key) -> NodeID? { document.value(of: document.root, key) }

    private func text(_ key: Key, of node: NodeID) -> String? { document.value(of: node, key).map(document.text) }

    private func severity(_ node: NodeID) -> Severity? { Severity(rawValue: document.text(of: node)) }

    private func texts(_ node: NodeID?) -> [String] {
        guard let node, document.kind(of: node) != .null else { return [] }
        return document.kind(of: node).isScalar ? [document.text(of: node)] : children(node).map(document.text)
    }

    private func paths(_ node: NodeID?) -> [String] { texts(node).map { FilePath.join(directory, $0) } }

    private func patterns(_ node: NodeID?) -> [PathPattern] { texts(node).map { PathPattern($0, in: patternDirectory) } }

    private func children(_ node: NodeID?) -> [NodeID] {
        guard let node, !document.kind(of: node).isScalar else { return [] }
        return Array(document.children(of: node))
    }
}
