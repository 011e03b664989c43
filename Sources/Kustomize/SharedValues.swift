import YAMLDocument

/// Values of one object that kustomize keeps as one node, so that who changes one of them changes all.
///
/// When `labels` with `includeSelectors` adds a label to an object, its metadata, selector and template get the same node. A patch in an
/// overlay that gives `metadata.labels` another value thereby changes the selector as well. That looks like a bug upstream, but it is
/// what `kustomize build` 5.5.0 prints, so it is kept. A JSON patch ends it, because it copies the object.
///
/// Source: `SetEntry` in `api/filters/filtersutil/setters.go`, `FieldSetter` in `kyaml/yaml/fns.go`.
struct SharedValues {
    private var groups: [[NodeID]] = []

    /// Remembers that one step has made these.
    mutating func add(_ nodes: [NodeID]) {
        if nodes.count > 1 { groups.append(nodes) }
    }

    /// Forgets everything.
    mutating func removeAll() { groups = [] }

    /// Brings the values of each group to the one that was changed last, in the order in which kustomize walks an object.
    mutating func settle(_ document: inout Document) {
        for index in groups.indices {
            let now = groups[index].map { Self.current($0, in: document) }
            let changed = zip(groups[index], now).compactMap { old, new in new == old ? nil : new }
            guard !changed.isEmpty else { continue }
            let winner = changed.max { document.path(of: $0).pathDescription < document.path(of: $1).pathDescription }
            groups[index] = now.compactMap { node in
                guard let node, let winner, node != winner, document.kind(of: winner).isScalar else { return node }
                return document.replace(node, with: .node(winner, of: document), origin: document.origin(of: winner))
            }
        }
    }

    /// What stands where a node stood; nil if nothing does.
    private static func current(_ node: NodeID, in document: Document) -> NodeID? {
        guard let parent = document.parent(of: node), let key = document.key(of: node) else { return node }
        return document.value(of: parent, Key(key))
    }
}
