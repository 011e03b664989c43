import Testing

/// Every line of a build names the place that its value was written at.
@Suite struct OriginTests {
    private static let tree = Tree([
        "base/kustomization.yaml": """
        resources: [deployment.yaml]
        namePrefix: shop-
        configMapGenerator:
        - name: settings
          literals: [color=blue]
        """,
        "base/deployment.yaml": """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 1
          template:
            spec:
              containers:
              - name: web
                image: nginx:1.25
                envFrom:
                - configMapRef:
                    name: settings
        """,
        "prod/kustomization.yaml": """
        resources: [../base]
        namespace: prod
        images:
        - name: nginx
          newTag: "1.27"
        patches:
        - path: scale.yaml
        - target: {kind: Deployment}
          patch: |-
            - op: add
              path: /spec/paused
              value: true
        """,
        "prod/scale.yaml": """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 5
        """,
    ])

    @Test func everyLineNamesItsSource() throws {
        let rendering = try Self.tree.build("prod")
        #expect(
            rendering.yamlWithOrigins { Self.tree.session.file($0) } == """
                apiVersion: v1                              # base/kustomization.yaml:4 (configMapGenerator)
                data:                                       # base/kustomization.yaml:4 (configMapGenerator)
                  color: blue                               # base/kustomization.yaml:5 (configMapGenerator)
                kind: ConfigMap                             # base/kustomization.yaml:4 (configMapGenerator)
                metadata:                                   # base/kustomization.yaml:4 (configMapGenerator)
                  name: shop-settings-747dfcb89d            # base/kustomization.yaml:2 (nameHash)
                  namespace: prod                           # prod/kustomization.yaml:2 (namespace)
                ---
                apiVersion: apps/v1                         # base/deployment.yaml:1
                kind: Deployment                            # base/deployment.yaml:2
                metadata:                                   # base/deployment.yaml:4
                  name: shop-web                            # base/kustomization.yaml:2 (namePrefix)
                  namespace: prod                           # prod/kustomization.yaml:2 (namespace)
                spec:                                       # base/deployment.yaml:6
                  paused: true                              # prod/kustomization.yaml:12 (patches)
                  replicas: 5                               # prod/scale.yaml:6 (patches)
                  template:                                 # base/deployment.yaml:8
                    spec:                                   # base/deployment.yaml:9
                      containers:                           # base/deployment.yaml:10
                      - envFrom:                            # base/deployment.yaml:13
                        - configMapRef:                     # base/deployment.yaml:14
                            name: shop-settings-747dfcb89d  # base/kustomization.yaml:2 (nameReference)
                        image: nginx:1.27                   # prod/kustomization.yaml:5 (images)
                        name: web                           # base/deployment.yaml:10

                """)
    }

    @Test(arguments: [
        ("spec.replicas", "prod/scale.yaml:6:13"), ("spec.paused", "prod/kustomization.yaml:12:14"),
        ("metadata.namespace", "prod/kustomization.yaml:2:12"), ("metadata.name", "base/kustomization.yaml:2:13"),
        ("spec.template.spec.containers[0].image", "prod/kustomization.yaml:5:11"),
        ("spec.template.spec.containers[0].name", "base/deployment.yaml:10:15"), ("kind", "base/deployment.yaml:2:7"),
    ])
    func everyValueKnowsWhoSetIt(_ path: String, _ place: String) throws {
        let rendering = try Self.tree.build("prod")
        let deployment = try #require(rendering.resources.last)
        let node = try #require(deployment.nodesByPath()[path])
        #expect(Self.tree.place(deployment.origin(of: node).span) == place)
    }

    @Test func aReplacedValueIsStillReadable() throws {
        let deployment = try #require(try Self.tree.build("prod").resources.last)
        let image = try #require(deployment.nodesByPath()["spec.template.spec.containers[0].image"])
        let before = try #require(deployment.origin(of: image).replaced)
        #expect(deployment.text(of: before) == "nginx:1.25")
        #expect(Self.tree.place(deployment.span(of: before)) == "base/deployment.yaml:11:16")
    }
}
