public import KubernetesModel
import SourceText

extension Rule {
    /// What the ids of rules begin with that stand for admission policies.
    public static let policyPrefix = "policy/"

    /// The rule that stands for a `ValidatingAdmissionPolicy`, so that its findings can be selected and silenced by `policy/NAME`.
    ///
    /// - Parameter profile: the profile that it is in: that of the run, for a policy is in force because it is there.
    public init(forPolicy policy: Manifest, severity: Severity, profile: String) {
        let head = RuleHead(
            id: Self.policyPrefix + policy.name, category: "admission", ruleClass: .policy, severity: severity,
            profiles: [profile],
            scope: .object, kinds: [], isBuiltIn: true, hasExpression: false, validatedTypes: [], yieldsTo: [])
        let body = RuleBody(
            title: "ValidatingAdmissionPolicy '\(policy.name)'",
            message: Located("refused by the policy", policy.document.span(of: policy.root)), file: policy.document.file)
        self.init(RuleContent(head, body))
    }
}
