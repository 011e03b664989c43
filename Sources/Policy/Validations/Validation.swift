public import KubernetesSchemaTable
public import SourceText

/// One condition that the API server puts on objects of some types of the API, wherever such an object stands: in a Pod, in the
/// template of a workload, in the template of a CronJob's jobs.
///
/// Its expressions may use `self`, the object of the type, in which null counts as absent, as it does for the server.
public struct Validation: Sendable {
    /// The types, as the table of the API names them: `core.v1.Probe`.
    public let types: [String]
    /// The versions of Kubernetes in which the condition holds.
    public let versions: KubernetesVersionSet
    /// How bad it is; nil for the severity of the rule.
    public let severity: Severity?
    /// What must be true for the condition to apply.
    public let precondition: Located<String>?
    /// The fields of `self` that it is about: the expression is evaluated for each that is there, as `value`. Empty for `self` as a whole.
    public let fields: [FieldPath]
    /// The list whose elements the expression is evaluated for, as `item`.
    public let each: Located<String>?
    /// True where all is well.
    public let expression: Located<String>
    /// Where a finding points; nil for the value, the element, or `self`.
    public let place: Located<String>?
    /// What a finding says, with `{expressions}` in it.
    public let message: Located<String>
    /// Where it stands in the rule file.
    public let span: Span
}
