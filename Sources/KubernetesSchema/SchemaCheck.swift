public import KubernetesModel
public import KubernetesSchemaTable
public import YAMLDocument

/// The check of objects against the API of the versions of Kubernetes that a user targets.
public struct SchemaCheck: Sendable {
    /// Where schemas come from.
    public let store: SchemaStore
    /// The versions that objects must fit, all of them.
    public let targets: KubernetesVersionSet

    /// What came of checking an object.
    public struct Result: Sendable {
        /// Whether, and against what, the object was checked.
        public let outcome: Outcome
        /// What does not fit, in the order of the document.
        public let violations: [SchemaViolation]
    }

    /// Whether, and against what, an object was checked.
    public enum Outcome: Hashable, Sendable {
        /// Against the schema of a kind that Kubernetes serves by itself.
        case builtIn
        /// Against the schema of a custom resource.
        case custom
        /// Not at all: nobody gave a schema for its kind.
        case noSchema
        /// Not as such: it is a list of objects, which are to be checked one by one.
        case list
        /// Not at all: the document is no Kubernetes object.
        case notAnObject
    }

    /// Prepares a check.
    ///
    /// - Precondition: `targets` is not empty.
    public init(store: SchemaStore, targets: KubernetesVersionSet) {
        precondition(!targets.isEmpty, "a check has a version to check against")
        (self.store, self.targets) = (store, targets)
    }

    /// Checks one object.
    public func check(_ manifest: Manifest) -> Result { check(manifest.document, object: manifest.root) }

    /// Checks one object: the whole document, or an element of a list in it.
    public func check(_ document: Document, object: NodeID? = nil) -> Result {
        let object = object ?? document.root
        let result = checkForm(of: document, object)
        guard result.outcome != .list, result.outcome != .notAnObject,
            let size = ObjectSize(document: document, countsNames: result.outcome != .builtIn)
                .violation(of: object, targets: targets)
        else { return result }
        return Result(outcome: result.outcome, violations: result.violations + [size])
    }

    private func checkForm(of document: Document, _ object: NodeID) -> Result {
        guard let versionNode = text(Self.apiVersion, of: object, document) else {
            // A kind and metadata make an object of it; without them it may be anybody's YAML.
            let isMeant = text(Self.kind, of: object, document) != nil && document.value(of: object, Self.metadata) != nil
            return Result(outcome: .notAnObject, violations: isMeant ? [missing("apiVersion", in: object)] : [])
        }
        guard let kindNode = text(Self.kind, of: object, document) else {
            return Result(outcome: .notAnObject, violations: [missing("kind", in: object)])
        }
        let header = ObjectHeader(document: document, versionNode: versionNode, kindNode: kindNode)
        // No definition can take the place of a kind that Kubernetes serves by itself.
        if let kind = BuiltInKind(apiVersion: document.utf8(of: versionNode), kind: document.utf8(of: kindNode)) {
            var found = violations(in: document, object, of: kind, header)
            if kind == Self.definition {
                var check = DefinitionCheck(document: document, targets: targets)
                check.run(object)
                let faulty = Set(found.compactMap { $0.faultyNode(in: document) })
                found += check.violations.filter { !faulty.contains($0.node) }
            }
            return Result(outcome: .builtIn, violations: finished(found))
        }
        if store.hasCustomSchemas, let result = checkCustom(document, object, header) { return result }
        if header.isList(object) { return Result(outcome: .list, violations: []) }
        let unknown = UnknownKind(header: header, targets: targets).violations
        return Result(outcome: .noSchema, violations: finished(unknown + metadataViolations(in: document, object)))
    }

    /// Checks a custom resource; nil if nobody gave a schema for its kind.
    private func checkCustom(_ document: Document, _ object: NodeID, _ header: ObjectHeader) -> Result? {
        let definition = store.definition(of: header.type.groupKind)
        let schema = store.customSchema(of: header.type)
        guard definition != nil || schema != nil else { return nil }
        var violations = definition.map { CustomAvailability(definition: $0, header: header, targets: targets).violations } ?? []
        if let schema {
            var walk = CustomWalk(document: document, kind: header.kind, targets: targets)
            walk.run(object, schema: schema)
            violations += walk.violations
        }
        return Result(outcome: .custom, violations: finished(violations + metadataViolations(in: document, object)))
    }

    /// What is wrong in the metadata of an object whose kind is not built in.
    private func metadataViolations(in document: Document, _ object: NodeID) -> [SchemaViolation] {
        var walk = BuiltInWalk(document: document, root: object, kind: nil)
        walk.run(versions: targets)
        return walk.violations
    }

    /// The entry of an object that says in a string what the object is.
    private func text(_ key: Key, of object: NodeID, _ document: Document) -> NodeID? {
        document.value(of: object, key).flatMap { document.kind(of: $0) == .string ? $0 : nil }
    }

