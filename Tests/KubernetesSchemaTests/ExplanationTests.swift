import KubernetesSchema
import KubernetesSchemaTable
import Testing

@Suite struct ExplanationTests {
    @Test(arguments: [
        ("deployment.spec.strategy", "apps/v1 DeploymentStrategy"), ("pods.spec.containers.ports", "v1 [ContainerPort]"),
        ("Pod.spec.containers[0].image", "v1 string"), ("events.metadata.labels", "v1 {string: string}"),
        ("extensions/v1beta1/ingress.spec.backend", "extensions/v1beta1 IngressBackend"),
        ("cronjob.spec.schedule", "batch/v1 string required"),
        ("horizontalpodautoscaler.spec.maxReplicas", "autoscaling/v2 int32 required"),
    ])
    func aPathIsFound(_ path: String, _ expected: String) throws {
        let explanation = try Explanation(path)
        let field = try #require(explanation.field)
        #expect("\(explanation.kind.apiVersion) \(Explanation.signature(field))" == expected)
    }

    @Test func aFieldIsExplainedWithItsValuesAndVersions() throws {
        let policy = try #require(Explanation("pod.spec.restartPolicy").field)
        #expect(policy.allowedValues.map(\.text) == ["Always", "Never", "OnFailure"])
        let users = try #require(Explanation("pod.spec.hostUsers").field)
        #expect(users.versions.description == "1.25-1.37")
        #expect(try Explanation("service.spec.ports.protocol").field?.defaultValue == "TCP")
        #expect(try Explanation("deployment.spec.replicas").field?.defaultValue == "1")
        #expect(try Explanation("deployment").fields.map(\.name) == ["apiVersion", "kind", "metadata", "spec", "status"])
    }

    @Test(arguments: [
        ("deploymet.spec", "no kind 'deploymet'; did you mean 'Deployment'?"),
        ("deployment.spec.replica", "no field 'replica' in 'Deployment.spec'; did you mean 'replicas'?"),
        ("deployment.spec.replicas.x", "'Deployment.spec.replicas' has no fields"),
    ])
    func whatIsNotThereIsSaid(_ path: String, _ message: String) {
        #expect(throws: (Explanation.NotFound).self) { try Explanation(path) }
        do { _ = try Explanation(path) } catch { #expect(error.description == message) }
    }
}
