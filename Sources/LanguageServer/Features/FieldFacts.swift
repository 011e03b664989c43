import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
import YAMLDocument

/// What the API says of the field at a place.
struct FieldFacts {
    /// The name of the type that has the field.
    let owner: String
    /// The field in its newest form.
    let field: BuiltInField

    /// Finds the field at the end of a path of a kind; nil for what the table does not know, and for keys that the author chooses.
    init?(kind: BuiltInKind, path: [PathStep]) {
        var type: BuiltInType? = kind.type
        var found: (owner: String, field: BuiltInField)?
        var keyIsFree = false
        for step in path {
            guard case .key(let name) = step else { continue }
            if keyIsFree {
                keyIsFree = false
                found = nil
                continue
            }
            guard let owner = type, let field = owner.fields(named: name).last else { return nil }
            found = (owner.name, field)
            keyIsFree = field.container == .map || field.container == .mapOfLists
            if case .object(let inner) = field.element { type = inner } else { type = nil }
        }
        guard let found else { return nil }
        (owner, field) = found
    }

    /// The field as Markdown.
    var text: String {
        var text = "`\(field.name)`: \(Explanation.signature(field)), a field of \(owner) in Kubernetes \(field.versions)"
        let values = field.allowedValues.map { $0.versions == field.versions ? "`\($0.text)`" : "`\($0.text)` (\($0.versions))" }
        if !values.isEmpty { text += "\n\nValues: " + values.joined(separator: ", ") }
        if let value = field.defaultValue { text += "\n\nDefault: `\(value)`" }
        return text
    }
}

extension BuiltInKind {
    /// The kind of an object; one that has no such version in its newest.
    static func of(_ type: GVK) -> BuiltInKind? {
        BuiltInKind(group: type.group, version: type.version, kind: type.kind)
            ?? named(type.kind).filter { $0.group == type.group }.max {
                ($0.versions.newest?.minor ?? 0) < ($1.versions.newest?.minor ?? 0)
            }
    }
}
