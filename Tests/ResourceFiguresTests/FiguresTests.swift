import KubernetesModel
import ResourceFigures
import SourceText
import Testing
import YAMLDocument

@Suite struct FiguresTests {
    private func workloads(_ text: String) -> [Workload] {
        let parsed = LibYAMLParser.parse(SourceFile(path: "shop.yaml", text: text))
        return Workload.all(in: ManifestIndex(parsed.documents.flatMap(Manifest.all)), root: "shop")
    }

    /// `cpu=1 memory=2Gi`
    private func text(_ amounts: Amounts) -> String {
        amounts.names.map { "\($0)=\(amounts[$0]?.description ?? "")" }.joined(separator: " ")
    }

    /// The needs of a pod with this `spec`, as `requests / limits / what is unlimited`.
    private func needs(_ spec: String) -> String {
        let lines = spec.split(separator: "\n").map { "  \($0)\n" }.joined()
        guard let pod = workloads("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n\(lines)").first?.pod else {
            return "none"
        }
        return "\(text(pod.requests)) / \(text(pod.limits)) / \(pod.unlimited.joined(separator: " "))"
    }

    @Test(arguments: [
        (
            "containers are added up",
            """
            containers:
              - {name: a, resources: {requests: {cpu: 250m, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}}
              - {name: b, resources: {requests: {cpu: 0.75, memory: 512Mi}, limits: {cpu: 500m, memory: 1Gi}}}
            """, "cpu=1 memory=1536Mi / cpu=1500m memory=2Gi / "
        ),
        (
            "a limit is the request where there is no other",
            "containers: [{name: a, resources: {limits: {cpu: 2}, requests: {memory: 1M}}}]", "cpu=2 memory=1M / cpu=2 / memory"
        ),
        (
            "the largest init container counts if it is larger than the rest",
            """
            initContainers:
              - {name: a, resources: {requests: {cpu: 3, memory: 10Mi}}}
              - {name: b, resources: {requests: {cpu: 1, memory: 20Mi}}}
            containers: [{name: c, resources: {requests: {cpu: 1, memory: 30Mi}, limits: {cpu: 1, memory: 30Mi}}}]
            """, "cpu=3 memory=30Mi / cpu=1 memory=30Mi / "
        ),
        (
            "a sidecar runs beside the containers and beside later init containers, not beside earlier ones",
            """
            initContainers:
              - {name: early, resources: {requests: {cpu: 4, memory: 1Gi}}}
              - {name: proxy, restartPolicy: Always, resources: {requests: {cpu: 1, memory: 1Gi}}}
              - {name: late, resources: {requests: {cpu: 3500m, memory: 1Gi}}}
            containers: [{name: c, resources: {requests: {cpu: 2, memory: 2Gi}}}]
            """, "cpu=4500m memory=3Gi /  / cpu memory"
        ),
        (
            "the overhead of the runtime class comes on top, and onto limits where there are any",
            """
            overhead: {cpu: 100m, memory: 64Mi}
            containers: [{name: c, resources: {requests: {cpu: 1}, limits: {memory: 64Mi}}}]
            """, "cpu=1100m memory=128Mi / memory=128Mi / cpu"
        ),
        (
            "what the pod says of itself counts more than its containers",
            """
            resources: {requests: {cpu: 4}, limits: {cpu: 8, memory: 1Gi}}
            containers: [{name: c, resources: {requests: {cpu: 1}}}, {name: d}]
            """, "cpu=4 memory=1Gi / cpu=8 memory=1Gi / "
        ),
        (
            "what is no amount counts as missing", "containers: [{name: c, resources: {requests: {cpu: lots, memory: -1}}}]",
            " /  / cpu memory"
        ),
        (
            "extended resources are summed too", "containers: [{name: c, resources: {limits: {nvidia.com/gpu: 2}}}]",
            "nvidia.com/gpu=2 / nvidia.com/gpu=2 / cpu memory"
        ),
        ("nothing at all", "containers: []", " /  / "),
    ])
    func aPodNeeds(_ what: String, _ spec: String, _ expected: String) {
        #expect(needs(spec) == expected, "\(what)")
    }

    private static let shop = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          replicas: 2
          template:
            spec:
              securityContext: {runAsNonRoot: true}
              containers:
                - name: web
                  image: web:1.2
                  readinessProbe: {httpGet: {port: 80}}
                  resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 1Gi}}
                - {name: log, image: "log@sha256:00", securityContext: {runAsNonRoot: false}}
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web, namespace: shop}
        spec: {minReplicas: 3, maxReplicas: 10, scaleTargetRef: {kind: Deployment, name: web}}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: off, namespace: shop}
        spec: {replicas: 0, template: {spec: {containers: [{name: a, resources: {requests: {cpu: 1}}}]}}}
        ---
        apiVersion: keda.sh/v1alpha1
        kind: ScaledObject
        metadata: {name: off, namespace: shop}
        spec: {scaleTargetRef: {kind: StatefulSet, name: off}}
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent, namespace: system}
        spec: {template: {spec: {containers: [{name: a, image: "agent:latest", resources: {requests: {cpu: 100m}}}]}}}
        ---
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: report, namespace: shop}
        spec:
          jobTemplate:
            spec:
              parallelism: 4
              completions: 3
              template:
                spec:
                  initContainers: [{name: wait, image: busybox}]
                  containers: [{name: a, image: "${IMAGE}", securityContext: {runAsUser: 10}, resources: {requests: {memory: 100M}}}]
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: once, namespace: shop}
        spec: {suspend: true, template: {spec: {containers: [{name: a, resources: {requests: {memory: 7Gi}}}]}}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        """

    @Test func aTreeIsSummedUp() {
        let figures = Figures(workloads(Self.shop))
        func line(_ part: Sums.Part) -> String {
            "\(part.workloads) workloads, \(part.fewestPods)-\(part.mostPods) pods: \(text(part.least.requests)) - \(text(part.most.requests)), limits \(text(part.most.limits)), unlimited \(part.most.unlimited)"
        }
        let total = figures.total
        #expect(
            Occasion.allCases.map { line(total[$0]) } == [
                #"2 workloads, 3-10 pods: cpu=1500m memory=3Gi - cpu=5 memory=10Gi, limits memory=10Gi, unlimited ["cpu", "memory"]"#,
                #"1 workloads, 1-1 pods: cpu=100m - cpu=100m, limits , unlimited ["cpu", "memory"]"#,
                #"2 workloads, 3-3 pods: memory=300M - memory=300M, limits , unlimited ["cpu", "memory"]"#,
            ])
        #expect(figures.namespaces.map { "\($0.root)/\($0.namespace)" } == ["shop/shop", "shop/system"])
        #expect(total.containers == 7)
        let shares = Practice.allCases.map { "\($0) \(total.practices[$0].having)/\(total.practices[$0].all)" }
        #expect(
            shares == [
                "cpuRequest 3/7", "memoryRequest 3/7", "cpuLimit 0/7", "memoryLimit 1/7", "readinessProbe 1/4",
                "livenessProbe 0/4",
                "nonRootUser 2/7", "fixedImageTag 2/4", "pinnedImage 1/4",
            ])
    }

    @Test func absurdNumbersOfPodsDoNotOverflow() {
        let huge = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec: {replicas: 9223372036854775807, template: {spec: {containers: [{name: a, resources: {requests: {memory: 9E, cpu: 1n}}}]}}}
            """
        let part = Figures(workloads(huge)).total[.always]
        #expect(part.mostPods == Int(Int32.max))
        #expect(part.most.requests["memory"]?.asApproximateDouble == 9e18 * Double(Int32.max))
    }
}
