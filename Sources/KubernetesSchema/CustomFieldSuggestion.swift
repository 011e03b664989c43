import YAMLDocument

/// Finds what the author of an unknown field of a custom resource probably meant: a field with a similar name, or the same name at
/// another level. The counterpart of `FieldSuggestion`, with schemas in place of types.
struct CustomFieldSuggestion {
    let document: Document
    /// The objects from the root to the one with the unknown field.
    let ancestors: [(node: NodeID, schema: StructuralSchema)]

    /// How many levels up and down a field may have slipped: schemas can be large.
    private static let farthest = 3

    /// What to do with an unknown field; nil if nothing comes near.
    func remedy(named name: String) -> SchemaViolation.Remedy? {
        guard let schema = ancestors.last?.schema else { return nil }
        let similar = schema.properties.map(\.key.text).sorted().closestSpelling(to: name)
        let place = place(of: name)
        if let place, similar == nil || place.distance == 1 { return .move(place.path) }
        return similar.map { .rename($0) }
    }

    /// A way from an ancestor of the unknown field down to an object.
    private struct Way {
        let start: NodeID
        let up: Int
        var schema: StructuralSchema
        /// The object, if it is in the document.
        var node: NodeID?
        var steps: [String] = []
        var absent = 0
    }

    private func place(of name: String) -> (path: String, distance: Int)? {
        let key = Key(name)
        var level: [Way] = []
        for distance in 0...Self.farthest {
            if distance < ancestors.count {
                let ancestor = ancestors[ancestors.count - 1 - distance]
                level.append(Way(start: ancestor.node, up: distance, schema: ancestor.schema, node: ancestor.node))
            }
            let homes = level.filter { way in
                distance > 0 && way.schema.property(name) != nil && way.node.map { document.value(of: $0, key) == nil } ?? true
            }
            if let best = homes.min(by: { ($0.absent, $0.up, path(of: $0)) < ($1.absent, $1.up, path(of: $1)) }) {
                return (path(of: best), distance)
            }
            if distance < Self.farthest { level = level.flatMap(furtherIn) }
        }
        return nil
    }

    private func furtherIn(_ way: Way) -> [Way] {
        way.schema.properties.compactMap { property in
            let isList = property.schema.type == .array
            guard let inner = isList ? property.schema.items : property.schema, !inner.properties.isEmpty,
                !(way.up == ancestors.count - 1 && way.steps.isEmpty && property.key.text == "status")
            else { return nil }
            var next = way
            next.schema = inner
            next.node = way.node.flatMap { document.value(of: $0, property.key) }
            if isList { next.node = next.node.flatMap { document.element(of: $0, at: 0) } }
            next.steps.append(isList ? property.key.text + "[]" : property.key.text)
            next.absent += next.node == nil ? 1 : 0
            return next
        }
    }

    private func path(of way: Way) -> String {
        let base = document.path(of: way.start).dropFirst(document.path(of: ancestors[0].node).count).pathDescription
        return ([base].filter { !$0.isEmpty } + way.steps).joined(separator: ".")
    }
}
