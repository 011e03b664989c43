import KubernetesSchemaTable
import ValueSyntax
import YAMLDocument

extension BuiltInWalk {
    /// Judges a scalar; null passes, since it means absent.
    @inline(__always)
    mutating func judgeScalar(
        _ node: NodeID, as scalar: ScalarType, of field: BuiltInField, in versions: KubernetesVersionSet
    ) {
        let kind = document.kind(of: node)
        let fits: Bool =
            switch scalar {
            case .any: true
            case .string, .bytes, .time, .microTime: kind == .string || kind == .timestamp
            case .bool: kind == .bool
            case .int32, .int64: kind == .int || kind == .float
            case .double: kind == .int || kind == .float
            case .intOrString: kind == .int || kind == .string || kind == .timestamp
            case .quantity: kind == .int || kind == .float || kind == .string || kind == .timestamp
            }
        guard fits else {
            if kind != .null { reportWrongType(node, of: field, expected: scalar.expectation, in: versions) }
            return
        }
        switch scalar {
        case .string: if field.hasAllowedValues { judgeValue(node, of: field, in: versions) }
        case .bool: judgeAmbiguity(ofBoolean: node, of: field, in: versions)
        case .int32, .int64: judgeInteger(node, as: scalar, of: field, in: versions)
        case .bytes: judgeFormat(node, of: field, format: "base64", in: versions) { Base64.decode($0) != nil }
        case .time, .microTime:
            judgeFormat(node, of: field, format: "RFC 3339 time", in: versions) { Timestamp($0) != nil }
        case .quantity: judgeQuantity(node, of: field, in: versions)
        default: break
        }
    }

    private mutating func judgeQuantity(_ node: NodeID, of field: BuiltInField, in versions: KubernetesVersionSet) {
        let quantity = Quantity(utf8: document.utf8(of: node))
        if let quantity, quantity >= Self.zero { return }
        let text = document.text(of: node)
        let suggestion = quantity == nil ? Quantity.suggestion(for: text) : nil
        let message = SchemaMessage.quantity(
            text, of: name(of: node, field), isNegative: quantity != nil, suggestion: suggestion)
        report(
            .invalidQuantity, at: node, .value, message, remedy: suggestion.map { .replace($0) }, versions: versions)
    }

    private static let zero = Quantity(0)

    private mutating func judgeInteger(
        _ node: NodeID, as scalar: ScalarType, of field: BuiltInField, in versions: KubernetesVersionSet
    ) {
        if document.kind(of: node) == .float {
            // YAML's 1.0 becomes 1 on its way through JSON, and is accepted.
            guard let value = document.double(node), value.rounded() == value, value.magnitude < 9e15 else {
                return reportWrongType(node, of: field, expected: scalar.expectation, in: versions)
            }
            return
        }
        if document.utf8(of: node).first == UInt8(ascii: "0") { judgeAmbiguity(ofInteger: node, of: field, in: versions) }
        // Nine digits fit in any case.
        guard document.utf8(of: node).count > 9 else { return }
        let limit = scalar == .int32 ? Int64(Int32.min)...Int64(Int32.max) : Int64.min...Int64.max
        if let value = document.int(node), limit.contains(value) { return }
        let message = SchemaMessage.outOfRange(name(of: node, field), scalar == .int32 ? "int32" : "int64")
        report(.wrongType, at: node, .value, message, versions: versions)
    }

    private mutating func judgeFormat(
        _ node: NodeID, of field: BuiltInField, format: String, in versions: KubernetesVersionSet, fits: (String) -> Bool
    ) {
        // Rules of their own judge what is in Secrets and ConfigMaps, which is not always base64 by mistake only.
        if field.name == "data" || field.name == "binaryData" { return }
        let text = document.text(of: node)
        // Kubernetes leaves empty bytes, but not an empty time, alone.
        if fits(text) || text.isEmpty && format == "base64" { return }
        let shown = hidesValues || text.utf8.count > 40 ? nil : text
        let message = SchemaMessage.notInFormat(shown, of: name(of: node, field), format: format)
        report(.invalidValue, at: node, .value, message, versions: versions)
    }

    private mutating func judgeValue(_ node: NodeID, of field: BuiltInField, in versions: KubernetesVersionSet) {
        let utf8 = document.utf8(of: node)
        // An empty string means unset to the server wherever the field is optional.
        if utf8.isEmpty && !field.isRequired { return }
        let (allowed, known) = field.allows(utf8)
        let refused = versions.intersection(known).subtracting(allowed)
        if refused.isEmpty { return }
        let name = name(of: node, field)
        let text = document.text(of: node)
        if !allowed.isEmpty {
            let exists = allowed.intersection(field.versions)
            let message = SchemaMessage.valueNotAvailable(text, of: name, exists: exists, targets: refused)
            return report(.invalidValue, at: node, .value, message, versions: refused)
        }
        let values = field.allowedValues.filter { !$0.versions.intersection(refused).isEmpty }.map(\.text)
        let suggestion = values.closestSpelling(to: text)
        let message = SchemaMessage.valueNotAllowed(text, of: name, allowed: values, suggestion: suggestion)
        report(
            .invalidValue, at: node, .value, message, remedy: suggestion.map { .replace($0) }, versions: refused)
    }

    mutating func reportWrongType(
        _ node: NodeID, of field: BuiltInField, expected: String, in versions: KubernetesVersionSet
    ) {
        let kind = document.kind(of: node)
        let wantsString = expected == ScalarType.string.expectation && kind.isScalar
        let message = SchemaMessage.wrongType(
            of: name(of: node, field), expected: expected, found: found(node), quote: wantsString)
        report(
            wantsString ? .nonStringValue : .wrongType, at: node, .value, message, remedy: wantsString ? .quote : nil,
            versions: versions)
    }

    /// What the YAML made of a node: `'no' is a boolean`.
    private func found(_ node: NodeID) -> String {
        let kind = document.kind(of: node)
        let text = kind.isScalar && !hidesValues ? document.text(of: node) : ""
        let shown = text.isEmpty || text.utf8.count > 40 || text.contains("\n") ? "this" : "'\(text)'"
        return "\(shown) is \(kind.expectation)"
    }

    /// What a node is called in messages: `'replicas' of DeploymentSpec`, `an element of 'args' of Container`.
    func name(of node: NodeID, _ field: BuiltInField) -> String {
        let owner = ancestors.last.map { self.owner($0.type) } ?? ""
        let whole = "'\(field.name)' of \(owner)"
        guard document.key(of: node) != field.name else { return whole }
        return document.key(of: node).map { "'\($0)' in \(whole)" } ?? "an element of \(whole)"
    }
}

extension ScalarType {
    /// What must be written: `a string`.
    var expectation: String {
        switch self {
        case .any: "a value"
        case .string, .bytes, .time, .microTime: "a string"
        case .intOrString: "an integer or a string"
        case .quantity: "a quantity"
        case .int32, .int64: "an integer"
        case .double: "a number"
        case .bool: "a boolean"
        }
    }
}

extension NodeKind {
    /// What a node is, in messages.
    var expectation: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .int: "an integer"
        case .float: "a number"
        case .timestamp: "a time"
        case .string: "a string"
        case .sequence: "a list"
        case .mapping: "a map"
        case .alias: "an alias"
        }
    }
}
