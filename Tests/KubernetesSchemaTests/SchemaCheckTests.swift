import KubernetesSchema
import KubernetesSchemaTable
import Testing
import YAMLDocument

/// What is said of an object, one line for each violation: `path: message`.
private func said(_ text: String, _ targets: String = "1.37", store: SchemaStore = SchemaStore()) throws -> [String] {
    let check = SchemaCheck(store: store, targets: try KubernetesVersionSet(parsing: targets, known: BuiltInKind.knownVersions))
    return documents(text).flatMap { document in
        check.check(document).violations.map { "\(document.path(of: $0.node).pathDescription): \($0.message)" }
    }
}

/// A Pod with one container that has these fields too.
private func pod(_ container: String) -> String {
    #"{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "c", \#(container)}]}}"#
}

@Suite struct SchemaCheckTests {
    @Test(arguments: [
        (
            #""imagePullPolcy": "Always""#,
            "spec.containers[0].imagePullPolcy: unknown field 'imagePullPolcy' of Container; did you mean 'imagePullPolicy'?"
        ),
        (
            #""image-pull-policy": "Always""#,
            "spec.containers[0].image-pull-policy: unknown field 'image-pull-policy' of Container; did you mean 'imagePullPolicy'?"
        ),
        (
            #""limits": {"cpu": 1}, "resources": {}"#,
            "spec.containers[0].limits: unknown field 'limits' of Container; it belongs in spec.containers[0].resources"
        ),
        (
            #""nodeSelector": {"a": "b"}"#,
            "spec.containers[0].nodeSelector: unknown field 'nodeSelector' of Container; it belongs in spec"
        ),
        (
            #""privileged": true"#,
            "spec.containers[0].privileged: unknown field 'privileged' of Container; it belongs in spec.containers[0].securityContext"
        ),
        (#""frobnicate": 1"#, "spec.containers[0].frobnicate: unknown field 'frobnicate' of Container"),
        (#""tty": "yes""#, "spec.containers[0].tty: 'tty' of Container must be a boolean, but 'yes' is a string"),
        (
            #""env": [{"name": "A", "value": 1}]"#,
            "spec.containers[0].env[0].value: 'value' of EnvVar must be a string, but '1' is an integer; quote it"
        ),
        (
            #""args": ["a", true]"#,
            "spec.containers[0].args[1]: an element of 'args' of Container must be a string, but 'true' is a boolean; quote it"
        ),
        (#""ports": {"containerPort": 1}"#, "spec.containers[0].ports: 'ports' of Container must be a list, but this is a map"),
        (
            #""ports": [{"containerPort": 99999999999}]"#,
            "spec.containers[0].ports[0].containerPort: 'containerPort' of ContainerPort does not fit an int32"
        ),
        (
            #""ports": [{"containerPort": 1.5}]"#,
            "spec.containers[0].ports[0].containerPort: 'containerPort' of ContainerPort must be an integer, but '1.5' is a number"
        ),
        (#""ports": [{"name": "x"}]"#, "spec.containers[0].ports[0]: ContainerPort needs the field 'containerPort'"),
        (#""ports": [null]"#, "spec.containers[0].ports[0]: ContainerPort needs the field 'containerPort'"),
        (
            #""imagePullPolicy": "always""#,
            "spec.containers[0].imagePullPolicy: 'imagePullPolicy' of Container must not be 'always'; did you mean 'Always'?"
        ),
        (
            #""volumeMounts": [{"name": "a", "mountPath": "/x"}, {"name": "b", "mountPath": "/x"}]"#,
            "spec.containers[0].volumeMounts[1].mountPath: 'volumeMounts' of Container has two elements with mountPath '/x'"
        ),
    ])
    func aMistakeIsNamedAtItsPlace(_ container: String, _ expected: String) throws {
        #expect(try said(pod(container)) == [expected])
    }

    @Test(arguments: [
        #""ports": [{"containerPort": 1.0}, {"containerPort": 80, "protocol": "UDP"}]"#, #""imagePullPolicy": """#,
        #""livenessProbe": {"httpGet": {"port": "http"}}"#, #""resources": {"limits": {"cpu": 1, "memory": "1Gi"}}"#,
        #""env": [{"name": "A", "value": null}]"#, #""command": null"#,
    ])
    func whatTheServerAcceptsPasses(_ container: String) throws {
        #expect(try said(pod(container)) == [])
    }

    @Test(arguments: [
        ("1.24", "spec.hostUsers: field 'hostUsers' of PodSpec exists since Kubernetes 1.25 only"),
        ("1.24-1.26", "spec.hostUsers: field 'hostUsers' of PodSpec exists since Kubernetes 1.25 only (target 1.24)"),
    ])
    func aFieldOfAnotherVersionIsSaidToBe(_ targets: String, _ expected: String) throws {
        let text = #"{"apiVersion": "v1", "kind": "Pod", "spec": {"hostUsers": false, "containers": [{"name": "c"}]}}"#
        #expect(try said(text, targets) == [expected])
        #expect(try said(text, "1.25-1.37") == [])
    }

    @Test(arguments: [
        (
            "extensions/v1beta1", "Deployment", "1.37",
            "apiVersion: Deployment of 'extensions/v1beta1' is not served since Kubernetes 1.16; use 'apps/v1', where spec.selector is required and immutable, and spec.rollbackTo is gone"
        ),
        (
            "policy/v1beta1", "PodDisruptionBudget", "1.22",
            "apiVersion: PodDisruptionBudget of 'policy/v1beta1' is deprecated since Kubernetes 1.21, and not served from 1.25 on; use 'policy/v1', where an empty selector selects every pod of the namespace, where v1beta1 selected none"
        ),
        (
            "batch/v1beta1", "CronJob", "1.20-1.25",
            "apiVersion: CronJob of 'batch/v1beta1' is not served since Kubernetes 1.25; use 'batch/v1' (target 1.25)"
        ),
        (
            "batch/v1", "CronJob", "1.20",
            "apiVersion: CronJob of 'batch/v1' exists since Kubernetes 1.21 only; use 'batch/v1beta1'"
        ),
        ("apps/v2", "Deployment", "1.37", "apiVersion: no kind 'Deployment' in 'apps/v2'; did you mean 'apps/v1'?"),
        ("v1", "Deployment", "1.37", "apiVersion: no kind 'Deployment' in 'v1'; did you mean 'apps/v1'?"),
        ("apps/v1", "deployment", "1.37", "kind: no kind 'deployment' in 'apps/v1'; did you mean 'Deployment'?"),
        ("v1", "Secrets", "1.37", "kind: no kind 'Secrets' in 'v1'; did you mean 'Secret'?"),
        ("v1", "Frobnicator", "1.37", "kind: no kind 'Frobnicator' in 'v1'"),
        ("app/v1", "Deployment", "1.37", "apiVersion: no kind 'Deployment' in 'app/v1'; did you mean 'apps/v1'?"),
        (
            "example.com/v1", "Widget", "1.37",
            "kind: no schema for kind 'Widget' of 'example.com/v1'; give its CustomResourceDefinition with --crds"
        ),
        (
            "storage.k8s.io/v1beta1", "VolumeAttributesClass", "1.33",
            "apiVersion: VolumeAttributesClass of 'storage.k8s.io/v1beta1' is served only by clusters that switch it on"
        ),
    ])
    func aKindIsJudgedByTheTargets(_ apiVersion: String, _ kind: String, _ targets: String, _ expected: String) throws {
        let text = #"{"apiVersion": "\#(apiVersion)", "kind": "\#(kind)"}"#
        #expect(try said(text, targets).filter { !$0.hasPrefix(":") }.first == expected)
    }

    @Test(arguments: [
        (
            #"{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "spec": {"defaultBackend": {"serviceName": "a"}}}"#,
            "spec.defaultBackend.serviceName: unknown field 'serviceName' of IngressBackend; it is a field of Ingress of 'networking.k8s.io/v1beta1'"
        ),
        (
            #"{"apiVersion": "autoscaling/v1", "kind": "HorizontalPodAutoscaler", "spec": {"maxReplicas": 1, "scaleTargetRef": {"kind": "A", "name": "b"}, "metrics": []}}"#,
            "spec.metrics: unknown field 'metrics' of HorizontalPodAutoscalerSpec; it is a field of HorizontalPodAutoscaler of 'autoscaling/v2'"
        ),
        (
            #"{"apiVersion": "apps/v1", "kind": "Deployment", "spec": {"selecter": {}, "template": {"spec": {"containers": [{"name": "a"}]}}}}"#,
            "spec.selecter: unknown field 'selecter' of DeploymentSpec; did you mean 'selector'?"
        ),
        (
            #"{"apiVersion": "v1", "kind": "Pod", "spec": {}, "containers": [{"name": "a"}]}"#,
            "containers: unknown field 'containers' of Pod; it belongs in spec"
        ),
        (
            #"{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "a"}, {"image": "x"}]}}"#,
            "spec.containers[1]: Container needs the field 'name'"
        ),
        (
            #"{"apiVersion": "v1", "kind": "Pod", "spec": {"securityContext": {"privileged": true}, "containers": [{"name": "a"}]}}"#,
            "spec.securityContext.privileged: unknown field 'privileged' of PodSecurityContext; it belongs in spec.containers[].securityContext"
        ),
    ])
    func aFieldOfAnotherObjectIsSaidToBe(_ text: String, _ expected: String) throws {
        #expect(try said(text) == [expected])
    }

    @Test(arguments: [
        (#""resource": ["a.yaml"]"#, "resource: unknown field 'resource' of Kustomization; did you mean 'resources'?"),
        (
            #""includeSelectors": true, "labels": [{"pairs": {"a": "b"}}]"#,
            "includeSelectors: unknown field 'includeSelectors' of Kustomization; it belongs in labels[]"
        ),
        (
            #""images": [{"name": "a", "newTag": 1.10}]"#,
            "images[0].newTag: 'newTag' of Image must be a string, but '1.10' is a number; quote it"
        ),
        (
            #""configMapGenerator": [{"name": "a", "behavior": "merged"}]"#,
            "configMapGenerator[0].behavior: 'behavior' of ConfigMapArgs must not be 'merged'; did you mean 'merge'?"
        ),
        (#""resources": "a.yaml""#, "resources: 'resources' of Kustomization must be a list, but 'a.yaml' is a string"),
    ])
    func aKustomizationIsCheckedToo(_ fields: String, _ expected: String) {
        let check = SchemaCheck(store: SchemaStore(), targets: BuiltInKind.knownVersions)
        let said = documents("{\(fields)}").flatMap { document in
            check.check(kustomization: document).map { "\(document.path(of: $0.node).pathDescription): \($0.message)" }
        }
        #expect(said == [expected])
    }

    @Test func valuesOfSecretsAreNotShown() throws {
        #expect(
            try said(#"{"apiVersion": "v1", "kind": "Secret", "stringData": {"pin": 4711}}"#)
                == ["stringData.pin: 'pin' in 'stringData' of Secret must be a string, but this is an integer; quote it"])
    }

    @Test func whatIsLargerThanAClusterStoresIsReportedAtItsLargestPart() throws {
        func widget(_ length: Int) -> String {
            let text = String(repeating: "a", count: length)
            return #"{"apiVersion": "v1", "kind": "Pod", "metadata": {"annotations": {"a": "b", "large": "\#(text)"}}}"#
        }
        func tooLarge(_ length: Int) throws -> [String] { try said(widget(length)).filter { $0.contains("store") } }
        #expect(try tooLarge(1_570_000) == [])
        #expect(
            try tooLarge(1_800_000) == [
                "metadata.annotations.large: the object takes 1.7 MiB in the cluster's store, which holds no more than 1.5 MiB"
            ])
    }

    @Test(arguments: [
        (#"{"a": 1}"#, SchemaCheck.Outcome.notAnObject), (#"[1, 2]"#, .notAnObject), ("7", .notAnObject), ("null", .notAnObject),
        (#"{"apiVersion": "v1"}"#, .notAnObject), (#"{"apiVersion": 1, "kind": "Pod"}"#, .notAnObject),
        (#"{"apiVersion": "v1", "kind": "List", "items": []}"#, .list),
        (#"{"apiVersion": "v1", "kind": "PodList", "items": []}"#, .list),
        (#"{"apiVersion": "example.com/v1", "kind": "Widget"}"#, .noSchema),
    ])
    func whatIsNoObjectIsToldApart(_ text: String, _ outcome: SchemaCheck.Outcome) {
        let check = SchemaCheck(store: SchemaStore(), targets: BuiltInKind.knownVersions)
        #expect(documents(text).map { check.check($0).outcome } == [outcome])
    }
}
