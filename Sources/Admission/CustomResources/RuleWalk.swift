import CEL
import KubernetesModel
import YAMLDocument

/// Goes through an object beside its schema and evaluates the rules on the way.
struct RuleWalk {
    private(set) var violations: [CustomResourceRules.Violation] = []
    private let document: Document
    private let definition: Document
    private let values: CustomValue
    private let root: NodeID

    /// How many steps one rule may take.
    ///
    /// Source: `PerCallLimit` of `k8s.io/apiserver/pkg/apis/cel/config.go`
    private static let costLimit = 1_000_000

    init(_ manifest: Manifest, _ definition: Document) {
        (document, self.definition, root) = (manifest.document, definition, manifest.root)
        values = CustomValue(object: manifest.document, definition: definition)
    }

    /// Evaluates the rules of a value and of what is in it.
    mutating func visit(_ schema: RuleSchema, at node: NodeID) {
        visit(schema, NodeReference(document: CustomValue.objectDocument, node: node), shownAt: node, absent: [])
    }

    /// - Parameters:
    ///   - shown: the node of the object to point at; another one than the value's for what is a default.
    ///   - absent: the steps from there to the value.
    private mutating func visit(_ schema: RuleSchema, _ reference: NodeReference, shownAt shown: NodeID, absent: [PathStep]) {
        guard schema.hasRules else { return }
        let document = reference.document == CustomValue.objectDocument ? document : definition
        if !schema.rules.isEmpty { evaluate(schema, reference, shownAt: shown, absent: absent) }
        func place(_ child: NodeID, _ step: PathStep) -> (NodeID, [PathStep]) {
            reference.document == CustomValue.objectDocument ? (child, []) : (shown, absent + [step])
        }
        switch schema.form {
        case .object:
            for property in schema.properties where property.schema.hasRules {
                let step = PathStep.key(property.key.text)
                if let child = document.value(of: reference.node, property.key), document.kind(of: child) != .null {
                    let (shown, absent) = place(child, step)
                    visit(
                        property.schema, NodeReference(document: reference.document, node: child), shownAt: shown, absent: absent)
                } else if let child = property.schema.defaultValue {
                    visit(
                        property.schema, NodeReference(document: CustomValue.definitionDocument, node: child), shownAt: shown,
                        absent: absent + [step])
                }
            }
        case .map, .list:
            guard let element = schema.element, element.hasRules else { return }
            for (index, child) in document.children(of: reference.node).enumerated() {
                let step = document.key(of: child).map(PathStep.key) ?? .index(index)
                let (shown, absent) = place(child, step)
                visit(element, NodeReference(document: reference.document, node: child), shownAt: shown, absent: absent)
            }
        default: break
        }
    }

    private mutating func evaluate(_ schema: RuleSchema, _ reference: NodeReference, shownAt shown: NodeID, absent: [PathStep]) {
        var `self`: Value?
        for rule in schema.rules where !rule.isTransition {
            guard case .success(let program) = rule.expression.program else { continue }
            var activation = Activation(rule.environment, documents: [document, definition])
            activation.stepLimit = Self.costLimit
            activation.respectsUnknowns = document.hasUnknowns
            if `self` == nil { `self` = values.value(reference, schema, activation) }
            guard let value = `self`, let slot = rule.environment.slot(of: "self") else { return }
            activation[slot] = value
            if let slot = rule.environment.slot(of: "oldSelf") { activation[slot] = .none }
            switch program.evaluate(&activation) {
            case .bool(false):
                add(rule, schema, Self.message(of: rule, &activation), shownAt: shown, absent: absent)
            case .error(let failure):
                let text = rule.message.isEmpty ? rule.expression.text.trimmed : rule.message
                add(rule, schema, "\(failure.message) evaluating rule: \(text)", shownAt: shown, absent: absent)
            default: break
            }
        }
    }

    private static func message(of rule: FieldRule, _ activation: inout Activation) -> String {
        if case .success(let program)? = rule.messageExpression?.program {
            let value = program.evaluate(&activation)
            if let text = activation.text(value)?.trimmed, !text.isEmpty, !text.contains("\n") { return text }
        }
        return rule.message.isEmpty ? "failed rule: \(rule.expression.text.trimmed)" : rule.message
    }

    private mutating func add(
        _ rule: FieldRule, _ schema: RuleSchema, _ message: String, shownAt shown: NodeID, absent: [PathStep]
    ) {
        var node = shown
        let steps = absent + rule.fieldPath
        var missing = steps[...]
        while let step = missing.first, let next = document.node(at: [step], from: node) {
            node = next
            missing = missing.dropFirst()
        }
        let path = (document.path(of: node) + missing).pathDescription
        let words =
            switch rule.reason {
            case "FieldValueForbidden": "Forbidden: \(message)"
            case "FieldValueRequired": "Required value: \(message)"
            case "FieldValueDuplicate": "Duplicate value: \(message)"
            default: "Invalid value: \"\(schema.typeName)\": \(message)"
            }
        violations.append(
            CustomResourceRules.Violation(
                message: path.isEmpty ? words : "\(path): \(words)", node: node, ruleSpan: rule.expression.source.span))
    }
}

extension RuleSchema {
    /// The type as the schema writes it.
    fileprivate var typeName: String {
        switch form {
        case .object, .map: "object"
        case .list: "array"
        case .bool: "boolean"
        case .int: "integer"
        case .double: "number"
        case .string, .bytes, .duration, .date, .dateTime: "string"
        case .intOrString, .opaque: ""
        }
    }
}
