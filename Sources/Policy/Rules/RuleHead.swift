import KubernetesModel

/// What a run asks of every rule, to see whether the rule is in force and may find anything in its objects.
///
/// Those of the rules inside the program are made when it is built. All else is in `RuleContent`, and read when somebody asks for it: a
/// rule that no object of a run can break costs the run nothing more.
package struct RuleHead: Sendable {
    let id: String
    let category: String
    let ruleClass: RuleClass
    let severity: Severity
    let profiles: [String]
    let scope: Rule.Scope
    let kinds: [KindSelector]
    let isBuiltIn: Bool
    let hasExpression: Bool
    /// The types of the API that its validations are about.
    let validatedTypes: [String]
    let yieldsTo: [String]
}
