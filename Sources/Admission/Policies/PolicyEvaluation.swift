import CEL
import KubernetesModel
import YAMLDocument

/// The evaluation of one policy for one request and one parameter.
///
/// Source: `k8s.io/apiserver/pkg/admission/plugin/policy/validating/validator.go`, read at 1.35
struct PolicyEvaluation {
    private let policy: CompiledPolicy
    private var activation: Activation
    private let hasObject: Bool
    private var budget = 0

    /// What came of it.
    struct Result {
        /// The validations that did not pass.
        var denials: [Denial] = []
        /// What is to be noted of the request, by key.
        var annotations: [(key: String, value: String)] = []
        /// Failures of audit annotations, which deny the request whatever the binding says.
        var annotationFailures: [String] = []
        /// Validations and conditions that cannot be decided without a cluster.
        var undecided: [Int] = []
    }

    /// A validation that did not pass.
    struct Denial {
        let index: Int
        let message: String
        let isError: Bool
        let reason: String
        /// The node of the object that settled it; nil if none was read.
        let node: NodeID?
    }

    /// What the server lets a policy cost, in steps that are about as long as its own.
    ///
    /// Source: `k8s.io/apiserver/pkg/apis/cel/config.go`
    private enum Cost {
        static let expression = 1_000_000
        static let conditions = 2_500_000
        static let validations = 10_000_000
    }

    /// The policy's budget is spent.
    private struct OutOfBudget: Error {}

    private enum Outcome {
        case value(Value)
        case failure(String)
        case unknown
    }

    init(
        _ policy: CompiledPolicy, _ request: AdmissionRequest, as resource: ResourceName, parameter: Manifest?,
        _ cluster: ClusterObjects, _ authorizer: AuthorizerAnswer
    ) {
        self.policy = policy
        hasObject = request.object != nil
        activation = Activation(policy.environment)
        activation.stepLimit = Cost.expression
        activation.respectsUnknowns = request.object?.document.hasUnknowns ?? false
        let slots = policy.slots
        // The object is the first document, so that places in it can be told from others.
        if let object = request.object { bind(object, to: slots.object) }
        if let object = request.oldObject { bind(object, to: slots.oldObject) }
        if let slot = slots.parameters, let parameter { bind(parameter, to: slot) }
        activation[slots.authorizer] = authorizer.value
        activation[slots.requestResource] = authorizer.requestResource
    }

    private mutating func bind(_ manifest: Manifest, to slot: Int) {
        let document = activation.add(manifest.document)
        activation[slot] = activation.value(document, manifest.root)
    }

    /// The variables get their values at their first use.
    private mutating func deferVariables() {
        for variable in policy.variables {
            let name = variable.name
            switch variable.expression.program {
            case .success(let program):
                activation[variable.slot] = program.deferred { PolicyMessage.variable(name, fails: $0) }
            case .failure(let problem):
                activation[variable.slot] = .failure(PolicyMessage.variable(name, doesNotCompile: problem))
            }
        }
        if let all = policy.environment.slot(of: "variables") {
            activation[all] = .map(MapValue(policy.variables.map { ($0.name, .null) }))
        }
    }

    // MARK: The stages

    mutating func run(_ request: AdmissionRequest, as resource: ResourceName, _ cluster: ClusterObjects) -> Result {
        var result = Result()
        let slots = policy.slots
        do {
            // Conditions see no namespace, and somebody must have asked: where nobody knows who, it is one without privileges.
            activation[slots.request] = .request(request, as: resource, user: .user(request.user ?? .ordinary))
            deferVariables()
            budget = Cost.conditions
            guard try conditionsHold(&result) else { return result }
            activation[slots.request] = .request(
                request, as: resource, user: request.user.map { .user($0) } ?? .unknown)
            activation[slots.namespaceObject] = request.isInNamespace ? .namespace(request.namespace, cluster) : .null
            deferVariables()
            budget = Cost.validations
            for index in policy.validations.indices { try validate(index, &result) }
            for (key, expression) in policy.annotations { try annotate(key, expression, &result) }
        } catch {
            result.denials = failClosed(PolicyMessage.outOfBudget)
        }
        return result
    }

