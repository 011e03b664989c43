import KubernetesSchemaTable
import YAMLDocument

/// One pass over a custom resource, beside its structural schema, as the API server does it: unknown fields, then null and
/// defaults, then types and bounds. The rules of `x-kubernetes-validations` are evaluated elsewhere.
struct CustomWalk {
    let document: Document
    let kind: String
    let targets: KubernetesVersionSet
    var violations: [SchemaViolation] = []
    /// The objects from the root to the one that is being judged.
    private var ancestors: [(node: NodeID, schema: StructuralSchema)] = []
    private var judgedAliases: Set<NodeAndSchema> = []

    private struct NodeAndSchema: Hashable {
        let node: NodeID
        let schema: ObjectIdentifier
    }

    init(document: Document, kind: String, targets: KubernetesVersionSet) {
        (self.document, self.kind, self.targets) = (document, kind, targets)
    }

    /// Judges the whole object.
    mutating func run(_ object: NodeID, schema: StructuralSchema) {
        judgeObject(object, schema, isRoot: true)
    }

    /// Judges the default of a schema by the schema.
    mutating func judgeDefault(_ value: NodeID, _ schema: StructuralSchema) { judge(value, schema) }

    /// Whether a value fits a schema, without a word of why not: for the members of `anyOf` and the like.
    private func fits(_ node: NodeID, _ schema: StructuralSchema) -> Bool {
        var trial = CustomWalk(document: document, kind: kind, targets: targets)
        trial.judge(node, schema, isAlternative: true)
        return trial.violations.isEmpty
    }

    mutating func report(
        _ problem: SchemaProblem, at node: NodeID, _ message: String, place: SchemaViolation.Place = .value,
        remedy: SchemaViolation.Remedy? = nil
    ) {
        violations.append(
            SchemaViolation(
                problem: problem, node: node, place: place, message: message, remedy: remedy, versions: targets,
                isRefused: true))
    }

    /// What a node is called in messages.
    func name(of node: NodeID) -> String {
        if let key = document.key(of: node) { return "'\(key)'" }
        guard let list = document.parent(of: node), let key = document.key(of: list) else { return kind }
        return "an element of '\(key)'"
    }

    /// What an object is called as the owner of fields.
    private func owner(_ node: NodeID, isRoot: Bool) -> String { isRoot ? kind : name(of: node) }
}

// MARK: Any value

extension CustomWalk {
    private mutating func judge(_ node: NodeID, _ schema: StructuralSchema, isAlternative: Bool = false) {
        if document.isUnknown(node) { return }
        if document.isAlias(node) {
            let visit = NodeAndSchema(node: document.resolved(node), schema: ObjectIdentifier(schema))
            guard judgedAliases.insert(visit).inserted else { return }
        }
        let nodeKind = document.kind(of: node)
        if nodeKind == .null {
            // A default takes the place of null where null is not allowed.
            guard !schema.isNullable, schema.defaultValue == nil, !isAlternative, schema.type != nil || schema.isIntOrString
            else { return }
            let message = SchemaMessage.wrongType(
                of: name(of: node), expected: schema.expectation, found: "it is null", quote: false)
            return report(.nullValue, at: node, message)
        }
        guard hasType(node, nodeKind, schema) else { return }
        judgeAllowedValues(node, schema)
        switch nodeKind {
        case .mapping: judgeObject(node, schema, isRoot: false, isAlternative: isAlternative)
        case .sequence: judgeList(node, schema)
        case .string, .timestamp: judgeString(node, schema)
        case .int, .float: judgeNumber(node, schema)
        default: break
        }
        if !schema.combinations.isEmpty { judgeCombinations(node, schema.combinations) }
    }

    /// Whether the type fits; says so if not.
    private mutating func hasType(_ node: NodeID, _ nodeKind: NodeKind, _ schema: StructuralSchema) -> Bool {
        let isInteger = nodeKind == .int || nodeKind == .float && document.double(node).map { $0 == $0.rounded() } == true
        let isString = nodeKind == .string || nodeKind == .timestamp
        let fits: Bool =
            if schema.isIntOrString {
                nodeKind == .int || isString
            } else {
                switch schema.type {
                case nil: true
                case .object?: nodeKind == .mapping
                case .array?: nodeKind == .sequence
                case .string?: isString
                case .integer?: isInteger
                case .number?: nodeKind == .int || nodeKind == .float
                case .boolean?: nodeKind == .bool
                }
            }
        if fits { return true }
        let wantsString = schema.type == .string && nodeKind.isScalar
        let text = nodeKind.isScalar ? document.text(of: node) : ""
        let shown = text.isEmpty || text.utf8.count > 40 ? "this" : "'\(text)'"
        let message = SchemaMessage.wrongType(
            of: name(of: node), expected: schema.expectation, found: "\(shown) is \(nodeKind.expectation)", quote: wantsString)
        report(wantsString ? .nonStringValue : .wrongType, at: node, message, remedy: wantsString ? .quote : nil)
        return false
    }

    private mutating func judgeAllowedValues(_ node: NodeID, _ schema: StructuralSchema) {
        guard !schema.allowedValues.isEmpty, document.kind(of: node).isScalar else { return }
        let text = document.text(of: node)
        let isText = document.kind(of: node) == .string
        let isAllowed = schema.allowedValues.contains { value in
            let kind = schema.document.kind(of: value)
            if isText || kind == .string { return isText && kind == .string && schema.document.text(of: value) == text }
            if let number = document.double(node) { return schema.document.double(value) == number }
            return kind == document.kind(of: node) && schema.document.text(of: value) == text
        }
        if isAllowed { return }
        let values = schema.allowedValues.map(schema.document.text)
        let suggestion = isText ? values.closestSpelling(to: text) : nil
        let message = SchemaMessage.valueNotAllowed(text, of: name(of: node), allowed: values, suggestion: suggestion)
        report(.invalidValue, at: node, message, remedy: suggestion.map { .replace($0) })
    }

