import YAMLDocument

/// Finds what the author of an unknown field of a custom resource probably meant: a field with a similar name, or the same name at
/// another level.
struct CustomFieldSuggestion {
    let document: Document
    /// The objects from the root to the one with the unknown field.
    let ancestors: [(node: NodeID, schema: StructuralSchema)]

    /// What to do with an unknown field; nil if nothing comes near.
    func remedy(for child: NodeID, named name: String) -> SchemaViolation.Remedy? {
        guard let schema = ancestors.last?.schema else { return nil }
        let similar = schema.properties.map(\.key.text).sorted().closestSpelling(to: name)
        let search = FieldSearch(document, ancestors.map { ($0.node, $0.schema) })
        let found = search.home(of: child, named: name)
        if let found, similar == nil || found.distance == 1 { return .move(found.home) }
        return similar.map { .rename($0) }
    }
}

extension StructuralSchema: FieldOwner {
    var inner: [InnerField<StructuralSchema>] {
        properties.compactMap { property in
            let isList = property.schema.type == .array
            guard let schema = isList ? property.schema.items : property.schema, !schema.properties.isEmpty else { return nil }
            return InnerField(
                name: property.key.text, isList: isList, isRequired: required.contains(property.key), owner: schema)
        }
    }

    func mayHold(_ key: Key, _ value: NodeID, in document: Document) -> Bool { property(key.text) != nil }
}
