import Admission
import CEL
import KubernetesModel
import KubernetesSchemaTable
public import Policy
import SourceText
import YAMLDocument

/// A rule as a `ValidatingAdmissionPolicy` with its binding, so that a cluster enforces what is checked before the commit.
public struct PolicyExport {
    /// Why a rule cannot be said as a policy.
    public struct Refusal: Error, Sendable {
        /// The reason, for people.
        public let message: String
    }

    private let rule: Rule
    private let expression: String
    private let severity: Severity
    private let parameters: [(String, Value)]
    /// The version that must take the policy; nil for the oldest that can.
    private let wanted: KubernetesVersion?

    /// Prepares the export of a rule.
    ///
    /// - Parameters:
    ///   - settings: the rule's parameters of the configuration, YAML by name.
    ///   - kubernetesVersion: the oldest version that must take the policy; nil for the oldest that can.
    public init(
        _ rule: Rule, selection: RuleSelection, settings: [String: String], kubernetesVersion: String?
    ) throws(Refusal) {
        wanted = kubernetesVersion.flatMap { KubernetesVersion($0) }
        if let kubernetesVersion, wanted == nil {
            throw Refusal(message: "'\(kubernetesVersion)' is no version of Kubernetes; write it as '1.34'")
        }
        guard !rule.isBuiltIn, let expression = rule.expression else {
            throw Refusal(message: "'\(rule.id)' is built in: it has no expression that a cluster could evaluate")
        }
        guard rule.validations.isEmpty else {
            throw Refusal(message: "'\(rule.id)' looks at types of the API, which a policy has no words for")
        }
        (self.rule, self.expression) = (rule, expression.value)
        severity = selection.severity(of: rule)
        let profile = selection.parameterProfile(of: rule)
        parameters = rule.parameters.map { parameter in
            (parameter.name, ParameterValue.read(settings[parameter.name] ?? parameter.value(in: profile)))
        }
    }

    /// The policy and the binding, as YAML.
    public func yaml() throws(Refusal) -> String {
        if let wanted { return try yaml(for: wanted) }
        let newest = BuiltInKind.knownVersions.newest?.minor ?? Self.first
        for minor in Self.first..<max(newest, Self.first) {
            if let text = try? yaml(for: KubernetesVersion(minor: minor)) { return text }
        }
        return try yaml(for: KubernetesVersion(minor: newest))
    }

    /// The first version with these policies in `v1`.
    private static let first = 30

    private func yaml(for version: KubernetesVersion) throws(Refusal) -> String {
        func refusal(_ reason: String) -> Refusal {
            Refusal(message: "'\(rule.id)' cannot be said as a ValidatingAdmissionPolicy of Kubernetes \(version): \(reason)")
        }
        let resources = try PolicyResources(rule, version)
        let translation = RuleTranslation(
            rule, expression: expression, parameters: parameters,
            judgedVersion: wanted ?? BuiltInKind.knownVersions.newest ?? version)
        var parts: RuleTranslation.Parts
        do throws(CELError) {
            parts = try translation.parts(kinds: resources.kinds)
        } catch {
            throw refusal(error.message)
        }
        var text = document(resources, parts, version)
        // A rule's value may be a boolean only when it is evaluated; the server wants to know it beforehand.
        if Self.problem(in: text, version)?.hasPrefix("must evaluate to bool but got dyn") == true {
            parts.validations = parts.validations.map { .init(expression: "(\($0.expression)) == true", message: $0.message) }
            text = document(resources, parts, version)
        }
        if let problem = Self.problem(in: text, version) { throw refusal(problem) }
        return text
    }

    /// Why the server would not take the policy; nil if it would.
    ///
    /// A server takes new expressions only in the language of the version before its own, so that it can be rolled back.
    ///
    /// Source: `k8s.io/apiserver/pkg/cel/environment`
    private static func problem(in text: String, _ version: KubernetesVersion) -> String? {
        let parsed = LibYAMLParser.parse(SourceFile(path: "policy.yaml", text: text))
        if let problem = parsed.diagnostics.first { return problem.message }
        guard let document = parsed.documents.first, let manifest = Manifest(document, at: document.root),
            let policy = AdmissionPolicy(manifest)
        else { return "it makes no policy" }
        return CompiledPolicy(policy, kubernetesMinor: max(0, version.minor - 1)).problems.first?.value
    }

    // MARK: YAML

    private func document(_ resources: PolicyResources, _ parts: RuleTranslation.Parts, _ version: KubernetesVersion) -> String {
        let policy = BlockText {
            $0.line("# Made by 'plimsoll rule \(rule.id) --as validatingadmissionpolicy', for Kubernetes \(version) and newer.")
            $0.line("apiVersion: admissionregistration.k8s.io/v1")
            $0.line("kind: ValidatingAdmissionPolicy")
            $0.line("metadata:")
            $0.line("  name: \(rule.id)")
            $0.line("  annotations:")
            $0.line("    plimsoll.dev/rule: \(rule.id)")
            $0.line("spec:")
            // A rule says nothing of what it cannot read, such as the null that the server makes of an absent list.
            $0.line("  failurePolicy: Ignore")
            $0.line("  matchConstraints:")
            $0.line("    resourceRules:")
            for entry in resources.rules {
                $0.line("      - apiGroups: [\(JSONText.quoted(entry.group))]")
                $0.line("        apiVersions: [\(entry.versions.joined(separator: ", "))]")
                $0.line("        operations: [CREATE, UPDATE]")
                $0.line("        resources: [\(entry.plurals.joined(separator: ", "))]")
            }
            if !parts.variables.isEmpty { $0.line("  variables:") }
            for variable in parts.variables {
                $0.line("    - name: \(variable.name)")
                $0.block("expression", variable.expression, indentation: 6)
            }
            $0.line("  validations:")
            for validation in parts.validations {
                $0.block("expression", validation.expression, indentation: 6, first: "    - ")
                $0.line("      message: \(JSONText.quoted(rule.title))")
                if let message = validation.message { $0.block("messageExpression", message, indentation: 6) }
            }
        }
        return policy.text + """
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata:
              name: \(rule.id)
            spec:
              policyName: \(rule.id)
              validationActions: [\(action)]

            """
    }

    /// What the check of a cluster does, as what a run does with the severity.
    private var action: String {
        switch severity {
        case .error: "Deny"
        case .warning: "Warn"
        case .info: "Audit"
        }
    }
}

/// Lines of YAML.
private struct BlockText {
    private(set) var text = ""

    init(_ write: (inout BlockText) -> Void) { write(&self) }

    mutating func line(_ line: String) { text += line + "\n" }

    /// A key with a text of any kind, as a literal block.
    mutating func block(_ key: String, _ value: String, indentation: Int, first: String? = nil) {
        let margin = String(repeating: " ", count: indentation)
        line((first ?? margin) + key + ": |-")
        for part in value.split(separator: "\n", omittingEmptySubsequences: false) {
            line(part.isEmpty ? "" : margin + "  " + part)
        }
    }
}
