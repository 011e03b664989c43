import YAMLDocument

/// Parts of objects, so put together that each field is looked up once, however many parts are in it.
struct PartTree {
    /// A field, with its place among the fields of its parent.
    private struct Field {
        /// The field that it is in; nil for a field of a root, or a root itself.
        let parent: Int
        let key: KeyBytes?
        let root: Part.Root
        let depth: Int
        /// Whether somebody reads the part that it is.
        var isRead = false
    }

    private var fields: [Field] = []
    /// What owns the bytes of the keys.
    private var keys: [Key] = []
    private var places: [Part: Int] = [:]
    private var nodes: [UInt32] = []
    /// The digests of the parts that are read, by their numbers.
    private(set) var digests: [Digest] = []

    /// The number of a part.
    mutating func number(of part: Part) -> Int {
        let number = place(of: part.root, part.keys[...])
        fields[number].isRead = true
        return number
    }

    private mutating func place(of root: Part.Root, _ path: ArraySlice<Key>) -> Int {
        let part = Part(root, path.map(\.text))
        if let place = places[part] { return place }
        let parent = path.isEmpty ? -1 : place(of: root, path.dropLast())
        if let key = path.last { keys.append(key) }
        fields.append(Field(parent: parent, key: path.last.map { $0.withBytes { $0 } }, root: root, depth: path.count))
        nodes.append(NodeView.none)
        digests.append(Digest())
        places[part] = fields.count - 1
        return fields.count - 1
    }

    /// Finds the parts of an object and makes their digests.
    mutating func look(at object: ObjectParts) {
        guard let view = object.view else { return }
        for place in fields.indices {
            let field = fields[place]
            guard field.parent >= 0, let key = field.key else {
                let node = object.roots[field.root.rawValue]
                nodes[place] = node
                digests[place] =
                    node == NodeView.none
                    ? object.digests.absent(after: 0, in: nil) : field.isRead ? object.digests.digest(of: node, view) : Digest()
                continue
            }
            let parent = nodes[field.parent]
            guard parent != NodeView.none else {
                nodes[place] = parent
                digests[place] = digests[field.parent]
                continue
            }
            let node = view.entry(parent, key)
            nodes[place] = node
            if node == NodeView.none {
                // What is not there says where it is missing, and so do all its fields.
                digests[place] = object.digests.absent(after: field.depth, in: view.kind(parent))
            } else if field.isRead {
                digests[place] = object.digests.digest(of: node, view)
            }
        }
    }
}
