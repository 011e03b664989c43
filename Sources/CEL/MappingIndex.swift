import YAMLDocument

/// Where the keys of a large mapping are: an expression that asks for the value of each of its keys would go through it for every one.
struct MappingIndex {
    /// How many entries are faster to go through.
    static let smallest = 32

    let mapping: NodeReference
    /// The first entry of each hash.
    private let places: [UInt32: UInt32]

    /// - Precondition: the mapping is regular.
    init(_ mapping: NodeReference, _ view: NodeView) {
        self.mapping = mapping
        var places: [UInt32: UInt32] = [:]
        var entry = view.firstChild(mapping.node.raw)
        while entry != NodeView.none {
            let hash = view.keyHash(entry)
            if places[hash] == nil { places[hash] = entry }
            entry = view.next(entry)
        }
        self.places = places
    }

    /// The entry with a key; `NodeView.none` if there is none.
    func entry(_ key: Key, _ view: NodeView) -> UInt32 {
        key.withBytes { key in
            var entry = places[key.hash] ?? NodeView.none
            while entry != NodeView.none {
                if view.keyHash(entry) == key.hash, view.keyText(entry).hasSameBytes(as: key.utf8) { return entry }
                entry = view.next(entry)
            }
            return NodeView.none
        }
    }
}
