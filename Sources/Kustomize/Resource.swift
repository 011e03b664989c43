import KubernetesModel
import SourceText
import YAMLDocument

/// One object on its way through a build, with what kustomize remembers of it: former names, prefixes, whether a hash is wanted.
///
/// kustomize keeps these facts in annotations of the object itself; here they are beside it.
struct Resource {
    /// The object. After edits of its name, namespace or kind, `refreshID()` must be called.
    var document: Document
    /// What it is now.
    private(set) var id: ResourceID
    /// What it was before each change of its name, namespace or kind, oldest first. Empty if nothing may have changed.
    var previousIDs: [ResourceID] = []
    /// What `namePrefix` has put before the name, in the order in which it was done.
    var prefixes: [String] = []
    /// What `nameSuffix` has put behind it.
    var suffixes: [String] = []
    /// Whether the name gets the hash of its content at the end.
    var needsHash = false
    /// Where it is said that a generated object gets no hash; nil for others.
    var fixedName: Span?
    /// How it joins the objects that are there, if a generator made it.
    var behavior = GeneratorArguments.Behavior.create
    /// Where it comes from, for `buildMetadata`.
    var provenance: Provenance
    /// Labels that are one node for kustomize.
    var sharedValues = SharedValues()
    /// The `vars` that take their values from it.
    var variables: [String] = []
    /// Which transformers ran over it, for `buildMetadata`.
    var transformations: [Provenance] = []

    init(_ document: Document, provenance: Provenance) {
        self.document = document
        self.provenance = provenance
        id = Self.id(of: document)
    }

    /// What it was at first.
    var originalID: ResourceID { previousIDs.first ?? id }

    /// All that it ever was, and what it is.
    var allIDs: [ResourceID] { previousIDs + [id] }

    /// Whether a patch has left nothing of it.
    var isDeleted: Bool { document.kind(of: document.root) != .mapping || document.count(of: document.root) == 0 }

    /// Remembers what it is, because a change may follow.
    mutating func rememberID() {
        let id = self.id
        // Other objects are found by the namespace that a name without one has.
        previousIDs.append(
            ResourceID(
                id.gvk, name: id.name, namespace: id.isClusterScoped ? id.namespace : id.effectiveNamespace, id.isClusterScoped))
    }

    /// Looks again at what it is. Former ids have the group and the version that it has now, as in kustomize.
    mutating func refreshID() {
        let new = Self.id(of: document, before: id)
        guard new != id || new.namespace != id.namespace else { return }
        id = new
    }

    /// What an object is. Whether its kind has namespaces is looked up only if the kind is another one than before.
    private static func id(of document: Document, before: ResourceID? = nil) -> ResourceID {
        let root = document.root
        func text(_ node: NodeID?) -> String { node.map { document.text(of: $0) } ?? "" }
        let gvk = GVK(apiVersion: text(document.value(of: root, "apiVersion")), kind: text(document.value(of: root, "kind")))
        let metadata = document.value(of: root, "metadata")
        let name = text(metadata.flatMap { document.value(of: $0, "name") })
        let namespace = text(metadata.flatMap { document.value(of: $0, "namespace") })
        guard let before, before.gvk == gvk else { return ResourceID(gvk, name: name, namespace: namespace) }
        return ResourceID(gvk, name: name, namespace: namespace, before.isClusterScoped)
    }

    /// Gives it another name.
    mutating func rename(_ name: String, origin: Origin) {
        set("name", inMetadata: name, origin: origin)
    }

    /// Gives it another namespace; an empty one is none.
    mutating func move(toNamespace namespace: String, origin: Origin) {
        guard namespace.isEmpty else { return set("namespace", inMetadata: namespace, origin: origin) }
        if let node = document.node(at: "metadata", "namespace") {
            document.remove(node, origin: origin)
            refreshID()
        }
    }

    private mutating func set(_ key: String, inMetadata value: String, origin: Origin) {
        let metadata = document.node(at: "metadata") ?? document.set("metadata", in: document.root, to: .mapping, origin: origin)
        if let old = document.value(of: metadata, Key(key)), document.string(old) == value { return }
        _ = document.set(key, in: metadata, to: .string(value), origin: origin)
        refreshID()
    }
}

/// What made an object or changed it, as `buildMetadata` tells it.
struct Provenance: Equatable {
    /// The file that it was read from; empty for generated objects.
    var path = ""
    /// The file that configured the plugin, and the plugin.
    var configuredIn = ""
    var configuredBy: PluginName?
    /// Set aside for a remote repository.
    var isRemote = false
}

/// The apiVersion, kind, name and namespace of a plugin's configuration.
struct PluginName: Equatable {
    var apiVersion = "builtin"
    var kind: String
    var name = ""
    var namespace = ""
}
