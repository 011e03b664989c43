import CEL
import SourceText
import YAMLDocument

/// The object that expressions are measured on.
struct Sample {
    static let text = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
          labels: {app.kubernetes.io/name: web, app.kubernetes.io/part-of: shop}
        spec:
          replicas: 3
          selector:
            matchLabels: {app.kubernetes.io/name: web}
          template:
            metadata:
              labels: {app.kubernetes.io/name: web, app.kubernetes.io/part-of: shop}
            spec:
              serviceAccountName: web
              volumes:
                - {name: settings, configMap: {name: web}}
                - {name: scratch, emptyDir: {}}
              containers:
                - name: web
                  image: registry.example.com/shop/web:1.27.3
                  ports:
                    - {name: http, containerPort: 8080}
                  env:
                    - {name: LOG_LEVEL, value: info}
                    - {name: DATABASE_HOST, value: db}
                    - {name: DATABASE_NAME, value: shop}
                  resources:
                    requests: {cpu: 100m, memory: 128Mi}
                    limits: {memory: 128Mi}
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities: {drop: [ALL]}
                - name: proxy
                  image: registry.example.com/shop/proxy:2.1.0
                  resources:
                    requests: {cpu: 50m, memory: 32Mi}
                    limits: {memory: 32Mi}
                  securityContext:
                    allowPrivilegeEscalation: false
                    capabilities: {drop: [ALL]}
        """

    let document: Document
    let container: NodeID
    let environment: CELEnvironment
    let activation: Activation

    init() {
        let parsed = LibYAMLParser.parse(SourceFile(path: "deployment.yaml", text: Self.text))
        guard let document = parsed.documents.first,
            let containers = document.node(at: "spec", "template", "spec", "containers"),
            let container = document.element(of: containers, at: 0)
        else { preconditionFailure("the sample is a Deployment with containers") }
        (self.document, self.container) = (document, container)
        var environment = CELEnvironment()
        let slots = (environment.declare("object"), environment.declare("container"))
        var activation = Activation(environment, documents: [document])
        activation[slots.0] = activation.value(0, document.root)
        activation[slots.1] = activation.value(0, container)
        (self.environment, self.activation) = (environment, activation)
    }
}
