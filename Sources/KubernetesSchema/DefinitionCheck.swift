import KubernetesSchemaTable
import LinearRegex
import YAMLDocument

/// The check of the schemas in a CustomResourceDefinition: whether they are structural, as the API server demands in `v1`.
///
/// Source: apiextensions-apiserver/pkg/apiserver/schema/{structural,validation}.go, and the page on structural schemas:
/// https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
struct DefinitionCheck {
    private let document: Document
    private let targets: KubernetesVersionSet
    private(set) var violations: [SchemaViolation] = []
    /// How deep schemas may be nested; below that nothing is judged.
    private static let deepest = 200

    /// Where a schema stands in the one that it is a part of.
    private enum Level {
        case root, field, item
    }

    init(document: Document, targets: KubernetesVersionSet) { (self.document, self.targets) = (document, targets) }

    /// Judges the schemas of all versions of a definition.
    mutating func run(_ object: NodeID) {
        guard let versions = document.node(at: "spec", "versions", from: object), document.kind(of: versions) == .sequence
        else { return }
        for version in document.children(of: versions) {
            guard let schema = document.node(at: "schema", "openAPIV3Schema", from: version) else { continue }
            judge(schema, .root, depth: 0)
        }
    }
}

// MARK: Schemas

extension DefinitionCheck {
    private mutating func judge(_ schema: NodeID, _ level: Level, depth: Int) {
        guard document.kind(of: schema) == .mapping, depth < Self.deepest else { return }
        for key in Self.neverAllowed {
            if let entry = value(schema, key) { report("'\(key.text)' is not allowed in a schema", at: entry, .key) }
        }
        if flag(schema, "uniqueItems"), let entry = value(schema, "uniqueItems") {
            report("'uniqueItems' must not be true; 'x-kubernetes-list-type: set' says the same", at: entry)
        }
        judgeType(of: schema, level)
        judgeStructure(of: schema, level, depth: depth)
        judgeList(schema)
        judgePattern(of: schema)
        judgeDefault(of: schema)
        // Of an embedded object a schema may say what it likes.
        if level == .root { judgeMetadata(of: schema) }
        for key in Self.combinations {
            forEachAlternative(key, of: schema) { $0.judgeAlternative($1, of: schema, depth: depth + 1) }
        }
    }

    private mutating func judgeType(of schema: NodeID, _ level: Level) {
        let type = text(schema, "type")
        let isIntOrString = flag(schema, "x-kubernetes-int-or-string")
        let keepsUnknown = flag(schema, "x-kubernetes-preserve-unknown-fields")
        if let entry = value(schema, "type"), !type.isEmpty, StructuralSchema.ValueType(rawValue: type) == nil {
            let types = "object, array, string, integer, number or boolean"
            return report("'\(type)' is no type; it is one of \(types)", at: entry)
        }
        if level == .root {
            if type != "object" { reportMissing("type", in: schema, "the type of the whole is object") }
            if flag(schema, "nullable"), let entry = value(schema, "nullable") {
                report("the whole cannot be 'nullable'", at: entry, .key)
            }
        } else if type.isEmpty, !isIntOrString, !keepsUnknown {
            reportMissing("type", in: schema, "a schema needs a 'type'")
        }
        if let entry = value(schema, "x-kubernetes-preserve-unknown-fields"), document.bool(entry) == false {
            report("'x-kubernetes-preserve-unknown-fields' is true, or not there", at: entry)
        }
        if isIntOrString, keepsUnknown, let entry = value(schema, "x-kubernetes-preserve-unknown-fields") {
            report("numbers and strings have no fields to preserve", at: entry, .key)
        }
    }

