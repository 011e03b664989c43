import Synchronization
public import YAMLDocument

/// All objects that are judged together, with look-ups that do not read them all.
///
/// It is one render of a kustomization, or the plain manifests of one directory.
public final class ManifestIndex: Sendable {
    /// The objects in the order in which they came.
    public let manifests: [Manifest]
    /// Whether some values of the objects are not known.
    public let hasUnknowns: Bool
    /// Whether the objects are all that there are, as far as anybody can tell; if not, one that is not found may still be there.
    public let isWhole: Bool
    /// The types that the objects have.
    public let types: Set<GVK>
    private let byKind: [String: [Int]]
    private let byName: [Name: [Int]]
    private let podTemplates: PodTemplatePaths
    /// Those that make pods; found out when somebody asks.
    private let knownPods = Mutex<PodIndex?>(nil)

    private struct Name: Hashable, Sendable {
        let kind: String
        let name: String
    }

    /// Indexes objects.
    public init(_ manifests: [Manifest], isWhole: Bool = true, podTemplates: PodTemplatePaths = .builtIn) {
        var placed = manifests
        for position in placed.indices { placed[position].position = position }
        (self.manifests, self.isWhole) = (placed, isWhole)
        hasUnknowns = manifests.contains(where: \.document.hasUnknowns)
        types = Set(manifests.lazy.map(\.type))
        var byKind: [String: [Int]] = [:]
        var byName: [Name: [Int]] = [:]
        for (position, manifest) in manifests.enumerated() {
            byKind[manifest.type.kind, default: []].append(position)
            byName[Name(kind: manifest.type.kind, name: manifest.name), default: []].append(position)
        }
        (self.byKind, self.byName, self.podTemplates) = (byKind, byName, podTemplates)
    }

    /// The objects of a kind.
    public func all(_ kind: KindSelector) -> [Manifest] {
        (byKind[kind.kind] ?? []).lazy.map { [manifests] in manifests[$0] }.filter { kind.matches($0.type) }
    }

    /// Whether there is any object of a kind.
    public func hasAny(_ kind: KindSelector) -> Bool {
        (byKind[kind.kind] ?? []).contains { kind.matches(manifests[$0].type) }
    }

    /// The objects of a kind with a name. An object whose namespace is not written matches any, and so does an empty namespace.
    public func find(_ kind: KindSelector, namespace: String, name: String) -> [Manifest] {
        (byName[Name(kind: kind.kind, name: name)] ?? []).lazy.map { [manifests] in manifests[$0] }.filter {
            kind.matches($0.type) && ($0.namespace.isEmpty || namespace.isEmpty || $0.namespace == namespace)
        }
    }

    /// Whether an object of a kind that was not found may still be there: others have names or namespaces that are not known.
    public func mayHoldUnknown(_ kind: KindSelector) -> Bool {
        !isWhole || hasUnknowns && all(kind).contains { $0.isNameUnknown || $0.isNamespaceUnknown }
    }

    /// Whether the labels of some pods are not known, or where the pods will be.
    public var mayHoldUnknownPods: Bool {
        guard isWhole, hasUnknowns else { return !isWhole }
        return pods.entries.contains { pods in
            let manifest = manifests[pods.manifest]
            return manifest.isNamespaceUnknown || pods.labels.values.contains(where: UnknownValues.hasVariable)
        }
    }

    /// The objects whose pods a selector selects in a namespace, with the same leave for namespaces that are not written.
    public func podOwners(inNamespace namespace: String, matching selector: LabelSelector) -> [Manifest] {
        pods.owners(inNamespace: namespace, matching: selector).map { manifests[$0] }
    }

    /// The same for a selector as it stands in a document, if it asks for labels alone; nil for others.
    public func podOwners(inNamespace namespace: String, matching selector: NodeID, of document: Document) -> [Manifest]? {
        pods.owners(inNamespace: namespace, matching: selector, of: document)?.map { manifests[$0] }
    }

    private var pods: PodIndex {
        knownPods.withLock { known in
            if let known { return known }
            let made = PodIndex(manifests, podTemplates)
            known = made
            return made
        }
    }
}
