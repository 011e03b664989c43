import PlimsollKit
import Policy
import TestSupport
import Testing

/// What rules find outside the directory or the kustomization that they judge.
@Suite struct SurroundingsTests {
    private struct Case: CustomTestStringConvertible, Sendable {
        let title: String
        let files: [String: String]
        var known: Set<String> = []
        var externalPods: [ExternalObjects.Pods] = []
        let findings: [String]
        var testDescription: String { title }
    }

    private static let pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: {containers: [{name: web, image: "web:1", envFrom: [{configMapRef: {name: settings}}]}]}

        """
    private static let settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n"
    private static let service = """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {selector: {app: web}, ports: [{port: 80}]}

        """
    private static let root = "resources: [object.yaml]\n"

    private static let cases = [
        Case(title: "nowhere", files: ["a/pod.yaml": pod], findings: ["dangling-configmap-ref"]),
        Case(title: "in another directory", files: ["a/pod.yaml": pod, "b/map.yaml": settings], findings: []),
        Case(
            title: "two stages without namespaces do not meet",
            files: [
                "dev/kustomization.yaml": root, "dev/object.yaml": pod, "prod/kustomization.yaml": root,
                "prod/object.yaml": settings,
            ], findings: ["dangling-configmap-ref"]),
        Case(
            title: "two kustomizations of one namespace meet",
            files: [
                "app/kustomization.yaml": root + "namespace: shop\n", "app/object.yaml": pod,
                "config/kustomization.yaml": root + "namespace: shop\n", "config/object.yaml": settings,
            ], findings: []),
        Case(
            title: "another namespace does not count",
            files: [
                "app/kustomization.yaml": root + "namespace: shop\n", "app/object.yaml": pod,
                "config/kustomization.yaml": root + "namespace: test\n", "config/object.yaml": settings,
            ], findings: ["dangling-configmap-ref"]),
        Case(title: "known by name", files: ["a/pod.yaml": pod], known: ["ConfigMap/settings"], findings: []),
        Case(title: "known by kind", files: ["a/pod.yaml": pod], known: ["ConfigMap/*"], findings: []),
        Case(title: "no pods", files: ["a/service.yaml": service], findings: ["dangling-service-selector"]),
        Case(
            title: "pods that the configuration declares", files: ["a/service.yaml": service],
            externalPods: [ExternalObjects.Pods(labels: ["app": "web", "tier": "front"])], findings: []),
        Case(
            title: "pods of another namespace",
            files: ["a/service.yaml": service.replacing("name: web}\nspec", with: "name: web, namespace: shop}\nspec")],
            externalPods: [ExternalObjects.Pods(labels: ["app": "web"], namespace: "test")],
            findings: ["dangling-service-selector"]),
    ]

    @Test(arguments: cases)
    private func referencesAreLookedUp(_ item: Case) throws {
        let tree = try TemporaryTree(item.files)
        var options = RunOptions()
        options.paths = [tree.path]
        options.selection.select = ["dangling-configmap-ref", "dangling-service-selector"]
        options.settings.external.known = item.known
        options.settings.external.pods = item.externalPods
        #expect(Run.check(options, library: try RuleLibrary()).openFindings.map(\.rule) == item.findings)
    }

    /// What Skaffold or Tilt builds needs no tag in a manifest.
    @Test(arguments: [
        (["b/skaffold.yaml": "build: {artifacts: [{image: web}]}\n"], 1),
        (["skaffold.yaml": "build: {artifacts: [{image: web}]}\n"], 0),
        (["skaffold.yaml": "build: {artifacts: [{image: web-tests}]}\n"], 1),
        (["skaffold.yml": "kind: Config\n---\nbuild: {artifacts: [{context: x, image: web}]}\n"], 0),
        (["skaffold.yaml": "build: [\n"], 1),
        (["a/Tiltfile": "# docker_build(web)\ndocker_build( \"web\", '.')\n"], 0),
        (["Tiltfile": "custom_build('web', 'make')"], 0), (["Tiltfile": "docker_build(name, '_build('"], 1),
    ])
    func builtImagesNeedNoTag(_ files: [String: String], _ count: Int) throws {
        let tree = try TemporaryTree(
            files.merging(["a/pod.yaml": Self.pod.replacing("web:1", with: "web"), ".git/HEAD": ""]) { $1 })
        var options = RunOptions()
        options.paths = [tree.path + "/a/pod.yaml"]
        options.selection.select = ["image-tag-latest"]
        #expect(Run.check(options, library: try RuleLibrary()).openFindings.count == count)
    }

    /// A finding that one edit mends together with another is not reported beside it, and a lesser form has its own severity.
    @Test(arguments: [
        (["memory-request-missing"], nil, ["warning memory-request-missing"]),
        (["memory-request-missing", "memory-limit-missing"], nil, ["warning memory-limit-missing"]),
        (["cronjob-deadline-missing"], nil, ["warning cronjob-deadline-missing"]),
        (["cronjob-deadline-missing"], Severity.error, ["error cronjob-deadline-missing"]),
    ])
    func findingsOfOneEdit(_ rules: [String], _ severity: Severity?, _ expected: [String]) throws {
        var options = RunOptions()
        options.paths = ["-"]
        options.standardInput = Array(
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: report}
            spec:
              schedule: "0 3 * * *"
              startingDeadlineSeconds: 5
              jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: report, image: "report:1"}]}}}}

            """.utf8)
        options.selection.select = rules
        if let severity { options.selection.severities = Dictionary(uniqueKeysWithValues: rules.map { ($0, severity) }) }
        let findings = Run.check(options, library: try RuleLibrary()).openFindings
        #expect(findings.map { "\($0.severity) \($0.rule)" } == expected)
    }
}