    private mutating func judgeCombinations(_ node: NodeID, _ combinations: StructuralSchema.Combinations) {
        if !combinations.all.allSatisfy({ fits(node, $0) }) {
            report(.invalidValue, at: node, SchemaMessage.combination(name(of: node), "allOf"))
        }
        if !combinations.any.isEmpty, !combinations.any.contains(where: { fits(node, $0) }) {
            report(.invalidValue, at: node, SchemaMessage.combination(name(of: node), "anyOf"))
        }
        if !combinations.one.isEmpty, combinations.one.filter({ fits(node, $0) }).count != 1 {
            report(.invalidValue, at: node, SchemaMessage.combination(name(of: node), "oneOf"))
        }
        if let not = combinations.not, fits(node, not) {
            report(.invalidValue, at: node, SchemaMessage.combination(name(of: node), "not"))
        }
    }
}

// MARK: Objects and lists

extension CustomWalk {
    /// - Parameter isAlternative: whether the schema is a member of `anyOf` and the like, which knows only some of the fields.
    private mutating func judgeObject(
        _ node: NodeID, _ schema: StructuralSchema, isRoot: Bool, isAlternative: Bool = false
    ) {
        ancestors.append((node, schema))
        defer { ancestors.removeLast() }
        for child in document.children(of: node) {
            if isRoot || schema.isEmbeddedResource, isHeader(child) { continue }
            if document.isEncryptionMetadata(child) { continue }
            // What a cluster writes is no business of a manifest's author.
            if isRoot && document.key(child, is: "status") { continue }
            if let property = schema.property(keyHash: document.keyHash(of: child), utf8: document.keyUTF8(of: child)) {
                // Null is absent for an optional property of no type.
                judge(child, property)
            } else if case .schema(let additional) = schema.additional {
                judge(child, additional)
            } else if case .none = schema.additional, !schema.preservesUnknownFields, !isAlternative,
                schema.type == .object || !schema.properties.isEmpty
            {
                reportUnknownField(child, in: node, isRoot: isRoot)
            }
        }
        for key in schema.required where !isRoot || key.text != "status" {
            let entry = document.value(of: node, key)
            // What is only misspelt is there.
            let isMisspelt = violations.contains {
                $0.remedy == .rename(key.text) && document.parent(of: $0.node) == document.resolved(node)
            }
            if entry == nil && !isMisspelt && schema.property(key.text)?.defaultValue == nil {
                let message = SchemaMessage.missingField(key.text, of: owner(node, isRoot: isRoot))
                report(.missingField, at: node, message, place: .key)
            }
        }
        judge(schema.bounds.properties, count: document.count(of: node), of: node, "entries")
    }

    private func isHeader(_ entry: NodeID) -> Bool {
        document.key(entry, is: "apiVersion") || document.key(entry, is: "kind") || document.key(entry, is: "metadata")
    }

    private mutating func reportUnknownField(_ child: NodeID, in node: NodeID, isRoot: Bool) {
        let name = document.key(of: child) ?? ""
        let remedy = CustomFieldSuggestion(document: document, ancestors: ancestors).remedy(for: child, named: name)
        let message = SchemaMessage.unknownField(name, of: owner(node, isRoot: isRoot), remedy: remedy)
        report(.unknownField, at: child, message, place: .key, remedy: remedy)
    }

    private mutating func judgeList(_ node: NodeID, _ schema: StructuralSchema) {
        judge(schema.bounds.items, count: document.count(of: node), of: node, "elements")
        guard let items = schema.items else { return }
        for child in document.children(of: node) { judge(child, items) }
        if schema.listType == "map" || schema.listType == "set" { judgeUniqueness(of: node, schema, items) }
    }

    private mutating func judgeUniqueness(of list: NodeID, _ schema: StructuralSchema, _ items: StructuralSchema) {
        var seen: Set<String> = []
        for element in document.children(of: list) {
            var place = element
            let identity: String
            if schema.listType == "set" {
                guard document.kind(of: element).isScalar else { continue }
                identity = "the value '\(document.text(of: element))'"
            } else {
                var parts: [String] = []
                for key in schema.listMapKeys {
                    let written = document.value(of: element, key)
                    if let written, place == element { place = written }
                    let fallback = items.property(key.text)?.defaultValue.map { items.document.text(of: $0) }
                    if let text = written.map({ document.text(of: $0) }) ?? fallback { parts.append("\(key.text) '\(text)'") }
                }
                guard !parts.isEmpty else { continue }
                identity = parts.joined(separator: " and ")
            }
            if !seen.insert(identity).inserted {
                report(.duplicateListEntry, at: place, SchemaMessage.duplicateEntry(identity, in: name(of: list)))
            }
        }
    }

    mutating func judge(_ bounds: StructuralSchema.CountBounds, count: Int, of node: NodeID, _ what: String) {
        if let minimum = bounds.minimum, count < minimum {
            report(.invalidValue, at: node, SchemaMessage.tooFewOrMany(name(of: node), "at least \(minimum) \(what)"))
        }
        if let maximum = bounds.maximum, count > maximum {
            report(.invalidValue, at: node, SchemaMessage.tooFewOrMany(name(of: node), "at most \(maximum) \(what)"))
        }
    }
}
