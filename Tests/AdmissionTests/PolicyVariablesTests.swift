import Admission
import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
import SourceText
import Testing
import YAMLDocument

/// What the variables of a policy come to, and policies about another version of a kind than the one that is written.
@Suite struct PolicyVariablesTests {
    private static func manifests(_ text: String) -> [Manifest] {
        LibYAMLParser.parse(SourceFile(path: "test.yaml", text: text)).documents.compactMap { Manifest($0, at: $0.root) }
    }

    /// What a policy says of an object: messages of denials, and `undecided`.
    private static func review(
        _ constraints: String, variables: String, _ validation: String, _ object: String, minor: Int
    ) -> [String] {
        let policy = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: policy}
            spec:
              matchConstraints: {resourceRules: [{operations: [CREATE], \(constraints)}]}
              variables: [\(variables)]
              validations: [{expression: "\(validation)"}]
            ---
            \(object)
            """
        let manifests = manifests(policy)
        guard let read = AdmissionPolicy(manifests[0]) else { return ["no policy"] }
        let resources = ResourceTable(SchemaStore(), version: KubernetesVersion(minor: minor))
        let set = PolicySet([(CompiledPolicy(read, kubernetesMinor: minor), [PolicyBinding(everywhere: read)])])
        let cluster = ClusterObjects([], resources: resources, parameterKinds: [])
        let review = set.review(AdmissionRequest(creating: manifests[1], resources), cluster)
        return review.denials.map(\.message) + review.undecided.map { _ in "undecided" }
    }

    private static let variables: [(String, String, [String])] = [
        ("{name: n, expression: '2'}", "variables.?n.orValue(1) == 2", []),
        ("{name: m, expression: 'object.spec'}", "variables.?m.replicas.orValue(0) == 3", []),
        ("{name: n, expression: '2'}", "has(variables.n)", []),
        (
            "{name: n, expression: 'variables.n + 1'}", "variables.n == 1",
            ["undefined field 'n' of kubernetes.variables"]
        ),
        (
            "{name: a, expression: 'variables.b'}, {name: b, expression: 'variables.a'}", "variables.a == 1 || variables.b == 1",
            ["undefined field 'b' of kubernetes.variables"]
        ),
    ]

    @Test(arguments: variables)
    func variablesComeTo(_ variables: String, _ validation: String, _ messages: [String]) {
        let object = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 3}}"
        let constraints = "apiGroups: [apps], apiVersions: [v1], resources: [deployments]"
        let found = Self.review(constraints, variables: variables, validation, object, minor: 36)
        #expect(found.count == messages.count && zip(found, messages).allSatisfy { $0.contains($1) }, "\(found)")
    }

    private static let versions: [(String, Int, String, [String])] = [
        ("extensions/v1beta1", 15, "spec: {replicas: 3}", []),
        (
            "apps/v1beta1", 15, "spec: {replicas: 4}",
            ["failed expression: object.spec.replicas == 3 && object.apiVersion == 'apps/v1'"]
        ),
        // A field that the other version does not have: nobody but a server knows what becomes of it.
        ("extensions/v1beta1", 15, "spec: {replicas: 4, rollbackTo: {revision: 1}}", ["undecided"]),
        // Where the version is not served, nothing can be sent that would be converted.
        ("apps/v1", 36, "spec: {replicas: 3}", []),
    ]

    @Test(arguments: versions)
    func policiesSeeTheVersionThatTheyAreAbout(_ version: String, _ minor: Int, _ spec: String, _ messages: [String]) {
        let object = "{apiVersion: \(version), kind: Deployment, metadata: {name: web}, \(spec)}"
        let constraints = "apiGroups: [apps], apiVersions: [v1], resources: [deployments]"
        let validation = "object.spec.replicas == 3 && object.apiVersion == 'apps/v1'"
        #expect(Self.review(constraints, variables: "", validation, object, minor: minor) == messages)
    }
}
