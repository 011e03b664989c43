public import KubernetesModel
import SourceText
import YAMLDocument

/// A `ValidatingAdmissionPolicy`, of any version: their fields are the same.
public struct AdmissionPolicy: Sendable {
    /// The object that it was read from.
    public let manifest: Manifest
    /// The kind of its parameters; nil if it takes none.
    public let parameterKind: GVK?
    /// Whether an expression that fails counts as a denial.
    public let failsClosed: Bool
    let constraints: MatchResources
    let matchConditions: [NamedExpression]
    let variables: [NamedExpression]
    let validations: [Validation]
    let auditAnnotations: [NamedExpression]

    /// The name.
    public var name: String { manifest.name }

    /// An expression with a name.
    struct NamedExpression: Sendable {
        let name: String
        let expression: Located<String>
    }

    /// One entry of `validations`.
    struct Validation: Sendable {
        let expression: Located<String>
        /// What is said where the expression is false; empty if it is not written.
        let message: String
        let messageExpression: Located<String>?
        /// The reason of the answer's status.
        let reason: String
    }

    /// Whether an object is a policy that this module runs.
    public static func isPolicy(_ manifest: Manifest) -> Bool {
        manifest.type.group == "admissionregistration.k8s.io" && manifest.type.kind == "ValidatingAdmissionPolicy"
    }

    /// Reads an object; nil if it is no policy. What a policy lacks or says wrongly is the schema check's business.
    public init?(_ manifest: Manifest) {
        guard Self.isPolicy(manifest) else { return nil }
        let document = manifest.document
        self.manifest = manifest
        let spec = manifest.node(at: "spec")
        func text(_ node: NodeID?, _ key: Key) -> Located<String>? {
            guard let node, let value = document.value(of: node, key), document.kind(of: value).isScalar,
                document.kind(of: value) != .null
            else { return nil }
            return Located(document.text(of: value), document.span(of: value))
        }
        func entries(_ key: Key) -> [NodeID] {
            guard let spec, let list = document.value(of: spec, key), document.kind(of: list) == .sequence else { return [] }
            return Array(document.children(of: list))
        }
        func named(_ key: Key, name: Key = "name", expression: Key = "expression") -> [NamedExpression] {
            entries(key).compactMap { entry in
                text(entry, expression).map { NamedExpression(name: text(entry, name)?.value ?? "", expression: $0) }
            }
        }
        let kind = spec.flatMap { document.value(of: $0, "paramKind") }
        parameterKind = kind.flatMap { kind in
            guard let version = text(kind, "apiVersion"), let name = text(kind, "kind") else { return nil }
            return GVK(apiVersion: version.value, kind: name.value)
        }
        failsClosed = text(spec, "failurePolicy")?.value != "Ignore"
        constraints = MatchResources(spec.flatMap { document.value(of: $0, "matchConstraints") }, in: document)
        matchConditions = named("matchConditions")
        variables = named("variables")
        auditAnnotations = named("auditAnnotations", name: "key", expression: "valueExpression")
        validations = entries("validations").compactMap { entry in
            guard let expression = text(entry, "expression") else { return nil }
            return Validation(
                expression: expression, message: text(entry, "message")?.value ?? "",
                messageExpression: text(entry, "messageExpression"), reason: text(entry, "reason")?.value ?? "Invalid")
        }
    }
}

/// A `ValidatingAdmissionPolicyBinding`: where a policy is in force, with which parameters, and what comes of a denial.
public struct PolicyBinding: Sendable {
    /// What is done about a validation that does not pass.
    public enum Action: String, Sendable {
        case deny = "Deny"
        case warn = "Warn"
        case audit = "Audit"
    }

    /// The object's name.
    public let name: String
    /// The policy that it is about.
    public let policyName: String
    /// What is done, in the order of the object.
    public let actions: [Action]
    let constraints: MatchResources
    let parameters: ParameterReference?

    /// Which objects are the parameters.
    struct ParameterReference: Sendable {
        let name: String
        let namespace: String
        let selector: LabelSelector?
        let deniesWhenNoneIsFound: Bool
    }

    /// Whether an object is a binding.
    public static func isBinding(_ manifest: Manifest) -> Bool {
        manifest.type.group == "admissionregistration.k8s.io" && manifest.type.kind == "ValidatingAdmissionPolicyBinding"
    }

    /// Reads an object; nil if it is no binding.
    public init?(_ manifest: Manifest) {
        guard Self.isBinding(manifest) else { return nil }
        let document = manifest.document
        name = manifest.name
        let spec = manifest.node(at: "spec")
        policyName = manifest.node(at: "spec", "policyName").map(document.text) ?? ""
        actions = spec.map { document.texts(of: $0, "validationActions").compactMap(Action.init) } ?? []
        constraints = MatchResources(manifest.node(at: "spec", "matchResources"), in: document)
        parameters = manifest.node(at: "spec", "paramRef").map { node in
            func text(_ key: Key) -> String { document.value(of: node, key).map(document.text) ?? "" }
            return ParameterReference(
                name: text("name"), namespace: text("namespace"),
                selector: document.value(of: node, "selector").flatMap { LabelSelector($0, in: document) },
                deniesWhenNoneIsFound: text("parameterNotFoundAction") == "Deny")
        }
    }

    /// A binding that nobody has written: the policy is in force for all it matches, with all parameters there are.
    public init(everywhere policy: AdmissionPolicy) {
        (name, policyName, actions) = ("", policy.name, [.deny])
        constraints = MatchResources(nil, in: policy.manifest.document)
        parameters = ParameterReference(name: "", namespace: "", selector: .everything, deniesWhenNoneIsFound: false)
    }
}
