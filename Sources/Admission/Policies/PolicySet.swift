public import KubernetesModel

/// Policies with the bindings that put them in force.
public struct PolicySet: Sendable {
    private let entries: [(policy: CompiledPolicy, bindings: [PolicyBinding])]
    private let authorizer: AuthorizerAnswer

    /// Policies in the order in which they judge.
    public init(_ entries: [(policy: CompiledPolicy, bindings: [PolicyBinding])], authorizer: AuthorizerAnswer = .unknown) {
        (self.entries, self.authorizer) = (entries, authorizer)
    }

    /// Whether there is nothing to judge by.
    public var isEmpty: Bool { entries.isEmpty }

    /// The kinds of the policies' parameters.
    public var parameterKinds: Set<GroupKind> { Set(entries.compactMap { $0.policy.policy.parameterKind?.groupKind }) }

    /// Judges a request as the API server does.
    ///
    /// Source: `k8s.io/apiserver/pkg/admission/plugin/policy/validating/dispatcher.go`, read at 1.35
    public func review(_ request: AdmissionRequest, _ cluster: ClusterObjects) -> AdmissionReview {
        var review = AdmissionReview()
        guard !AdmissionRequest.isExempt(request.resource) else { return review }
        for (policy, bindings) in entries {
            guard !bindings.isEmpty, let match = policy.policy.constraints.match(request, cluster) else { continue }
            var annotations = AuditAnnotations()
            for binding in bindings where binding.constraints.match(request, cluster) != nil {
                judge(request, match, policy, binding, cluster, &annotations, &review)
            }
            annotations.publish(under: policy.policy.name, &review)
        }
        if let first = review.denials.first(where: \.isRefusal) {
            review.refusal = PolicyMessage.forbidden(
                request, PolicyMessage.denied(first.message, by: first.policy.name, first.binding.name))
        }
        return review
    }

    private func judge(
        _ request: AdmissionRequest, _ match: MatchResources.Match, _ policy: CompiledPolicy, _ binding: PolicyBinding,
        _ cluster: ClusterObjects, _ annotations: inout AuditAnnotations, _ review: inout AdmissionReview
    ) {
        func add(_ denial: PolicyEvaluation.Denial, isUnconditional: Bool = false) {
            review.add(
                AdmissionReview.Denial(
                    policy: policy.policy, binding: binding, index: denial.index, message: denial.message,
                    isError: denial.isError, reason: denial.reason, node: denial.node, isUnconditional: isUnconditional))
        }
        func refuse(_ message: String) {
            add(.init(index: 0, message: message, isError: true, reason: "Invalid", node: nil), isUnconditional: true)
        }
        let parameters: [Manifest?]
        let asked = request
        let request: AdmissionRequest
        do throws(BindingProblem) {
            parameters = try binding.parameters(of: policy.policy, for: asked, cluster)
            request = try asked.converted(to: match, cluster.resources)
        } catch {
            if case .wrong(let message) = error {
                if policy.policy.failsClosed { refuse(PolicyMessage.badBinding(message)) }
            } else {
                review.undecided += policy.validations.indices.map { .init(policy: policy.policy.name, index: $0) }
            }
            return
        }
        if !parameters.isEmpty { review.matched.append("\(policy.policy.name)/\(binding.name)") }
        for parameter in parameters {
            var evaluation = PolicyEvaluation(policy, request, as: match.resource, parameter: parameter, cluster, authorizer)
            let result = evaluation.run(request, as: match.resource, cluster)
            for denial in result.denials { add(denial.of(asked, convertedTo: request)) }
            for (key, value) in result.annotations { annotations.add(key, value) }
            for message in result.annotationFailures { refuse(message) }
            review.undecided += result.undecided.map { .init(policy: policy.policy.name, index: $0) }
        }
    }
}

/// Why a binding cannot be applied to a request.
enum BindingProblem: Error {
    /// The server could not either.
    case wrong(String)
    /// The object would have to be converted to another version in a way that only a server knows.
    case needsConversion
}

extension PolicyBinding {
    /// The objects that a policy is evaluated with, one after the other; one nil for a policy that takes none.
    ///
    /// Source: `CollectParams` of `k8s.io/apiserver/pkg/admission/plugin/policy/generic/policy_dispatcher.go`
    fileprivate func parameters(
        of policy: AdmissionPolicy, for request: AdmissionRequest, _ cluster: ClusterObjects
    ) throws(BindingProblem) -> [Manifest?] {
        guard let kind = policy.parameterKind?.groupKind, let reference = parameters else { return [nil] }
        var namespace: String?
        if cluster.isNamespaced(kind) {
            // A binding that nobody has written takes what there is, wherever it is.
            if !name.isEmpty || !reference.namespace.isEmpty {
                namespace = reference.namespace.isEmpty ? request.namespace : reference.namespace
            }
            if namespace == "" { throw .wrong(PolicyMessage.namespacedParametersOfClusterObject) }
        } else if !reference.namespace.isEmpty {
            throw .wrong(PolicyMessage.namespaceOfClusterParameters)
        }
        let found = cluster.parameters(of: kind).filter { object in
            (namespace.map { object.effectiveNamespace == $0 } ?? true)
                && (reference.name.isEmpty || object.name == reference.name)
                && (reference.selector?.matches(object.labels) ?? true)
        }
        if found.isEmpty, reference.deniesWhenNoneIsFound { throw .wrong(PolicyMessage.noParameters) }
        return found
    }
}