    private mutating func judgeStructure(of schema: NodeID, _ level: Level, depth: Int) {
        let properties = value(schema, "properties")
        if let properties, document.kind(of: properties) == .mapping {
            for property in document.children(of: properties) { judge(property, .field, depth: depth + 1) }
        }
        if let items = value(schema, "items") {
            if document.kind(of: items) == .sequence {
                report("'items' is one schema, not a list of them", at: items)
            } else {
                judge(items, .item, depth: depth + 1)
            }
        } else if text(schema, "type") == "array" {
            reportMissing("items", in: schema, "an array needs 'items'")
        }
        guard let additional = value(schema, "additionalProperties") else { return }
        let hasProperties = properties.map { document.count(of: $0) > 0 } ?? false
        if document.bool(additional) == false {
            report("'additionalProperties' must not be false: unknown fields are dropped without it", at: additional)
        } else if level == .root {
            report("the whole cannot have 'additionalProperties'", at: additional, .key)
        } else if hasProperties, document.bool(additional) == nil || document.bool(additional) == true {
            report("'properties' and 'additionalProperties' exclude each other", at: additional, .key)
        }
        judge(additional, .field, depth: depth + 1)
    }

    private mutating func judgeList(_ schema: NodeID) {
        guard let entry = value(schema, "x-kubernetes-list-type") else { return }
        let listType = document.text(of: entry)
        guard text(schema, "type") == "array" else { return report("a list type is for arrays only", at: entry, .key) }
        guard let items = value(schema, "items") else { return }
        let itemType = text(items, "type")
        switch listType {
        case "atomic": break
        case "set":
            let isAtomic =
                itemType == "array" && text(items, "x-kubernetes-list-type") == "atomic"
                || itemType == "object" && text(items, "x-kubernetes-map-type") == "atomic"
            if itemType == "object" && !isAtomic || itemType == "array" && !isAtomic {
                report("the elements of a set are scalars, or atomic", at: entry)
            }
        case "map":
            guard let keys = value(schema, "x-kubernetes-list-map-keys"), document.count(of: keys) > 0 else {
                return reportMissing("x-kubernetes-list-map-keys", in: schema, "a list of type map needs its keys")
            }
            guard itemType == "object" else { return report("the elements of a list of type map are objects", at: entry) }
            for key in document.children(of: keys) { judgeMapKey(key, items) }
        default: report("a list type is atomic, set or map, not '\(listType)'", at: entry)
        }
    }

    private mutating func judgeMapKey(_ key: NodeID, _ items: NodeID) {
        let name = document.text(of: key)
        guard let property = document.node(at: ["properties", Key(name)], from: items) else {
            return report("the elements have no property '\(name)'", at: key)
        }
        if ["object", "array"].contains(text(property, "type")) { report("the key '\(name)' is no scalar", at: key) }
        let required = value(items, "required").map { document.children(of: $0).map(document.text) } ?? []
        if !required.contains(name), value(property, "default") == nil {
            report("the key '\(name)' must be required, or have a default", at: key)
        }
    }

    private mutating func judgePattern(of schema: NodeID) {
        guard let entry = value(schema, "pattern"), let pattern = document.string(entry) else { return }
        if (try? LinearRegex(pattern)) == nil {
            report("'\(pattern)' is no regular expression of RE2", at: entry)
        }
    }

    private mutating func judgeDefault(of schema: NodeID) {
        guard let value = value(schema, "default"), document.kind(of: value) != .null else { return }
        var walk = CustomWalk(document: document, kind: "the default", targets: targets)
        walk.judgeDefault(value, StructuralSchemaReader(document: document).schema(at: schema))
        guard let first = walk.violations.first else { return }
        report("the default does not fit its own schema: \(first.message)", at: first.node)
    }

    /// The metadata of objects are the API server's; a schema can only limit names.
    private mutating func judgeMetadata(of schema: NodeID) {
        guard let metadata = document.node(at: "properties", "metadata", from: schema) else { return }
        if let properties = value(metadata, "properties"), document.kind(of: properties) == .mapping {
            for property in document.children(of: properties) {
                let name = document.key(of: property) ?? ""
                guard name != "name", name != "generateName" else { continue }
                report("of metadata a schema can limit 'name' and 'generateName' only", at: property, .key)
            }
        }
        if let value = value(metadata, "default") { report("metadata cannot have a default", at: value, .key) }
    }
}

