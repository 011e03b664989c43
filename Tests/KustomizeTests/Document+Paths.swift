import YAMLDocument

extension Document {
    /// All nodes by their paths.
    func nodesByPath() -> [String: NodeID] {
        var result: [String: NodeID] = [:]
        func collect(_ node: NodeID, _ path: [PathStep]) {
            result[path.pathDescription] = node
            for (place, child) in children(of: node).enumerated() {
                collect(child, path + [kind(of: node) == .mapping ? .key(key(of: child) ?? "") : .index(place)])
            }
        }
        collect(root, [])
        return result
    }
}
