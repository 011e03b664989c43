import CEL
import KubernetesSchemaTable

/// What the settings of a run say of validations.
struct ValidationSettings: Sendable {
    let selection: RuleSelection
    /// Parameters by rule and name, YAML as written.
    let parameters: [String: [String: String]]
    /// The versions of Kubernetes that objects must fit.
    let targets: KubernetesVersionSet

    /// Validations of a rule ready to be run, of those that hold for a target version.
    func compiled(_ validations: [Validation], of rule: Rule, in environment: CELEnvironment) -> [CompiledValidation] {
        let parameters = CompiledRule.parameters(
            of: rule, settings: parameters[rule.id] ?? [:], profile: selection.parameterProfile(of: rule))
        return validations.compactMap { validation in
            let versions = validation.versions.intersection(targets)
            guard !versions.isEmpty else { return nil }
            return CompiledValidation(
                validation, of: rule, parameters: parameters,
                severity: selection.severities[rule.id] ?? validation.severity ?? rule.severity,
                suffix: versions == targets ? "" : " (target \(versions))", in: environment)
        }
    }
}
