public import KubernetesModel
import SourceText

extension Rule {
    /// What the ids of rules begin with that stand for admission policies.
    public static let policyPrefix = "policy/"

    /// The rule that stands for a `ValidatingAdmissionPolicy`, so that its findings can be selected and silenced by `policy/NAME`.
    ///
    /// - Parameter profile: the profile that it is in: that of the run, for a policy is in force because it is there.
    public init(forPolicy policy: Manifest, severity: Severity, profile: String) {
        let file = policy.document.file
        self.init(
            id: Self.policyPrefix + policy.name, category: "admission", title: "ValidatingAdmissionPolicy '\(policy.name)'",
            ruleClass: .policy, severity: severity, cases: [], yieldsTo: [], alsoAt: nil, profiles: [profile], scope: .object,
            kinds: [],
            containers: [], parameters: [], isBuiltIn: true, precondition: nil, each: nil, expression: nil, place: nil,
            message: Located("refused by the policy", policy.document.span(of: policy.root)), fixes: [], validations: [],
            file: file)
    }
}
