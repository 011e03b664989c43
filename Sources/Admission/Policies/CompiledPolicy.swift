import CEL
public import SourceText

/// A policy whose expressions are compiled.
public struct CompiledPolicy: Sendable {
    /// The policy as read.
    public let policy: AdmissionPolicy
    let environment: CELEnvironment
    let slots: Slots
    let variables: [Variable]
    let conditions: [CompiledExpression]
    let validations: [Validation]
    let annotations: [(key: String, value: CompiledExpression)]

    /// Where the activation keeps what a request brings.
    struct Slots: Sendable {
        let object, oldObject, request, namespaceObject: Int
        let parameters: Int?
        let authorizer, requestResource: Int
    }

    /// A variable of the policy, by the slot of `variables.NAME`.
    struct Variable: Sendable {
        let name: String
        let slot: Int
        let expression: CompiledExpression
    }

    struct Validation: Sendable {
        let rule: AdmissionPolicy.Validation
        let expression: CompiledExpression
        let message: CompiledExpression?
    }

    /// Compiles a policy. What does not compile is said by `problems`, and fails when a request needs it.
    ///
    /// - Parameter kubernetesMinor: the version whose language is spoken: 34 for 1.34.
    public init(_ policy: AdmissionPolicy, kubernetesMinor: Int) {
        self.policy = policy
        var environment = CELEnvironment.forPolicies(
            kubernetesMinor: kubernetesMinor, hasParameters: policy.parameterKind != nil, hasAuthorizer: true)
        var variables: [Variable] = []
        var fields: [String: CELType] = [:]
        // A variable sees those before it. `variables` as a whole is there for has().
        environment.declare("variables", .object(name: "kubernetes.variables", fields: fields))
        for variable in policy.variables {
            let expression = CompiledExpression(variable.expression, giving: .anything, in: environment)
            let type = (try? expression.program.get().type) ?? .dyn
            let slot = environment.declare("variables." + variable.name, type)
            fields[variable.name] = type
            environment.declare("variables", .object(name: "kubernetes.variables", fields: fields))
            variables.append(Variable(name: variable.name, slot: slot, expression: expression))
        }
        let names = ["object", "oldObject", "request", "namespaceObject", "authorizer", "authorizer.requestResource"]
        let found = names.compactMap { environment.slot(of: $0) }
        precondition(found.count == names.count, "the environment of policies declares these")
        slots = Slots(
            object: found[0], oldObject: found[1], request: found[2], namespaceObject: found[3],
            parameters: environment.slot(of: "params"), authorizer: found[4], requestResource: found[5])
        conditions = policy.matchConditions.map { CompiledExpression($0.expression, giving: .bool, in: environment) }
        annotations = policy.auditAnnotations.map {
            ($0.name, CompiledExpression($0.expression, giving: .stringOrNull, in: environment))
        }
        validations = policy.validations.map { rule in
            Validation(
                rule: rule, expression: CompiledExpression(rule.expression, giving: .bool, in: environment),
                message: rule.messageExpression.map { CompiledExpression($0, giving: .string, in: environment) })
        }
        (self.environment, self.variables) = (environment, variables)
    }

    /// What does not compile, each with its place in the policy: the API server would refuse the policy for it.
    public var problems: [Located<String>] {
        let expressions =
            variables.map(\.expression) + conditions + validations.map(\.expression) + validations.compactMap(\.message)
            + annotations.map(\.value)
        return expressions.compactMap(\.located)
    }
}
