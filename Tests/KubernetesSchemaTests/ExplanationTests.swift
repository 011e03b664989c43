import KubernetesSchema
import KubernetesSchemaTable
import Testing

@Suite struct ExplanationTests {
    @Test(arguments: [
        ("deployment.spec.strategy", "apps/v1 DeploymentStrategy"), ("pods.spec.containers.ports", "v1 [ContainerPort]"),
        ("Pod.spec.containers[0].image", "v1 string"), ("events.metadata.labels", "v1 {string: string}"),
        ("extensions/v1beta1/ingress.spec.backend", "extensions/v1beta1 IngressBackend"),
        ("cronjob.spec.schedule", "batch/v1 string required"), ("deploy.spec.replicas", "apps/v1 int32"),
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

    @Test func aVersionHasWhatItHas() throws {
        let old = try #require(KubernetesVersion("1.15"))
        #expect(try Explanation("ingress.spec.backend", in: old).kind.apiVersion == "networking.k8s.io/v1beta1")
        #expect(try !Explanation("pod.spec", in: old).fields.contains { $0.name == "hostUsers" })
        #expect(throws: Explanation.NotFound(description: "'Pod.spec.hostUsers' is in Kubernetes 1.25-1.37, and not in 1.15")) {
            try Explanation("pod.spec.hostUsers", in: old)
        }
        #expect(try Explanation("ingress").others.map(\.apiVersion) == ["networking.k8s.io/v1beta1", "extensions/v1beta1"])
    }

    @Test func aCustomResourceIsExplained() throws {
        let definition = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              names: {kind: Widget, plural: widgets}
              versions:
                - name: v1
                  served: true
                  schema:
                    openAPIV3Schema:
                      type: object
                      properties:
                        spec:
                          type: object
                          required: [size]
                          properties:
                            size: {type: string, enum: [small, large], default: small, description: How large.}
                            ports: {type: array, items: {type: object, properties: {port: {x-kubernetes-int-or-string: true}}}}
            """
        var store = SchemaStore()
        for document in documents(definition) { store.addCustomResourceDefinition(document) }
        let spec = try #require(try CustomExplanation("widgets.spec", in: store))
        #expect(spec.fields.map { "\($0.name) \($0.signature)" } == ["ports [object]", "size string required"])
        let size = try #require(try CustomExplanation("example.com/v1/widget.spec.size", in: store))
        #expect(size.values == ["small", "large"] && size.defaultValue == "\"small\"" && size.text == "How large.")
        #expect(try CustomExplanation("widget.spec.ports.port", in: store)?.signature == "integer or string")
        #expect(try CustomExplanation("deployment.spec", in: store) == nil)
        #expect(throws: Explanation.NotFound(description: "no field 'sise' in 'Widget.spec'; did you mean 'size'?")) {
            try CustomExplanation("widget.spec.sise", in: store)
        }
    }

    @Test(arguments: [
        ("deploymet.spec", "no kind 'deploymet'; did you mean 'Deployment'?"),
        ("deployment.spec.replica", "no field 'replica' in 'Deployment.spec'; did you mean 'replicas'?"),
        ("deployment.spec.replicas.x", "'Deployment.spec.replicas' has no fields"),
        (
            "pod.spec.capabilities",
            "no field 'capabilities' in 'Pod.spec'; did you mean 'Pod.spec.containers.securityContext.capabilities'?"
        ),
        (
            "apps/v2/Deployment.spec",
            "no kind 'apps/v2/Deployment'; it is in 'apps/v1', 'apps/v1beta1', 'apps/v1beta2' and 'extensions/v1beta1'"
        ),
    ])
    func whatIsNotThereIsSaid(_ path: String, _ message: String) {
        #expect(throws: (Explanation.NotFound).self) { try Explanation(path) }
        do { _ = try Explanation(path) } catch { #expect(error.description == message) }
    }
}
