// Values that nobody can know before the object is deployed: encrypted ones, and variables that are filled in later.

extension Document {
    /// Whether the value is not known, and what is written is only its placeholder.
    public func isUnknown(_ node: NodeID) -> Bool {
        hasUnknowns && storage.view.isUnknown(index(node))
    }

    /// Says of nodes that their values are not known; all that is in a collection goes with it.
    public mutating func markUnknown(_ nodes: [NodeID]) {
        guard !nodes.isEmpty else { return }
        makeUnique(additional: 0)
        hasUnknowns = true
        var pending = nodes
        while let node = pending.popLast() {
            storage.cold[Int(node.raw)].flags.insert(.isUnknown)
            pending += writtenChildren(of: node)
        }
    }
}
