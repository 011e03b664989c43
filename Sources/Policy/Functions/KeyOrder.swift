import CEL
import YAMLDocument

extension CELEnvironment {
    /// Declares `outOfOrder(node, first, isDeep)`: the entries that stand after one that should follow them. Keys listed in `first` come
    /// before all others at the top, in that order; the rest is ordered by the bytes of the keys.
    mutating func addKeyOrderFunctions() {
        addFunction("outOfOrder", ["(dyn, dyn, bool): list(dyn)"]) { arguments, activation in
            guard case .node(let reference) = arguments[0] else { return .list([]) }
            let first = (activation.elements(arguments[1]) ?? []).map { activation.text($0) ?? "" }
            var isDeep = false
            if case .bool(true) = arguments[2] { isDeep = true }
            let found = KeyOrder.misplacedEntries(
                of: reference.node, in: activation.documents[Int(reference.document)], first: first, isDeep: isDeep)
            return .list(found.map { activation.value(reference.document, $0) })
        }
    }
}

/// Whether the keys of mappings are written in order.
private enum KeyOrder {
    /// The entries, by their values, whose key should stand before the key above it; in deep mappings as well if asked for.
    static func misplacedEntries(of root: NodeID, in document: Document, first: [String], isDeep: Bool) -> [NodeID] {
        var found: [NodeID] = []
        var waiting = [root]
        while let node = waiting.popLast() {
            let kind = document.kind(of: node)
            guard kind == .mapping || kind == .sequence else { continue }
            let children = Array(document.children(of: node))
            if kind == .mapping {
                let keys = children.map { document.key(of: $0) ?? "" }
                let listed = node == root ? first : []
                found += zip(children.dropFirst(), zip(keys, keys.dropFirst())).filter { precedes($1.1, $1.0, listed) }.map(\.0)
            }
            if isDeep { waiting += children.reversed() }
        }
        return found
    }

    private static func precedes(_ a: String, _ b: String, _ listed: [String]) -> Bool {
        let places = (listed.firstIndex(of: a) ?? listed.count, listed.firstIndex(of: b) ?? listed.count)
        return places.0 == places.1 ? a.utf8.lexicographicallyPrecedes(b.utf8) : places.0 < places.1
    }
}
