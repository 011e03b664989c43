import LinearRegex
package import YAMLDocument

/// The schema of a custom resource, or of a part of one.
///
/// It is a class because parts are shared, and each is made once and read by many objects.
///
/// Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
package final class StructuralSchema: Sendable {
    /// The types that a value can have.
    package enum ValueType: String, Sendable {
        case object, array, string, integer, number, boolean
    }

    /// What objects may have beside their properties.
    package enum Additional: Sendable {
        /// Nothing.
        case none
        /// Anything.
        case any
        /// Values that fit a schema.
        case schema(StructuralSchema)
    }

    /// A named property.
    package struct Property: Sendable {
        /// Its name, ready to be looked up.
        package let key: Key
        /// Its schema.
        package let schema: StructuralSchema
    }

    /// Bounds on numbers, lengths and counts.
    struct Bounds: Sendable {
        var minimum: Double?
        var maximum: Double?
        var isMinimumExclusive = false
        var isMaximumExclusive = false
        var multipleOf: Double?
        /// In Unicode scalars.
        var length = CountBounds()
        var items = CountBounds()
        var properties = CountBounds()
    }

    /// How few and how many.
    struct CountBounds: Sendable, Equatable {
        var minimum: Int64?
        var maximum: Int64?
    }

    /// Schemas of which values must fit all, any, one or none.
    struct Combinations: Sendable {
        var all: [StructuralSchema] = []
        var any: [StructuralSchema] = []
        var one: [StructuralSchema] = []
        var not: StructuralSchema?
        var isEmpty: Bool { all.isEmpty && any.isEmpty && one.isEmpty && not == nil }
    }

    /// The type; nil where none is said, as under int-or-string.
    package let type: ValueType?
    /// The properties, ordered by the hashes of their names.
    package let properties: [Property]
    /// What objects may have beside them.
    package let additional: Additional
    /// The schema of a list's elements; nil if they may be anything.
    package let items: StructuralSchema?
    /// The properties that an object must have.
    let required: [Key]
    /// Whether the value may be an integer or a string.
    package let isIntOrString: Bool
    /// Whether an object may have fields that the schema does not name.
    package let preservesUnknownFields: Bool
    /// Whether null is a value.
    package let isNullable: Bool
    /// Whether the value is an object with `apiVersion`, `kind` and `metadata` of its own.
    package let isEmbeddedResource: Bool
    /// The allowed values as nodes of `document`; empty if any value is.
    let allowedValues: [NodeID]
    /// What the server puts where nothing is written; a node of `document`.
    package let defaultValue: NodeID?
    /// What a string must match somewhere.
    let pattern: LinearRegex?
    /// The format of a string or a number, without dashes; empty if none is said.
    package let format: String
    let bounds: Bounds
    /// `map`, `set`, `atomic`, or empty.
    package let listType: String
    /// The keys that tell the elements of a list of type `map` apart.
    package let listMapKeys: [Key]
    let combinations: Combinations
    /// The entries of `x-kubernetes-validations`, nodes of `document`, for who can evaluate them.
    package let validations: [NodeID]
    /// The document that the schema is written in.
    package let document: Document
    /// The node of the schema in it.
    package let node: NodeID
    /// Whether any part of this schema has validations, so that a pass in search of them can turn back here.
    package let hasValidationsInside: Bool

    /// The schema of a property; nil if there is none of that name.
    @inline(__always)
    package func property(keyHash: UInt32, utf8: UnsafeBufferPointer<UInt8>) -> StructuralSchema? {
        var (low, high) = (0, properties.count)
        while low < high {
            let middle = (low + high) / 2
            if properties[middle].key.hash < keyHash { low = middle + 1 } else { high = middle }
        }
        while low < properties.count, properties[low].key.hash == keyHash {
            if properties[low].key.withBytes({ $0.utf8.hasSameBytes(as: utf8) }) { return properties[low].schema }
            low += 1
        }
        return nil
    }

    /// The schema of a property; nil if there is none of that name.
    package func property(_ name: String) -> StructuralSchema? {
        let key = Key(name)
        return key.withBytes { property(keyHash: $0.hash, utf8: $0.utf8) }
    }

    /// Takes over what a reader found.
    init(_ draft: Draft) {
        type = draft.type
        properties = draft.properties.sorted { $0.key.hash < $1.key.hash }
        additional = draft.additional
        items = draft.items
        required = draft.required
        (isIntOrString, preservesUnknownFields) = (draft.isIntOrString, draft.preservesUnknownFields)
        (isNullable, isEmbeddedResource) = (draft.isNullable, draft.isEmbeddedResource)
        (allowedValues, defaultValue, pattern, format) = (draft.allowedValues, draft.defaultValue, draft.pattern, draft.format)
        (bounds, listType, listMapKeys) = (draft.bounds, draft.listType, draft.listMapKeys)
        (combinations, validations) = (draft.combinations, draft.validations)
        (document, node) = (draft.document, draft.node)
        var inner = properties.map(\.schema) + [items].compactMap(\.self)
        if case .schema(let schema) = additional { inner.append(schema) }
        hasValidationsInside = !validations.isEmpty || inner.contains { $0.hasValidationsInside }
    }

    /// A schema in the making.
    struct Draft {
        var type: ValueType?
        var properties: [Property] = []
        var additional = Additional.none
        var items: StructuralSchema?
        var required: [Key] = []
        var isIntOrString = false
        var preservesUnknownFields = false
        var isNullable = false
        var isEmbeddedResource = false
        var allowedValues: [NodeID] = []
        var defaultValue: NodeID?
        var pattern: LinearRegex?
        var format = ""
        var bounds = Bounds()
        var listType = ""
        var listMapKeys: [Key] = []
        var combinations = Combinations()
        var validations: [NodeID] = []
        let document: Document
        let node: NodeID
    }
}
