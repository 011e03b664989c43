import Foundation
import PlimsollKit
import Policy
import TestSupport
import Testing

/// Whole runs over trees with admission policies.
@Suite struct AdmissionRunTests {
    private static func policy(_ name: String, _ validation: String = "object.spec.replicas <= 3") -> String {
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: \(name)}
        spec:
          matchConstraints:
            resourceRules:
              - {apiGroups: [apps], apiVersions: ["*"], operations: [CREATE], resources: [deployments]}
          validations:
            - expression: "\(validation)"
              message: too many
        ---

        """
    }

    private static func binding(_ name: String, _ actions: String = "Deny", _ more: String = "") -> String {
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: \(name)-binding}
        spec: {policyName: \(name), validationActions: [\(actions)]\(more)}
        ---

        """
    }

    private static func deployment(_ replicas: Int, _ metadata: String = "name: web") -> String {
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {\(metadata)}\nspec:\n  replicas: \(replicas)\n"
    }

    /// What a run says of policies: findings as `file:line severity rule: message`, then errors and notes.
    private func run(_ files: [String: String], _ change: (inout RunOptions) -> Void = { _ in }) throws -> [String] {
        let tree = try TemporaryTree(files)
        var options = RunOptions()
        options.paths = [tree.path]
        options.selection.select = ["admission", "unused-suppression"]
        change(&options)
        options.paths = options.paths.map { $0.hasPrefix("/") ? $0 : tree.path + "/" + $0 }
        options.policies = options.policies.map { tree.path + "/" + $0 }
        let result = Run.check(options, library: try RuleLibrary())
        let sources = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0) })
        let findings = result.openFindings.map { finding in
            let file = sources[finding.span.file]
            let line = file?.position(of: finding.span.lower).line ?? 0
            let path = (file?.path ?? "").dropFirst(tree.path.count + 1)
            return "\(path):\(line) \(finding.severity) \(finding.rule): \(finding.message)"
        }
        let texts = findings + result.diagnostics.map(\.message) + result.notes.filter { !$0.contains("custom resources") }
        return texts.map { $0.replacing(tree.path + "/", with: "") }
    }

    private static let refusal =
        "ValidatingAdmissionPolicy 'limit' with binding 'limit-binding' denied request: too many"

    @Test func aPolicyOfTheTreeJudgesWhatIsBesideIt() throws {
        let found = try run([
            "policies/limit.yaml": Self.policy("limit") + Self.binding("limit"), "app/web.yaml": Self.deployment(4),
            "app/small.yaml": Self.deployment(3, "name: small"),
        ])
        #expect(found == ["app/web.yaml:5 error policy/limit: \(Self.refusal)"])
    }

    @Test(arguments: [
        ("Deny", "error", refusal), ("Audit", "info", refusal),
        (
            "Warn, Audit", "warning",
            "Validation failed for ValidatingAdmissionPolicy 'limit' with binding 'limit-binding': too many"
        ),
    ])
    func actionsDecideTheSeverity(_ actions: String, _ severity: String, _ message: String) throws {
        let found = try run(["all.yaml": Self.policy("limit") + Self.binding("limit", actions) + Self.deployment(4)])
        #expect(found == ["all.yaml:21 \(severity) policy/limit: \(message)"])
    }

    @Test func aPolicyWithoutBindingIsInForceOnlyIfItsFileIsNamed() throws {
        let files = ["policies/limit.yaml": Self.policy("limit"), "app/web.yaml": Self.deployment(4)]
        #expect(
            try run(files) == ["no binding puts these policies in force: 'limit'; --policies judges by them all the same"])
        #expect(
            try run(files) {
                $0.paths = ["app"]
                $0.policies = ["policies"]
            } == ["app/web.yaml:5 error policy/limit: ValidatingAdmissionPolicy 'limit' denied request: too many"])
    }

    @Test func policiesOfOneOverlayDoNotJudgeAnother() throws {
        let found = try run([
            "base/web.yaml": Self.deployment(4), "base/kustomization.yaml": "resources: [web.yaml]\n",
            "dev/kustomization.yaml": "resources: [../base]\nnamePrefix: dev-\n",
            "prod/kustomization.yaml": "resources: [../base, limit.yaml]\n",
            "prod/limit.yaml": Self.policy("limit") + Self.binding("limit"),
        ])
        #expect(found == ["base/web.yaml:5 error policy/limit: \(Self.refusal)"])
    }

    @Test func selectorsAskTheNamespacesOfTheTree() throws {
        let selector = ", matchResources: {namespaceSelector: {matchLabels: {tier: prod}}}"
        let files = [
            "policies/limit.yaml": Self.policy("limit") + Self.binding("limit", "Deny", selector),
            "app/ns.yaml": "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {tier: prod}}\n",
            "app/web.yaml": Self.deployment(4, "name: web, namespace: shop"),
            "app/other.yaml": Self.deployment(4, "name: web, namespace: other"),
        ]
        #expect(try run(files) == ["app/web.yaml:5 error policy/limit: \(Self.refusal)"])
    }

    @Test func findingsAreSilencedAndSelectedByThePolicysName() throws {
        let silenced = Self.deployment(4).replacing("replicas: 4", with: "replicas: 4  # plimsoll: allow policy/limit -- for now")
        let files = ["policies/limit.yaml": Self.policy("limit") + Self.binding("limit"), "app/web.yaml": silenced]
        #expect(try run(files) == [])
        #expect(try run(["app/web.yaml": silenced]) == [])
        let open = ["all.yaml": Self.policy("limit") + Self.binding("limit") + Self.deployment(4)]
        #expect(try run(open) { $0.selection.ignore = ["policy/limit"] } == [])
        #expect(
            try run(open) { $0.selection.severities = ["policy/limit": .info] } == [
                "all.yaml:21 info policy/limit: \(Self.refusal)"
            ])
    }

    @Test func whatCannotBeJudgedIsSaid() throws {
        let asks = Self.policy("asks", "authorizer.group('apps').resource('deployments').check('create').allowed()")
        #expect(
            try run(["all.yaml": asks + Self.binding("asks") + Self.deployment(4)]) == [
                "these policies ask for what only a cluster knows, and were left undecided for some objects: 'asks'"
            ])
        let mutating = "apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingAdmissionPolicy\nmetadata: {name: m}\n"
        #expect(
            try run(["m.yaml": mutating]) == [
                "left 1 MutatingAdmissionPolicy alone: they change objects in the cluster, and objects were judged as written"
            ])
    }

    @Test func aPolicyThatDoesNotCompileIsAtFaultAndNotTheObjects() throws {
        let files = ["all.yaml": Self.policy("limit", "self.spec.replicas < 3") + Self.binding("limit") + Self.deployment(4)]
        #expect(
            try run(files) == [
                "all.yaml:9 error admission-policy-invalid: the expression does not compile: undeclared reference to 'self'"
            ])
        #expect(
            try run(files) { $0.policies = ["all.yaml"] } == ["policy 'limit': undeclared reference to 'self'"])
    }
}
