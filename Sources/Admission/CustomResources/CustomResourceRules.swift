import CEL
public import KubernetesModel
public import SourceText
import Synchronization
public import YAMLDocument

/// The rules of CustomResourceDefinitions, `x-kubernetes-validations`, and what they find in custom resources.
public struct CustomResourceRules: Sendable {
    private let definitions: [GroupKind: Definition]

    /// A rule that an object does not obey.
    public struct Violation: Sendable {
        /// What the API server says: the field, and the rule's message.
        public let message: String
        /// The node that is to blame, or the nearest one above it that the object has.
        public let node: NodeID
        /// Where the rule is written.
        public let ruleSpan: Span
    }

    /// Takes the definitions among some objects; of two for one kind the last counts.
    public init(_ manifests: some Sequence<Manifest>, kubernetesMinor: Int) {
        var definitions: [GroupKind: Definition] = [:]
        for manifest in manifests {
            if let definition = Definition(manifest, kubernetesMinor: kubernetesMinor) {
                definitions[definition.kind] = definition
            }
        }
        self.definitions = definitions
    }

    /// What the rules find in an object; nothing for kinds without a definition.
    public func violations(in manifest: Manifest) -> [Violation] {
        guard let definition = definitions[manifest.type.groupKind],
            let schema = definition.versions[manifest.type.version]?.schema(in: definition), schema.hasRules
        else { return [] }
        var walk = RuleWalk(manifest, definition.document)
        walk.visit(schema, at: manifest.root)
        return walk.violations
    }

    /// What does not compile of the rules in a definition; nothing for other objects.
    public func problems(in manifest: Manifest) -> [Located<String>] {
        guard
            let definition = definitions.values.first(where: {
                $0.document.span(of: $0.root) == manifest.document.span(of: manifest.root)
            })
        else { return [] }
        return definition.versions.sorted { $0.key < $1.key }.flatMap { _, version in
            version.schema(in: definition)?.problems ?? []
        }
    }
}

extension RuleSchema {
    /// What does not compile here and below.
    fileprivate var problems: [Located<String>] {
        guard hasRules else { return [] }
        let own = rules.flatMap { [$0.expression] + ($0.messageExpression.map { [$0] } ?? []) }.compactMap(\.located)
        return own + properties.flatMap(\.schema.problems) + (element?.problems ?? [])
    }
}

/// One CustomResourceDefinition.
private final class Definition: Sendable {
    let kind: GroupKind
    let document: Document
    let root: NodeID
    let kubernetesMinor: Int
    let versions: [String: Version]

    /// The schema of one version, read when the first object asks for it.
    final class Version: Sendable {
        private let node: NodeID
        private let read = Mutex<RuleSchema?>(nil)

        init(_ node: NodeID) { self.node = node }

        func schema(in definition: Definition) -> RuleSchema? {
            read.withLock { read in
                if let read { return read }
                let schema = RuleSchema(
                    node, in: definition.document, path: definition.kind.kind, isResource: true, depth: 0,
                    kubernetesMinor: definition.kubernetesMinor)
                read = schema
                return schema
            }
        }
    }

    /// Reads an object; nil if it is no definition in `v1`: rules came after `v1beta1` had gone.
    init?(_ manifest: Manifest, kubernetesMinor: Int) {
        guard manifest.type.kind == "CustomResourceDefinition", manifest.type.group == "apiextensions.k8s.io" else { return nil }
        let document = manifest.document
        func text(_ path: Key...) -> String? { document.node(at: ["spec"] + path, from: manifest.root).map(document.text) }
        guard let group = text("group"), let name = text("names", "kind"), let list = manifest.node(at: "spec", "versions") else {
            return nil
        }
        var versions: [String: Version] = [:]
        for entry in document.children(of: list) {
            guard let version = document.value(of: entry, "name").map(document.text),
                let schema = document.node(at: "schema", "openAPIV3Schema", from: entry)
            else { continue }
            versions[version] = Version(schema)
        }
        (kind, self.document, root) = (GroupKind(group: group, kind: name), document, manifest.root)
        (self.kubernetesMinor, self.versions) = (kubernetesMinor, versions)
    }
}
