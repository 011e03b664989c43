import Admission
import CEL
import KubernetesModel
import KubernetesSchemaTable
import Policy

/// The expressions of a rule in the words of an admission policy: the rule's variables become the policy's, its scopes become loops, and
/// the functions that only rules have are written out or refused.
struct RuleTranslation {
    /// What goes into the policy.
    struct Parts {
        struct Variable {
            let name: String
            let expression: String
        }

        struct Validation {
            var expression: String
            /// The expression of the message; nil if the rule's title must do.
            let message: String?
        }

        var variables: [Variable] = []
        var validations: [Validation] = []
    }

    private let rule: Rule
    private let expression: String
    private let parameters: [(name: String, value: Value)]
    /// What functions that ask for the target version give.
    private let judgedVersion: KubernetesVersion
    private let environment = Engine.makeEnvironment()

    init(_ rule: Rule, expression: String, parameters: [(String, Value)], judgedVersion: KubernetesVersion) {
        (self.rule, self.expression, self.judgedVersion) = (rule, expression, judgedVersion)
        self.parameters = parameters.map { (name: $0.0, value: $0.1) }
    }

    /// The variables and validations for some kinds.
    func parts(kinds: [String]) throws(CELError) -> Parts {
        var parts = Parts()
        let activation = Activation(environment)
        parts.variables = parameters.map {
            .init(name: Self.variable($0.name), expression: CELText.dynamic($0.value, activation))
        }
        parts.variables.append(.init(name: name("pod"), expression: Self.pod(of: kinds)))
        switch rule.scope {
        case .object: parts.validations = [try validation(containerKind: nil, list: nil)]
        case .workload:
            var validation = try validation(containerKind: nil, list: nil)
            // The rule is about pods: without a template there is nothing to say.
            validation.expression = "variables.\(name("pod")) == null || (\(validation.expression))"
            parts.validations = [validation]
        case .container:
            for list in containerLists {
                parts.variables.append(.init(name: name(list.name), expression: list.expression))
                parts.validations.append(try validation(containerKind: list.kind, list: "variables.\(name(list.name))"))
            }
        }
        // From the end, since a variable may be used by later ones.
        var used = parts.validations.flatMap { [$0.expression, $0.message ?? ""] }.joined(separator: "\n")
        for index in parts.variables.indices.reversed() {
            let variable = parts.variables[index]
            if used.contains("variables.\(variable.name)") {
                used += variable.expression
            } else {
                parts.variables.remove(at: index)
            }
        }
        return parts
    }

    /// The pod's template; null where an object has none.
    private static func pod(of kinds: [String]) -> String {
        let paths = ["Pod": "object", "CronJob": "object.?spec.?jobTemplate.?spec.?template", "PodTemplate": "object.?template"]
        // A rule for all kinds meets those with paths of their own, too.
        let own = kinds.isEmpty ? ["Pod", "CronJob", "PodTemplate"] : kinds
        var special = own.compactMap { kind in paths[kind].map { (kind, kind == "Pod" ? $0 : $0 + ".orValue(null)") } }
        let usual = "object.?spec.?template.orValue(null)"
        let last = !kinds.isEmpty && special.count == kinds.count ? special.removeLast().1 : usual
        return special.map { "object.kind == '\($0)' ? \($1)\n: " }.joined() + "dyn(\(last))"
    }

    /// A name for a variable of the policy that no parameter has.
    private func name(_ wanted: String) -> String { parameters.contains { $0.name == wanted } ? wanted + "OfObject" : wanted }

    /// The variable of a parameter, which must be no word of the language.
    private static func variable(_ parameter: String) -> String {
        PropertyName.escaped(parameter) == parameter ? parameter : parameter + "_"
    }

    // MARK: Containers

