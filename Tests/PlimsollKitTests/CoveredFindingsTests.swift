import PlimsollKit
import Policy
import TestSupport
import Testing

/// A defect that several rules or objects show is one finding for people, and each of them for programs.
@Suite struct CoveredFindingsTests {
    private static let role = """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: sync}
        rules:
          - {apiGroups: [""], resources: [secrets], verbs: [list]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: sync}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: sync}
        subjects: [{kind: ServiceAccount, name: sync, namespace: shop}]

        """
    /// A role that allows everything also reads secrets, but says so once.
    private static let fullRole = role.replacing(
        #"[""], resources: [secrets], verbs: [list]"#, with: #"["*"], resources: ["*"], verbs: ["*"]"#)

    private static func run(_ text: String, _ rules: [String]) throws -> RunResult {
        var options = RunOptions()
        options.paths = ["-"]
        options.standardInput = Array(text.utf8)
        options.selection.select = rules
        return Run.check(options, library: try RuleLibrary())
    }

    private static func places(_ findings: [Finding]) -> [String] {
        findings.map { "\($0.rule) \($0.object?.type.kind ?? "")\($0.suppression == nil ? "" : " suppressed")" }
    }

    @Test(arguments: [
        (
            "its binding gives it away", role, ["rbac-secret-access"], ["rbac-secret-access ClusterRole"],
            ["rbac-secret-access ClusterRoleBinding"]
        ),
        (
            "everything holds the secrets, too", fullRole, ["rbac-full-access-role", "rbac-secret-access"],
            ["rbac-full-access-role ClusterRole"], ["rbac-secret-access ClusterRole", "rbac-secret-access ClusterRoleBinding"]
        ),
        (
            "nothing else says it", fullRole, ["rbac-secret-access"], ["rbac-secret-access ClusterRole"],
            ["rbac-secret-access ClusterRoleBinding"]
        ),
        (
            "what is suppressed takes along what it covers",
            role.replacing("[list]}", with: "[list]}  # plimsoll: allow rbac-secret-access -- sync"), ["rbac-secret-access"],
            ["rbac-secret-access ClusterRole suppressed"], ["rbac-secret-access ClusterRoleBinding suppressed"]
        ),
    ])
    func oneFindingIsForPeople(
        _ title: String, _ text: String, _ rules: [String], _ findings: [String], _ covered: [String]
    ) throws {
        let result = try Self.run(text, rules)
        #expect(Self.places(result.findings) == findings)
        #expect(Self.places(Array(result.findingsWithCovered.dropFirst(result.findings.count))) == covered)
        let output = ReportOutput(result, library: try RuleLibrary())
        func lines(_ format: String) -> Int {
            output.bytes(format, style: ReportOutput.Style()).count { $0 == UInt8(ascii: "\n") }
        }
        #expect(lines("jsonl") == findings.count + covered.count)
        #expect(lines("concise") == result.openFindings.count)
    }

    /// What two stages find at one place is one finding.
    @Test func stagesSayADefectOnce() throws {
        let tree = try TemporaryTree([
            "kustomization.yaml": "secretGenerator: [{name: db, literals: [password=x7Kp2]}]\nresources: [web.yaml]\n",
            "web.yaml":
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template: {spec: {containers: []}}\n",
        ])
        var options = RunOptions()
        options.paths = [tree.path]
        options.selection.select = [
            "kustomize-secret-literal", "secret-manifest-plaintext", "schema-invalid", "selector-template-mismatch",
        ]
        let result = Run.check(options, library: try RuleLibrary())
        #expect(result.openFindings.map(\.rule) == ["kustomize-secret-literal", "schema-invalid"])
        #expect(
            result.findingsWithCovered.dropFirst(2).map(\.rule).sorted()
                == ["secret-manifest-plaintext", "selector-template-mismatch"])
    }
}