    private func failClosed(_ message: String, at index: Int = 0, node: NodeID? = nil) -> [Denial] {
        guard policy.policy.failsClosed else { return [] }
        return [Denial(index: index, message: message, isError: true, reason: "Invalid", node: node)]
    }

    /// One false condition is enough to leave the request alone, even if another one fails.
    private mutating func conditionsHold(_ result: inout Result) throws(OutOfBudget) -> Bool {
        var failures: [String] = []
        var isUndecided = false
        for condition in policy.conditions {
            switch try evaluate(condition) {
            case .value(.bool(false)): return false
            case .value: break
            case .failure(let message): if !failures.contains(message) { failures.append(message) }
            case .unknown: isUndecided = true
            }
        }
        guard failures.isEmpty else {
            let message = failures.count == 1 ? failures[0] : "[\(failures.joined(separator: ", "))]"
            result.denials = failClosed(message)
            return false
        }
        if isUndecided { result.undecided = Array(policy.validations.indices) }
        return !isUndecided
    }

    private mutating func validate(_ index: Int, _ result: inout Result) throws(OutOfBudget) {
        let validation = policy.validations[index]
        switch try evaluate(validation.expression) {
        case .value(.bool(true)): return
        case .value:
            let node = decidingNode
            let message = try message(of: validation)
            result.denials.append(
                Denial(index: index, message: message, isError: false, reason: validation.rule.reason, node: node))
        case .failure(let message): result.denials += failClosed(message, at: index, node: decidingNode)
        case .unknown: result.undecided.append(index)
        }
    }

    /// How long a computed message may be, in bytes.
    private static let messageLimit = 5 * 1024

    private mutating func message(of validation: CompiledPolicy.Validation) throws(OutOfBudget) -> String {
        if let expression = validation.message, case .value(let value) = try evaluate(expression),
            let text = activation.text(value)?.trimmed, !text.isEmpty, text.utf8.count <= Self.messageLimit,
            !text.utf8.contains(UInt8(ascii: "\n"))
        {
            return text
        }
        let text = validation.rule.message.trimmed
        return text.isEmpty ? PolicyMessage.falseExpression(validation.expression.text) : text
    }

    private mutating func annotate(_ key: String, _ expression: CompiledExpression, _ result: inout Result) throws(OutOfBudget) {
        switch try evaluate(expression) {
        case .value(let value):
            if let text = activation.text(value)?.trimmed, !text.isEmpty { result.annotations.append((key, text)) }
        case .failure(let message): if policy.policy.failsClosed { result.annotationFailures.append(message) }
        case .unknown: break
        }
    }

    // MARK: One expression

    private mutating func evaluate(_ expression: CompiledExpression) throws(OutOfBudget) -> Outcome {
        let program: Program
        switch expression.program {
        case .success(let compiled): program = compiled
        case .failure(let problem): return .failure(PolicyMessage.doesNotCompile(problem))
        }
        let value = program.evaluate(&activation)
        budget -= activation.stepsTaken
        if budget < 0 { throw OutOfBudget() }
        switch value {
        case .unknown: return .unknown
        case .error(let failure): return .failure(PolicyMessage.failed(expression.text, failure.message))
        default: return .value(value)
        }
    }

    /// The node of the object that the last evaluation read last, or whose element settled it.
    private var decidingNode: NodeID? {
        guard hasObject else { return nil }
        let trace = activation.trace
        return [trace.lastRead, trace.decider].compactMap(\.self).first { $0.document == 0 }?.node
    }
}

extension AdmissionRequest.User {
    /// Somebody who has logged in, and of whom nothing else is to be said.
    fileprivate static let ordinary: AdmissionRequest.User = {
        var user = AdmissionRequest.User()
        user.name = "user"
        user.groups = ["system:authenticated"]
        return user
    }()
}
