import CEL
import ValueSyntax
import YAMLDocument

/// Makes the values that rules of a definition see: typed by the schema, with defaults, without nulls.
///
/// Source: `UnstructuredToVal` of `k8s.io/apiserver/pkg/cel/common/values.go`
struct CustomValue {
    /// The object's document is number 0, the definition's number 1.
    static let objectDocument: UInt32 = 0
    static let definitionDocument: UInt32 = 1

    let object: Document
    let definition: Document

    private func document(_ number: UInt32) -> Document { number == Self.objectDocument ? object : definition }

    /// The value of a node; nil for one that does not fit the schema, which the schema check reports.
    func value(_ reference: NodeReference, _ schema: RuleSchema, _ activation: Activation) -> Value? {
        let document = document(reference.document)
        let node = reference.node
        if document.isUnknown(node) { return .unknown }
        let kind = document.kind(of: node)
        if kind == .null { return schema.isNullable ? .null : nil }
        switch schema.form {
        case .opaque: return nil
        case .object, .map: guard kind == .mapping else { return nil }
        case .list: guard kind == .sequence else { return nil }
        case .bool: guard kind == .bool else { return nil }
        case .intOrString: guard kind == .int || kind == .string else { return nil }
        case .int, .double: guard kind == .int || kind == .float else { return nil }
        case .string, .bytes, .duration, .date, .dateTime: guard kind == .string || kind == .timestamp else { return nil }
        }
        if schema.isPlain, !needsCopy(node, in: document) { return activation.value(reference) }
        switch schema.form {
        case .object: return self.object(reference, schema, activation)
        case .map:
            guard let element = schema.element else { return .map(MapValue([])) }
            return .map(
                MapValue(
                    document.children(of: node).compactMap { child in
                        value(NodeReference(document: reference.document, node: child), element, activation)
                            .map { (document.key(of: child) ?? "", $0) }
                    }))
        case .list:
            guard let element = schema.element else { return .list([]) }
            return .list(
                document.children(of: node).compactMap { child in
                    value(NodeReference(document: reference.document, node: child), element, activation)
                }, schema.listKind)
        case .int: return document.double(node).flatMap { Int64(exactly: $0) }.map(Value.int)
        case .double: return document.double(node).map(Value.double)
        case .bytes: return Base64.decode(document.text(of: node)).map(Value.bytes)
        case .duration: return GoDuration(document.text(of: node)).map(Value.duration)
        case .date: return Timestamp(document.text(of: node) + "T00:00:00Z").map { .timestamp(Boxed($0)) }
        case .dateTime: return Timestamp(document.text(of: node)).map { .timestamp(Boxed($0)) }
        default: return activation.value(reference)
        }
    }

    /// The fields that the schema names: those of the object, else their defaults.
    private func object(_ reference: NodeReference, _ schema: RuleSchema, _ activation: Activation) -> Value {
        var entries: [(String, Value)] = []
        let document = document(reference.document)
        for property in schema.properties {
            guard let name = property.name else { continue }
            var found = document.value(of: reference.node, property.key).map {
                NodeReference(document: reference.document, node: $0)
            }
            if let node = found?.node, document.kind(of: node) == .null, !property.schema.isNullable { found = nil }
            if found == nil {
                found = property.schema.defaultValue.map { NodeReference(document: Self.definitionDocument, node: $0) }
            }
            // A null counts as absent.
            if let found, let value = value(found, property.schema, activation) {
                if case .null = value { continue }
                entries.append((name, value))
            }
        }
        return .map(MapValue(entries))
    }

    /// Whether a node, or one below it, is other than it is written: a null counts as absent, and a whole number may be written as `5.0`.
    private func needsCopy(_ node: NodeID, in document: Document) -> Bool {
        switch document.kind(of: node) {
        case .null, .float: true
        default: document.children(of: node).contains { needsCopy($0, in: document) }
        }
    }
}
