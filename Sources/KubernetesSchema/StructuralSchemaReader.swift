import LinearRegex
import YAMLDocument

/// Reads a schema from a document: `openAPIV3Schema` of a CustomResourceDefinition, or a JSON schema that was made from one.
///
/// It takes what it understands; whether the schema itself is sound is judged by rules about CustomResourceDefinitions.
struct StructuralSchemaReader {
    let document: Document
    /// Whether every object may have fields that the schema does not name.
    var keepsUnknownFields = false
    /// How deep schemas may be nested; a reader of a hostile one stops there and takes anything below.
    private static let deepest = 200

    /// The schema at a node.
    func schema(at node: NodeID, depth: Int = 0) -> StructuralSchema {
        var draft = StructuralSchema.Draft(document: document, node: node)
        guard document.kind(of: node) == .mapping, depth < Self.deepest else {
            draft.preservesUnknownFields = true
            return StructuralSchema(draft)
        }
        readTypes(node, into: &draft)
        readBounds(node, into: &draft)
        readExtensions(node, into: &draft)
        readStructure(node, into: &draft, depth: depth)
        readCombinations(node, into: &draft, depth: depth)
        return StructuralSchema(draft)
    }

    private func readTypes(_ node: NodeID, into draft: inout StructuralSchema.Draft) {
        if let types = value(node, "type") {
            // Converted schemas write `[string, "null"]` for nullable ones.
            let names =
                document.kind(of: types) == .sequence
                ? document.children(of: types).map(document.text) : [document.text(of: types)]
            draft.isNullable = names.contains("null")
            let others = names.filter { $0 != "null" }
            draft.type = others.count == 1 ? StructuralSchema.ValueType(rawValue: others[0]) : nil
            if Set(others) == ["integer", "string"] { draft.isIntOrString = true }
        }
        draft.format = text(node, "format").filter { $0 != "-" }
        draft.isNullable = draft.isNullable || flag(node, "nullable")
        if let values = value(node, "enum") { draft.allowedValues = Array(document.children(of: values)) }
        draft.defaultValue = value(node, "default")
        if let pattern = value(node, "pattern").flatMap(document.string) { draft.pattern = try? LinearRegex(pattern) }
    }

    private func readBounds(_ node: NodeID, into draft: inout StructuralSchema.Draft) {
        draft.bounds.minimum = number(node, "minimum")
        draft.bounds.maximum = number(node, "maximum")
        draft.bounds.isMinimumExclusive = flag(node, "exclusiveMinimum")
        draft.bounds.isMaximumExclusive = flag(node, "exclusiveMaximum")
        draft.bounds.multipleOf = number(node, "multipleOf")
        draft.bounds.length = .init(minimum: count(node, "minLength"), maximum: count(node, "maxLength"))
        draft.bounds.items = .init(minimum: count(node, "minItems"), maximum: count(node, "maxItems"))
        draft.bounds.properties = .init(minimum: count(node, "minProperties"), maximum: count(node, "maxProperties"))
    }

    private func readExtensions(_ node: NodeID, into draft: inout StructuralSchema.Draft) {
        draft.isIntOrString = draft.isIntOrString || flag(node, "x-kubernetes-int-or-string") || draft.format == "intorstring"
        draft.preservesUnknownFields =
            keepsUnknownFields || flag(node, "x-kubernetes-preserve-unknown-fields")
            || value(node, "$ref") != nil
        draft.isEmbeddedResource = flag(node, "x-kubernetes-embedded-resource")
        draft.listType = text(node, "x-kubernetes-list-type")
        draft.listMapKeys = texts(node, "x-kubernetes-list-map-keys").map { Key($0) }
        if let rules = value(node, "x-kubernetes-validations") { draft.validations = Array(document.children(of: rules)) }
    }

    private func readStructure(_ node: NodeID, into draft: inout StructuralSchema.Draft, depth: Int) {
        if let properties = value(node, "properties") {
            for property in document.children(of: properties) {
                let key = Key(document.key(of: property) ?? "")
                draft.properties.append(.init(key: key, schema: schema(at: property, depth: depth + 1)))
            }
        }
        draft.required = texts(node, "required").map { Key($0) }
        if let items = value(node, "items") { draft.items = schema(at: items, depth: depth + 1) }
        if let additional = value(node, "additionalProperties") {
            switch document.bool(additional) {
            case true?: draft.additional = .any
            case false?: draft.additional = .none
            case nil: draft.additional = .schema(schema(at: additional, depth: depth + 1))
            }
        }
    }

    private func readCombinations(_ node: NodeID, into draft: inout StructuralSchema.Draft, depth: Int) {
        func schemas(_ key: Key) -> [StructuralSchema] {
            value(node, key).map { document.children(of: $0).map { schema(at: $0, depth: depth + 1) } } ?? []
        }
        draft.combinations.all = schemas("allOf")
        draft.combinations.any = schemas("anyOf")
        draft.combinations.one = schemas("oneOf")
        draft.combinations.not = value(node, "not").map { schema(at: $0, depth: depth + 1) }
        // Converters write `anyOf: [integer, string]` for int-or-string and leave its own keyword out.
        func isIntOrString(_ schemas: [StructuralSchema]) -> Bool {
            schemas.count == 2 && Set(schemas.compactMap(\.type)) == [.integer, .string] && draft.type == nil
        }
        if isIntOrString(draft.combinations.any) { (draft.combinations.any, draft.isIntOrString) = ([], true) }
        if isIntOrString(draft.combinations.one) { (draft.combinations.one, draft.isIntOrString) = ([], true) }
    }

    private func value(_ node: NodeID, _ key: Key) -> NodeID? { document.value(of: node, key) }
    private func flag(_ node: NodeID, _ key: Key) -> Bool { value(node, key).flatMap(document.bool) ?? false }
    private func text(_ node: NodeID, _ key: Key) -> String { value(node, key).flatMap(document.string) ?? "" }
    private func number(_ node: NodeID, _ key: Key) -> Double? { value(node, key).flatMap(document.double) }
    private func count(_ node: NodeID, _ key: Key) -> Int64? { value(node, key).flatMap(document.int) }
    private func texts(_ node: NodeID, _ key: Key) -> [String] {
        value(node, key).map { document.children(of: $0).map(document.text) } ?? []
    }
}
