import KubernetesSchemaTable

extension APIFacts {
    /// Mends what documents leave out or say for a short time only, and drops what nobody needs.
    mutating func tidy() {
        fillGapsOfKinds()
        relaxUnsteadyRequirements()
        dropOpenValues()
        dropUnreachableTypes()
    }

    /// A kind that a document leaves out between two that have it is served all the same, if the type is there: kinds of
    /// subresources, such as `policy/v1 Eviction`, are not in every document's list.
    private mutating func fillGapsOfKinds() {
        for (name, kind) in kinds {
            guard let first = kind.versions.oldest, let last = kind.versions.newest else { continue }
            let present = (types[kind.type]?.versions ?? kind.versions).intersection(KubernetesVersionSet(first...last))
            kinds[name]?.versions = kind.versions.union(present)
        }
    }

    /// A field that was required for a while only, or in two stretches of time, counts as optional: a patch release took it
    /// back (`events.v1.Event.metadata` in 1.20).
    private mutating func relaxUnsteadyRequirements() {
        for (typeName, type) in types {
            for (fieldName, var field) in type.fields {
                let isUnsteady = field.shapes.values.contains { versions in
                    guard let first = versions.oldest, let last = versions.newest else { return false }
                    return versions != KubernetesVersionSet(first...last).intersection(self.versions)
                }
                guard isUnsteady else { continue }
                field.shapes = Dictionary(
                    field.shapes.map { (FieldShape(container: $0.container, type: $0.type, isRequired: false), $1) }
                ) { $0.union($1) }
                types[typeName]?.fields[fieldName] = field
            }
        }
    }

    /// Fields whose constants in Go are examples: anybody may write other values, and the server takes them.
    private static let openFields: [(type: String, field: String)] = [
        ("core.v1.PodReadinessGate", "conditionType"), ("batch.v1.PodFailurePolicyOnPodConditionsPattern", "type"),
    ]

    /// Leaves out the values of fields that may have any.
    private mutating func dropOpenValues() {
        for (type, field) in Self.openFields { types[type]?.fields[field]?.values = [:] }
    }

    /// Leaves out types that no kind reaches: lists, and what only other APIs of the server use.
    private mutating func dropUnreachableTypes() {
        var reached: Set<String> = []
        var pending = kinds.values.map(\.type)
        while let name = pending.popLast() {
            guard reached.insert(name).inserted, let type = types[name] else { continue }
            pending += type.fields.values.flatMap(\.shapes.keys).map(\.type)
        }
        types = types.filter { reached.contains($0.key) }
    }
}
