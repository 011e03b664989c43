import YAMLDocument

/// What a CustomResourceDefinition says of a field, found by a path such as `widget.spec.size`: for `plimsoll explain --crds`.
public struct CustomExplanation: Hashable, Sendable {
    /// A field by its name.
    public struct Field: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The type, and whether an object must have the field.
        public let signature: String
    }

    /// The kind.
    public let kind: String
    /// As objects write it.
    public let apiVersion: String
    /// The names of the fields from the kind to the one that is explained; empty for the kind itself.
    public let path: [String]
    /// The type as a schema names it, and whether an object must have the field.
    public let signature: String
    /// What the definition says of it in words; may be empty.
    public let text: String
    /// The allowed values; empty if any value is.
    public let values: [String]
    /// What the server puts where nothing is written, in JSON; nil if nothing.
    public let defaultValue: String?
    /// What an object is made of, by name; empty for scalars.
    public let fields: [Field]

    /// Finds a path; nil if no definition has the kind.
    public init?(_ text: String, in store: SchemaStore) throws(Explanation.NotFound) {
        let path = ExplainedPath(text)
        guard let (definition, version) = store.definition(of: path), let root = definition.versions[version]?.schema?.schema
        else { return nil }
        let kind = definition.type.kind
        var schema = root
        var isRequired = false
        for (number, step) in path.steps.enumerated() {
            let owner = schema.withFields
            guard let next = owner.property(step) else {
                let similar = owner.properties.map(\.key.text).sorted().closestSpelling(to: step)
                throw Explanation.NotFound(
                    description: "no field '\(step)' in '\(path.owner(kind, before: number))'"
                        + (similar.map { "; did you mean '\($0)'?" } ?? ""))
            }
            isRequired = owner.required.contains(Key(step))
            schema = next
        }
        let document = schema.document
        (self.kind, self.path) = (kind, path.steps)
        apiVersion = definition.type.group + "/" + version
        signature = schema.signature(isRequired: isRequired)
        self.text = document.value(of: schema.node, "description").map(document.text) ?? ""
        values = schema.allowedValues.map(document.text)
        defaultValue = schema.defaultValue.map { JSONPrinter.json(of: $0, in: document) }
        let owner = schema.withFields
        fields = owner.properties.map {
            Field(name: $0.key.text, signature: $0.schema.signature(isRequired: owner.required.contains($0.key)))
        }.sorted { $0.name < $1.name }
    }
}

extension SchemaStore {
    /// The definition that a path begins at and the version that is meant, which is the newest that is served.
    fileprivate func definition(of path: ExplainedPath) -> (CustomDefinition, version: String)? {
        for definition in definitions.values.sorted(by: { $0.type.group < $1.type.group }) {
            let served = definition.versions.filter(\.value.isServed).keys.sorted { Self.isOlder($0, $1) }
            let meant = served.last {
                path.means(
                    kind: definition.type.kind, plural: definition.plural, apiVersion: definition.type.group + "/" + $0)
            }
            if let meant { return (definition, meant) }
        }
        return nil
    }

    /// Versions without `alpha` and `beta` are the newest.
    private static func isOlder(_ a: String, _ b: String) -> Bool {
        func rank(_ version: String) -> Int { version.contains("alpha") ? 0 : version.contains("beta") ? 1 : 2 }
        return (rank(a), a.utf8.count, a) < (rank(b), b.utf8.count, b)
    }
}

extension StructuralSchema {
    /// The schema of what has fields: of a list its elements, of a map its values, else itself.
    fileprivate var withFields: StructuralSchema {
        if let items { return items.withFields }
        if properties.isEmpty, case .schema(let schema) = additional { return schema.withFields }
        return self
    }

    fileprivate func signature(isRequired: Bool) -> String { isRequired ? typeText + " required" : typeText }

    private var typeText: String {
        if isIntOrString { return "integer or string" }
        if let items { return "[\(items.typeText)]" }
        if properties.isEmpty, case .schema(let schema) = additional { return "{string: \(schema.typeText)}" }
        return type?.rawValue ?? "any"
    }
}
