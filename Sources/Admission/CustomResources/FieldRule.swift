import CEL
import SourceText
import YAMLDocument

/// One entry of `x-kubernetes-validations`.
///
/// Source: `k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel`, read at 1.35
struct FieldRule: Sendable {
    let expression: CompiledExpression
    /// What is said where the rule is false; empty if it is not written.
    let message: String
    let messageExpression: CompiledExpression?
    /// `FieldValueInvalid` by default.
    let reason: String
    /// The keys from the value to the field that is to blame.
    let fieldPath: [PathStep]
    /// Whether it compares with an earlier state, of which a file knows nothing.
    let isTransition: Bool
    /// The environment: its variables are `self` and, for some rules, `oldSelf`.
    let environment: CELEnvironment

    init(_ node: NodeID, in document: Document, on type: CELType, kubernetesMinor: Int) {
        func text(_ key: Key) -> Located<String>? {
            document.value(of: node, key).flatMap {
                document.kind(of: $0).isScalar ? Located(document.text(of: $0), document.span(of: $0)) : nil
            }
        }
        let rule = text("rule") ?? Located("", document.span(of: node))
        var environment = CELEnvironment(kubernetesMinor: kubernetesMinor)
        environment.declare("self", type)
        let first = CompiledExpression(rule, giving: .bool, in: environment)
        var transition = environment
        let isOptional = document.value(of: node, "optionalOldSelf").flatMap(document.bool) ?? false
        transition.declare("oldSelf", isOptional ? .optional(type) : type)
        // Whether a rule looks back is not written; it does if it compiles only with the variable.
        let looksBack = first.problem.map { $0.error.message.contains("'oldSelf") } ?? false
        isTransition = looksBack && !isOptional
        self.environment = looksBack ? transition : environment
        expression = looksBack ? CompiledExpression(rule, giving: .bool, in: transition) : first
        message = text("message")?.value.trimmed ?? ""
        messageExpression = text("messageExpression").map { [environment = self.environment] in
            CompiledExpression($0, giving: .string, in: environment)
        }
        reason = text("reason")?.value ?? "FieldValueInvalid"
        fieldPath = Self.steps(text("fieldPath")?.value ?? "")
    }

    /// `.spec['odd.name'].list`, taken apart.
    private static func steps(_ text: String) -> [PathStep] {
        var steps: [PathStep] = []
        var rest = text[...]
        while let first = rest.popFirst() {
            if first == "[" {
                let end = rest.firstIndex(of: "]") ?? rest.endIndex
                steps.append(.key(rest[..<end].filter { $0 != "'" && $0 != "\"" }))
                rest = rest[end...].dropFirst()
            } else if first == "." {
                let name = rest.prefix { $0 != "." && $0 != "[" }
                if !name.isEmpty { steps.append(.key(String(name))) }
                rest = rest.dropFirst(name.count)
            }
        }
        return steps
    }
}
