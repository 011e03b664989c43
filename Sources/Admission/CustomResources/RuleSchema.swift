import CEL
import YAMLDocument

/// A part of a CustomResourceDefinition's schema as its rules see it: a type for their expressions, and the rules.
///
/// It is a class because each part is made once and read by many objects.
final class RuleSchema: Sendable {
    /// How a value is made of a node.
    enum Form: Sendable {
        case object, map, list, bool, int, double, string, bytes, duration, date, dateTime, intOrString
        /// What expressions cannot name.
        case opaque
    }

    /// A named part of an object.
    struct Property: Sendable {
        /// As in objects.
        let key: Key
        /// As in expressions; nil if they cannot name it.
        let name: String?
        let schema: RuleSchema

        init(_ name: String, _ schema: RuleSchema) {
            (key, self.name, self.schema) = (Key(name), PropertyName.escaped(name), schema)
        }
    }

    let form: Form
    let type: CELType
    let rules: [FieldRule]
    let properties: [Property]
    /// Of a list's elements or of a map's values.
    let element: RuleSchema?
    /// What makes lists equal.
    let listKind: ListKind
    let isNullable: Bool
    /// The value of an absent property, in the definition's document; nil if there is none.
    let defaultValue: NodeID?
    /// Whether a value is what its node says, so that it needs no copy: no format, no default and no odd name is in it.
    let isPlain: Bool
    /// Whether there are rules here or below.
    let hasRules: Bool

    /// Reads a schema.
    ///
    /// - Parameters:
    ///   - path: the names that lead here, for the names of types.
    ///   - isResource: whether the value is an object with `apiVersion`, `kind` and `metadata`.
    init(_ node: NodeID, in document: Document, path: String, isResource: Bool, depth: Int, kubernetesMinor: Int) {
        func text(_ key: Key) -> String { document.value(of: node, key).map(document.text) ?? "" }
        func flag(_ key: Key) -> Bool { document.value(of: node, key).flatMap(document.bool) ?? false }
        func child(_ node: NodeID, _ name: String) -> RuleSchema {
            RuleSchema(
                node, in: document, path: path + "." + name,
                isResource: document.value(of: node, "x-kubernetes-embedded-resource").flatMap(document.bool) ?? false,
                depth: depth + 1, kubernetesMinor: kubernetesMinor)
        }
        func mapping(_ key: Key) -> NodeID? {
            guard depth < Self.depthLimit else { return nil }
            return document.value(of: node, key).flatMap { document.kind(of: $0) == .mapping ? $0 : nil }
        }
        isNullable = flag("nullable")
        defaultValue = document.value(of: node, "default")
        var properties: [Property] = []
        if let list = mapping("properties") {
            properties = document.children(of: list).map { entry in
                let name = document.key(of: entry) ?? ""
                return Property(name, child(entry, name))
            }
        }
        if isResource {
            let metadata = properties.first { $0.key == "metadata" }?.schema.properties ?? []
            properties.removeAll { ["apiVersion", "kind", "metadata"].contains($0.key) }
            properties += Self.metadata(path, describedAs: metadata)
        }
        let additional = mapping("additionalProperties").map { child($0, "*") }
        let items = mapping("items").map { child($0, "[]") }
        element = additional ?? items
        listKind = Self.listKind(text("x-kubernetes-list-type"), document.texts(of: node, "x-kubernetes-list-map-keys"))
        self.properties = properties
        form = Self.form(
            text("type"), text("format"), isIntOrString: flag("x-kubernetes-int-or-string"), isMap: additional != nil)
        type = Self.type(form, path: path, properties, element)
        hasRules =
            document.value(of: node, "x-kubernetes-validations") != nil || properties.contains { $0.schema.hasRules }
            || element?.hasRules == true
        isPlain = listKind == .ordered && Self.isPlain(form, properties, element, isNullable: isNullable)
        rules =
            document.value(of: node, "x-kubernetes-validations").map { [type] list in
                document.children(of: list).map { FieldRule($0, in: document, on: type, kubernetesMinor: kubernetesMinor) }
            } ?? []
    }

    /// A leaf that no file describes.
    private init(_ form: Form, path: String, properties: [Property] = []) {
        (self.form, self.properties, element, isNullable, defaultValue) = (form, properties, nil, false, nil)
        (isPlain, rules, listKind) = (true, [], .ordered)
        hasRules = properties.contains { $0.schema.hasRules }
        type = Self.type(form, path: path, properties, nil)
    }

    /// How deep schemas may be; definitions have no cycles, but a hostile file may nest.
    private static let depthLimit = 100

    /// What rules on a whole object see of it beside its own properties.
    ///
    /// Source: `WithTypeAndObjectMeta` of `k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model`
    private static func metadata(_ path: String, describedAs described: [Property]) -> [Property] {
        let text = RuleSchema(.string, path: path)
        let names = ["name", "generateName"].map { name in
            described.first { $0.key.text == name } ?? Property(name, text)
        }
        let metadata = RuleSchema(.object, path: path + ".metadata", properties: names)
        return [Property("apiVersion", text), Property("kind", text), Property("metadata", metadata)]
    }

    private static func listKind(_ type: String, _ keys: [String]) -> ListKind {
        switch type {
        case "set": .set
        case "map": .map(keys: keys.compactMap(PropertyName.escaped))
        default: .ordered
        }
    }

    private static func form(_ type: String, _ format: String, isIntOrString: Bool, isMap: Bool) -> Form {
        if isIntOrString { return .intOrString }
        switch (type, format) {
        case ("object", _): return isMap ? .map : .object
        case ("array", _): return .list
        case ("boolean", _): return .bool
        case ("integer", _): return .int
        case ("number", _): return .double
        case ("string", "byte"): return .bytes
        case ("string", "duration"): return .duration
        case ("string", "date"): return .date
        case ("string", "date-time"): return .dateTime
        case ("string", _): return .string
        default: return .opaque
        }
    }

    private static func type(
        _ form: Form, path: String, _ properties: [Property], _ element: RuleSchema?
    ) -> CELType {
        switch form {
        case .object:
            var fields: [String: CELType] = [:]
            for property in properties where property.schema.form != .opaque {
                if let name = property.name { fields[name] = property.schema.type }
            }
            return .object(name: path, fields: fields)
        case .map: return .map(.string, element?.type ?? .dyn)
        case .list: return .list(element?.type ?? .dyn)
        case .bool: return .bool
        case .int: return .int
        case .double: return .double
        case .string: return .string
        case .bytes: return .bytes
        case .duration: return .duration
        case .date, .dateTime: return .timestamp
        case .intOrString, .opaque: return .dyn
        }
    }

    private static func isPlain(
        _ form: Form, _ properties: [Property], _ element: RuleSchema?, isNullable: Bool
    ) -> Bool {
        switch form {
        case .bool, .int, .string, .intOrString: true
        case .double, .bytes, .duration, .date, .dateTime, .opaque: false
        case .map, .list: element.map { $0.isPlain && !$0.isNullable } ?? false
        case .object:
            properties.allSatisfy {
                $0.schema.isPlain && !$0.schema.isNullable && $0.schema.defaultValue == nil && $0.name == $0.key.text
            }
        }
    }
}