    private func missing(_ field: String, in object: NodeID) -> SchemaViolation {
        SchemaViolation(
            problem: .missingField, node: object, place: .key, message: SchemaMessage.missingField(field, of: "an object"),
            remedy: nil, versions: targets, isRefused: true)
    }

    private func violations(
        in document: Document, _ object: NodeID, of kind: BuiltInKind, _ header: ObjectHeader
    ) -> [SchemaViolation] {
        var walk = BuiltInWalk(document: document, root: object, kind: kind)
        guard !kind.isPlainlyServed(in: targets) else {
            walk.run(versions: targets)
            return walk.violations
        }
        // An object of a kind that no target serves is judged by the version that comes nearest: its fields may be wrong too.
        let served = targets.intersection(kind.versions)
        let there = served.isEmpty ? targets.intersection(kind.type.versions) : served
        let nearest = kind.type.versions.nearest(to: targets).map { KubernetesVersionSet($0) }
        walk.run(versions: there.isEmpty ? nearest ?? kind.type.versions : there)
        if there.isEmpty { for index in walk.violations.indices { walk.violations[index].versions = targets } }
        return KindAvailability(kind: kind, header: header, targets: targets).violations + walk.violations
    }

    /// Checks a document against a JSON schema, as a comment `# yaml-language-server: $schema=` names one.
    public func check(_ document: Document, againstJSONSchema schema: Document) -> [SchemaViolation] {
        var walk = CustomWalk(document: document, kind: "the document", targets: targets)
        walk.run(document.root, schema: StructuralSchemaReader(document: schema).schema(at: schema.root))
        return walk.violations
    }

    /// Checks a kustomization file, which may leave out its `apiVersion` and `kind`.
    ///
    /// kustomize reads names of fields without regard to case, so that a name in the wrong case is no more than bad style.
    public func check(kustomization document: Document) -> [SchemaViolation] {
        let isComponent = document.value(of: document.root, Self.kind).flatMap(document.string) == "Component"
        let group = "kustomize.config.k8s.io"
        guard document.kind(of: document.root) == .mapping,
            let kind = isComponent
                ? BuiltInKind(group: group, version: "v1alpha1", kind: "Component")
                : BuiltInKind(group: group, version: "v1beta1", kind: "Kustomization")
        else { return [] }
        var walk = BuiltInWalk(document: document, root: document.root, kind: kind)
        walk.run(versions: targets)
        for (index, violation) in walk.violations.enumerated() {
            guard case .rename(let name) = violation.remedy, let written = document.key(of: violation.node) else { continue }
            if name.lowercased() == written.lowercased() { walk.violations[index].isRefused = false }
        }
        return walk.violations
    }

    private static let definition = BuiltInKind(group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition")
    private static let apiVersion: Key = "apiVersion"
    private static let kind: Key = "kind"
    private static let metadata: Key = "metadata"

    /// Joins what was found once for each form of a field, and says for which targets it holds if not for all.
    private func finished(_ found: [SchemaViolation]) -> [SchemaViolation] {
        guard !found.isEmpty, targets.versions.count > 1 else { return found }
        var joined: [SchemaViolation] = []
        for violation in found {
            let twin = joined.firstIndex {
                $0.node == violation.node && $0.problem == violation.problem && $0.message == violation.message
            }
            if let twin {
                joined[twin].versions = joined[twin].versions.union(violation.versions)
            } else {
                joined.append(violation)
            }
        }
        for index in joined.indices where joined[index].versions != targets {
            joined[index].message += " (target \(joined[index].versions))"
        }
        return joined
    }
}

/// What an object says that it is. Texts are made when somebody asks.
struct ObjectHeader {
    let document: Document
    let versionNode: NodeID
    let kindNode: NodeID

    /// As written: `apps/v1`.
    var apiVersion: String { document.text(of: versionNode) }
    var kind: String { document.text(of: kindNode) }
    /// Both together.
    var type: GVK { GVK(apiVersion: apiVersion, kind: kind) }

    /// Whether the object is a list: `List`, or `PodList` with `items`.
    func isList(_ object: NodeID) -> Bool {
        guard kind.hasSuffix("List"), let items = document.value(of: object, "items") else { return false }
        return document.kind(of: items) == .sequence
    }
}

extension SchemaViolation {
    /// The node of which nothing else is to be said: what is of a wrong type, or an object that lacks a field because it is misspelt or
    /// stands elsewhere; nil for other problems.
    fileprivate func faultyNode(in document: Document) -> NodeID? {
        if problem == .wrongType { return node }
        switch remedy {
        case .rename where problem == .unknownField: return document.parent(of: node)
        case .move(let home): return home.node
        default: return nil
        }
    }
}
