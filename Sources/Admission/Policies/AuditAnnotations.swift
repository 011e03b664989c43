import YAMLDocument

/// The audit annotations of one policy, collected over its bindings and parameters.
struct AuditAnnotations {
    private var values: [(key: String, values: [String])] = []

    /// Takes a value; one that is there already is not said twice.
    mutating func add(_ key: String, _ value: String) {
        guard let place = values.firstIndex(where: { $0.key == key }) else { return values.append((key, [value])) }
        if !values[place].values.contains(value) { values[place].values.append(value) }
    }

    /// Writes them into a review, under the policy's name.
    func publish(under policy: String, _ review: inout AdmissionReview) {
        for (key, values) in values where review.audit["\(policy)/\(key)"] == nil {
            review.audit["\(policy)/\(key)"] = values.joined(separator: ", ")
        }
    }
}

extension AdmissionReview {
    /// Where the audit log gets failures of bindings with the action `Audit`.
    private static let failureKey = "validation.policy.admission.k8s.io/validation_failure"

    /// Takes a denial and does what its binding wants.
    mutating func add(_ denial: Denial) {
        denials.append(denial)
        guard !denial.isUnconditional else { return }
        for action in denial.binding.actions {
            switch action {
            case .deny: break
            case .warn: warnings.append(PolicyMessage.warning(denial.message, by: denial.policy.name, denial.binding.name))
            // The first failure stays: annotations are not overwritten.
            case .audit: if audit[Self.failureKey] == nil { audit[Self.failureKey] = Self.failure(denial) }
            }
        }
    }

    /// The list with one entry that the server writes.
    private static func failure(_ denial: Denial) -> String {
        let actions = denial.binding.actions.map { JSONPrinter.quoted($0.rawValue) }.joined(separator: ",")
        return
            "[{\"message\":\(JSONPrinter.quoted(denial.message)),\"policy\":\(JSONPrinter.quoted(denial.policy.name)),\"binding\":\(JSONPrinter.quoted(denial.binding.name)),\"expressionIndex\":\(denial.index),\"validationActions\":[\(actions)]}]"
    }
}
