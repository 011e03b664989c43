public import YAMLDocument

/// Where the kinds that make pods keep the template of them.
public struct PodTemplatePaths: Sendable {
    private var paths: [GroupKind: [Key]]

    /// The kinds of Kubernetes itself and of widespread operators. The empty path says that the object is the pod.
    ///
    /// Source: the API reference of each group, read in 2026-08.
    public static let builtIn = PodTemplatePaths(paths: [
        GroupKind(group: "", kind: "Pod"): [],
        GroupKind(group: "", kind: "PodTemplate"): ["template"],
        GroupKind(group: "", kind: "ReplicationController"): ["spec", "template"],
        GroupKind(group: "apps", kind: "Deployment"): ["spec", "template"],
        GroupKind(group: "apps", kind: "ReplicaSet"): ["spec", "template"],
        GroupKind(group: "apps", kind: "StatefulSet"): ["spec", "template"],
        GroupKind(group: "apps", kind: "DaemonSet"): ["spec", "template"],
        GroupKind(group: "extensions", kind: "Deployment"): ["spec", "template"],
        GroupKind(group: "extensions", kind: "ReplicaSet"): ["spec", "template"],
        GroupKind(group: "extensions", kind: "DaemonSet"): ["spec", "template"],
        GroupKind(group: "batch", kind: "Job"): ["spec", "template"],
        GroupKind(group: "batch", kind: "CronJob"): ["spec", "jobTemplate", "spec", "template"],
        GroupKind(group: "argoproj.io", kind: "Rollout"): ["spec", "template"],
        GroupKind(group: "apps.openshift.io", kind: "DeploymentConfig"): ["spec", "template"],
        GroupKind(group: "serving.knative.dev", kind: "Service"): ["spec", "template"],
        GroupKind(group: "serving.knative.dev", kind: "Configuration"): ["spec", "template"],
        GroupKind(group: "agents.x-k8s.io", kind: "Sandbox"): ["spec", "podTemplate"],
        GroupKind(group: "extensions.agents.x-k8s.io", kind: "SandboxTemplate"): ["spec", "podTemplate"],
        GroupKind(group: "apps.kruise.io", kind: "CloneSet"): ["spec", "template"],
        GroupKind(group: "apps.kruise.io", kind: "StatefulSet"): ["spec", "template"],
        GroupKind(group: "apps.kruise.io", kind: "DaemonSet"): ["spec", "template"],
    ])

    /// The same kinds and one more; the path leads to the mapping that has the pod's `metadata` and `spec`.
    public func adding(_ kind: GroupKind, at path: [String]) -> PodTemplatePaths {
        var copy = self
        copy.paths[kind] = path.map { Key($0) }
        return copy
    }

    /// The node that has the `metadata` and the `spec` of an object's pods; nil if it makes none or the template is absent.
    public func podTemplate(of manifest: Manifest) -> NodeID? {
        guard let path = paths[manifest.type.groupKind],
            let template = manifest.document.node(at: path, from: manifest.root),
            manifest.document.kind(of: template) == .mapping
        else { return nil }
        return template
    }
}

/// What a container is in its pod.
public enum ContainerKind: String, CaseIterable, Hashable, Sendable {
    /// One of `containers`.
    case container
    /// One of `initContainers` that runs to its end before the pod starts.
    case `init`
    /// One of `initContainers` with `restartPolicy: Always`, which runs beside the others.
    case sidecar
    /// One of `ephemeralContainers`.
    case ephemeral
}

/// A container of a pod template.
public struct Container: Sendable {
    /// What it is in its pod.
    public let kind: ContainerKind
    /// The node of its mapping.
    public let node: NodeID
}

extension Document {
    /// The containers of a pod template: those of `initContainers`, `containers` and `ephemeralContainers`, in this order. Elements
    /// that are no mappings are left out.
    public func containers(ofPodTemplate template: NodeID) -> [Container] {
        guard let spec = value(of: template, .spec) else { return [] }
        var result: [Container] = []
        func add(_ list: Key, _ kind: (NodeID) -> ContainerKind) {
            guard let list = value(of: spec, list), self.kind(of: list) == .sequence else { return }
            for node in children(of: list) where self.kind(of: node) == .mapping {
                result.append(Container(kind: kind(node), node: node))
            }
        }
        add(.initContainers) { node in
            value(of: node, .restartPolicy).map { hasText($0, "Always") } == true ? .sidecar : .`init`
        }
        add(.containers) { _ in .container }
        add(.ephemeralContainers) { _ in .ephemeral }
        return result
    }
}