    /// The lists that a rule goes through. A rule that asks what a container is gets each kind by itself, so that the answer is known.
    private var containerLists: [(kind: String?, name: String, expression: String)] {
        let spec = "variables.\(name("pod")).?spec"
        func list(_ field: String) -> String { "\(spec).?\(field).orValue([])" }
        func started(_ comparison: String) -> String {
            list("initContainers") + ".filter(c, c.?restartPolicy.orValue('') \(comparison) 'Always')"
        }
        let lists: [(kind: ContainerKind, name: String, expression: String)] = [
            (.`init`, "initContainers", started("!=")), (.sidecar, "sidecars", started("==")),
            (.container, "containers", list("containers")), (.ephemeral, "ephemeralContainers", list("ephemeralContainers")),
        ]
        let wanted = lists.filter { rule.containers.contains($0.kind) }
        let texts = [expression, rule.precondition?.value, rule.each?.value, rule.message.value].compactMap(\.self)
        guard !texts.contains(where: { $0.contains("containerKind") }) else {
            return wanted.map { ($0.kind.rawValue, $0.name, $0.expression) }
        }
        var plain = wanted.map(\.expression)
        if rule.containers.isSuperset(of: [.`init`, .sidecar]) { plain.replaceSubrange(0..<2, with: [list("initContainers")]) }
        return [(nil, "containers", plain.joined(separator: "\n+ "))]
    }

    // MARK: Expressions

    private func validation(containerKind: String?, list: String?) throws(CELError) -> Parts.Validation {
        let rewrite = { (text: String) throws(CELError) -> String in try rewritten(text, containerKind: containerKind) }
        var holds = try rewrite(expression)
        var message = try self.message(containerKind: containerKind)
        if let each = rule.each {
            let elements = try rewrite(each.value)
            let usesIndex = [holds, message ?? ""].contains { $0.contains("index") }
            let variables = usesIndex ? "index, item" : "item"
            message = message.map { text in
                usesIndex
                    ? "(\(elements)).transformList(index, item, !(\(holds)), \(text)).join('; ')"
                    : "(\(elements)).filter(item, !(\(holds))).map(item, \(text)).join('; ')"
            }
            holds = "(\(elements)).all(\(variables), \(holds))"
        }
        if let condition = rule.precondition {
            let text = try rewrite(condition.value)
            holds = "!(\(text)) || (\(holds))"
        }
        if let list {
            message = message.map { "\(list).filter(container, !(\(holds))).map(container, \($0)).join('; ')" }
            holds = "\(list).all(container, \(holds))"
        }
        return .init(expression: holds, message: message)
    }

    private func rewritten(_ text: String, containerKind: String?) throws(CELError) -> String {
        var names = [
            "kind": "string(object.kind)", "home": "string(object.metadata.?namespace.orValue(''))",
            "name": "string(object.metadata.?name.orValue(object.metadata.?generateName.orValue('')))",
        ]
        names["pod"] = "variables.\(name("pod"))"
        if let containerKind { names["containerKind"] = "'\(containerKind)'" }
        let known = Set(parameters.map(\.name))
        return try ExpressionRewriter.rewrite(text, in: environment, names: names) { name, field in
            name == "params" && known.contains(field) ? "variables.\(Self.variable(field))" : nil
        } calls: { (call) throws(CELError) -> String? in
            if let text = try RuleFunctions.replacement(of: call, judgedVersion) { return text }
            guard environment.hasFunction(call.function), !CELEnvironment(kubernetesMinor: nil).hasFunction(call.function) else {
                return nil
            }
            throw CELError("it uses '\(call.function)', which Kubernetes does not have", at: call.range)
        }
    }

    // MARK: Messages

    /// The message's text with its holes, as one expression; nil if it cannot be said.
    private func message(containerKind: String?) throws(CELError) -> String? {
        var parts: [String] = []
        for part in try MessageTemplate(rule.message.value, in: environment, isChecked: false).texts {
            switch part {
            case .text(let text): if !text.isEmpty { parts.append(CELText.string(text)) }
            case .expression(let text, let type):
                guard let inner = try? rewritten(text, containerKind: containerKind) else { return nil }
                parts.append(Self.string(of: inner, type))
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: " + ")
    }

    /// An expression that gives the text of a value, as messages of rules show it.
    private static func string(of expression: String, _ type: CELType) -> String {
        switch type {
        case .string: "(\(expression))"
        case .list: "(\(expression)).map(part, string(part)).join(', ')"
        case .optional: "string((\(expression)).orValue(''))"
        default: "string(\(expression))"
        }
    }
}
