import KubernetesModel

/// The pods that operators make for their custom resources: which labels the pods of a kind have.
///
/// A selector that asks for such a label finds pods wherever an object of the kind is there, whatever the value.
///
/// Source: the documentation of each operator, read in 2026-11.
enum OperatorPods {
    private static let labels: [String: [GroupKind]] = {
        var result: [String: [GroupKind]] = [:]
        for (kind, labels) in table { for label in labels { result[label, default: []].append(kind) } }
        return result
    }()

    private static let table: [(GroupKind, [String])] = [
        (kind("monitoring.coreos.com", "Prometheus"), ["prometheus", "operator.prometheus.io/name", managedBy, name]),
        (kind("monitoring.coreos.com", "PrometheusAgent"), ["operator.prometheus.io/name", managedBy, name]),
        (kind("monitoring.coreos.com", "Alertmanager"), ["alertmanager", managedBy, name]),
        (kind("monitoring.coreos.com", "ThanosRuler"), ["thanos-ruler", managedBy, name]),
        (kind("operator.victoriametrics.com", "VMSingle"), [name, instance]),
        (kind("operator.victoriametrics.com", "VMAgent"), [name, instance]),
        (kind("operator.victoriametrics.com", "VMCluster"), [name, instance]),
        (kind("ray.io", "RayCluster"), ["ray.io/cluster", "ray.io/node-type", "ray.io/identifier"]),
        (kind("ray.io", "RayService"), ["ray.io/cluster", "ray.io/serve"]),
        (kind("kafka.strimzi.io", "Kafka"), ["strimzi.io/cluster", "strimzi.io/name", "strimzi.io/kind"]),
        (kind("kafka.strimzi.io", "KafkaConnect"), ["strimzi.io/cluster", "strimzi.io/name"]),
        (kind("postgresql.cnpg.io", "Cluster"), ["cnpg.io/cluster", "cnpg.io/podRole", "role", "postgresql"]),
        (kind("postgresql.cnpg.io", "Pooler"), ["cnpg.io/poolerName"]),
        (kind("postgres-operator.crunchydata.com", "PostgresCluster"), ["postgres-operator.crunchydata.com/cluster"]),
        (kind("acid.zalan.do", "postgresql"), ["cluster-name", "application", "spilo-role"]),
        (
            kind("elasticsearch.k8s.elastic.co", "Elasticsearch"),
            ["elasticsearch.k8s.elastic.co/cluster-name", "common.k8s.elastic.co/type"]
        ),
        (kind("kibana.k8s.elastic.co", "Kibana"), ["kibana.k8s.elastic.co/name", "common.k8s.elastic.co/type"]),
        (kind("rabbitmq.com", "RabbitmqCluster"), [name, component]),
        (kind("opentelemetry.io", "OpenTelemetryCollector"), [instance, managedBy, name]),
        (kind("jaegertracing.io", "Jaeger"), ["app", instance, name]),
        (kind("mongodbcommunity.mongodb.com", "MongoDBCommunity"), ["app"]),
        (kind("minio.min.io", "Tenant"), ["v1.min.io/tenant", "v1.min.io/pool"]),
        (kind("k8s.mariadb.com", "MariaDB"), [instance, name]),
        (kind("mysql.oracle.com", "InnoDBCluster"), ["mysql.oracle.com/cluster", component]),
        (kind("redis.redis.opstreelabs.in", "Redis"), ["app", "redis_setup_type"]),
        (kind("databases.spotahome.com", "RedisFailover"), [name, component]),
        (kind("ceph.rook.io", "CephCluster"), ["app", "rook_cluster"]),
        (kind("ceph.rook.io", "CephObjectStore"), ["app", "rook_object_store"]),
        (kind("grafana.integreatly.org", "Grafana"), ["app"]),
        (kind("k8s.keycloak.org", "Keycloak"), ["app", instance]),
        (kind("nats.io", "NatsCluster"), ["nats_cluster", "app"]),
        (kind("jupyter.org", "Notebook"), ["notebook-name", "statefulset"]),
        (kind("kubeflow.org", "Notebook"), ["notebook-name", "statefulset"]),
        (kind("kubeflow.org", "PyTorchJob"), ["training.kubeflow.org/job-name"]),
        (kind("kubeflow.org", "TFJob"), ["training.kubeflow.org/job-name"]),
        (kind("serving.knative.dev", "Service"), ["serving.knative.dev/service"]),
        (kind("serving.kserve.io", "InferenceService"), ["serving.kserve.io/inferenceservice", "component"]),
        (kind("argoproj.io", "Workflow"), ["workflows.argoproj.io/workflow"]),
        (kind("argoproj.io", "EventBus"), ["eventbus-name", "controller"]),
        (kind("argoproj.io", "EventSource"), ["eventsource-name", "controller"]),
        (kind("argoproj.io", "Sensor"), ["sensor-name", "controller"]),
        (kind("flink.apache.org", "FlinkDeployment"), ["app", component]),
        (kind("sparkoperator.k8s.io", "SparkApplication"), ["spark-role", "sparkoperator.k8s.io/app-name"]),
        (
            kind("gateway.networking.k8s.io", "Gateway"),
            ["gateway.networking.k8s.io/gateway-name", "gateway.envoyproxy.io/owning-gateway-name"]
        ),
        (kind("install.istio.io", "IstioOperator"), ["istio", "app"]),
    ]

    private static let name = "app.kubernetes.io/name"
    private static let instance = "app.kubernetes.io/instance"
    private static let component = "app.kubernetes.io/component"
    private static let managedBy = "app.kubernetes.io/managed-by"

    private static func kind(_ group: String, _ kind: String) -> GroupKind { GroupKind(group: group, kind: kind) }

    /// Whether some custom resource of an index makes pods with a label that a selector asks for.
    static func mayExist(matching selector: LabelSelector, in index: ManifestIndex, namespace: String) -> Bool {
        selector.requirements.contains { requirement in
            guard case .isIn(let label, _) = requirement, let kinds = labels[label] else { return false }
            return kinds.contains { kind in
                index.all(KindSelector("\(kind.group)/\(kind.kind)")).contains {
                    namespace.isEmpty || $0.namespace.isEmpty || $0.namespace == namespace
                }
            }
        }
    }
}