// MARK: Alternatives

extension DefinitionCheck {
    private static let combinations: [Key] = ["allOf", "anyOf", "oneOf", "not"]
    private static let neverAllowed: [Key] = [
        "$ref", "definitions", "dependencies", "id", "patternProperties", "additionalItems",
    ]
    /// What belongs into the structure and not into a condition on values.
    private static let structural: [Key] = ["type", "default", "description", "nullable", "additionalProperties"]

    private mutating func forEachAlternative(
        _ key: Key, of schema: NodeID, _ body: (inout DefinitionCheck, NodeID) -> Void
    ) {
        guard let entry = value(schema, key) else { return }
        if document.kind(of: entry) == .mapping { return body(&self, entry) }
        guard document.kind(of: entry) == .sequence, !isIntOrStringForm(entry, key, of: schema) else { return }
        for element in document.children(of: entry) { body(&self, element) }
    }

    /// Whether a list of alternatives is `[integer, string]`, which is how an int-or-string may be written.
    private func isIntOrStringForm(_ list: NodeID, _ key: Key, of schema: NodeID) -> Bool {
        guard flag(schema, "x-kubernetes-int-or-string") else { return false }
        func isPair(_ list: NodeID) -> Bool {
            document.children(of: list).map { text($0, "type") }.sorted() == ["integer", "string"]
        }
        if key.text == "anyOf" { return isPair(list) }
        guard key.text == "allOf", let first = document.children(of: list).first(where: { _ in true }) else { return false }
        return value(first, "anyOf").map(isPair) ?? false
    }

    private mutating func judgeAlternative(_ schema: NodeID, of structure: NodeID?, depth: Int) {
        guard document.kind(of: schema) == .mapping, depth < Self.deepest else { return }
        for entry in document.children(of: schema) {
            let key = document.key(of: entry) ?? ""
            if Self.structural.contains(where: { $0.text == key }) || key.hasPrefix("x-kubernetes-") {
                report("'\(key)' belongs into the schema itself, not into alternatives", at: entry, .key)
            }
        }
        if let properties = value(schema, "properties"), document.kind(of: properties) == .mapping {
            let known = structure.flatMap { value($0, "properties") }
            let isOpen = structure.map { value($0, "additionalProperties") != nil } ?? false
            for property in document.children(of: properties) {
                let name = document.key(of: property) ?? ""
                let outside = known.flatMap { value($0, Key(name)) }
                if outside == nil, !isOpen {
                    report("'\(name)' is no property of the schema that this is an alternative of", at: property, .key)
                }
                judgeAlternative(property, of: outside, depth: depth + 1)
            }
        }
        if let items = value(schema, "items") {
            judgeAlternative(items, of: structure.flatMap { value($0, "items") }, depth: depth + 1)
        }
        for key in Self.combinations {
            forEachAlternative(key, of: schema) { $0.judgeAlternative($1, of: structure, depth: depth + 1) }
        }
    }
}

// MARK: Reading and reporting

extension DefinitionCheck {
    private func value(_ node: NodeID, _ key: Key) -> NodeID? { document.value(of: node, key) }
    private func flag(_ node: NodeID, _ key: Key) -> Bool { value(node, key).flatMap(document.bool) ?? false }
    private func text(_ node: NodeID, _ key: Key) -> String { value(node, key).flatMap(document.string) ?? "" }

    private mutating func report(_ message: String, at node: NodeID, _ place: SchemaViolation.Place = .value) {
        violations.append(
            SchemaViolation(
                problem: .invalidDefinition, node: node, place: place, missingField: nil, message: message, remedy: nil,
                versions: targets, isRefused: true))
    }

    private mutating func reportMissing(_ field: String, in schema: NodeID, _ message: String) {
        if let entry = value(schema, Key(field)) { return report(message, at: entry) }
        report(message, at: schema, .key)
        violations[violations.count - 1].missingField = field
    }
}
