import KubernetesModel
import YAMLDocument

/// Look-ups from an object to those that act on it. Each is prepared when it is first asked for, so that a run whose rules do not ask
/// does not pay.
struct Relations {
    private let index: ManifestIndex
    private var selectors: [String: SelectorIndex] = [:]
    private var targets: [String: [Target: [Manifest]]] = [:]
    private var homes: [Home: [Manifest]] = [:]
    private var homedKinds: Set<String> = []
    /// The first object with pods of each namespace, by that.
    private var firstWorkloads: [String: ObjectName]?

    private struct ObjectName: Hashable {
        let kind: String
        let name: String
    }

    private struct Target: Hashable {
        let kind: String
        let name: String
    }

    private struct Home: Hashable {
        let kind: String
        let namespace: String
    }

    init(_ index: ManifestIndex) { self.index = index }

    /// The objects of a kind in a namespace, and those whose namespace is not written; all for an empty namespace.
    mutating func all(_ kind: String, inNamespace namespace: String) -> [Manifest] {
        let manifests = { [index] in index.all(KindSelector(kind)) }
        if namespace.isEmpty { return manifests() }
        if homedKinds.insert(kind).inserted {
            for manifest in manifests() { homes[Home(kind: kind, namespace: manifest.namespace), default: []].append(manifest) }
        }
        return (homes[Home(kind: kind, namespace: namespace)] ?? []) + (homes[Home(kind: kind, namespace: "")] ?? [])
    }

    /// Whether an object is the first of its namespace that makes pods: what is said once for a namespace is said there.
    mutating func isFirstWorkload(_ manifest: Manifest) -> Bool {
        if firstWorkloads == nil {
            var first: [String: ObjectName] = [:]
            for candidate in index.manifests where first[candidate.namespace] == nil {
                guard PodTemplatePaths.builtIn.podTemplate(of: candidate) != nil else { continue }
                first[candidate.namespace] = ObjectName(kind: candidate.type.kind, name: candidate.name)
            }
            firstWorkloads = first
        }
        return firstWorkloads?[manifest.namespace] == ObjectName(kind: manifest.type.kind, name: manifest.name)
    }

    /// The objects of a kind whose selector selects the pods of an object, in its namespace.
    mutating func selecting(_ kind: String, podsOf manifest: Manifest) -> [Manifest] {
        guard let labels = manifest.podLabels() else { return [] }
        if selectors[kind] == nil { selectors[kind] = SelectorIndex(index.all(KindSelector(kind))) }
        return selectors[kind]?.selecting(labels, inNamespace: manifest.namespace) ?? []
    }

    /// The objects of a kind, such as HorizontalPodAutoscaler, that name an object as what they act on.
    mutating func targeting(_ kind: String, _ manifest: Manifest) -> [Manifest] {
        acting(kind, on: Target(kind: manifest.type.kind, name: manifest.name), in: manifest.namespace)
    }

    /// The autoscalers of a kind that act on what one of them acts on.
    mutating func sameTarget(_ kind: String, _ manifest: Manifest) -> [Manifest] {
        guard let target = Self.target(of: manifest) else { return [] }
        return acting(kind, on: target, in: manifest.namespace)
    }

    private static func target(of manifest: Manifest) -> Target? {
        let document = manifest.document
        guard let reference = manifest.node(at: .spec, "scaleTargetRef") ?? manifest.node(at: .spec, "targetRef"),
            let name = document.value(of: reference, .name).map(document.text)
        else { return nil }
        // KEDA leaves the kind out for a Deployment.
        return Target(kind: document.value(of: reference, .kind).map(document.text) ?? "Deployment", name: name)
    }

    private mutating func acting(_ kind: String, on target: Target, in namespace: String) -> [Manifest] {
        if targets[kind] == nil {
            var found: [Target: [Manifest]] = [:]
            for candidate in index.all(KindSelector(kind)) {
                if let target = Self.target(of: candidate) { found[target, default: []].append(candidate) }
            }
            targets[kind] = found
        }
        return (targets[kind]?[target] ?? []).filter {
            $0.namespace.isEmpty || namespace.isEmpty || $0.namespace == namespace
        }
    }

    /// How many pods of an object there are at least: the minimum of its autoscaler, else its `replicas`; 1 where neither is written.
    mutating func replicas(of manifest: Manifest) -> Int64 {
        func number(_ manifest: Manifest, _ key: Key, default value: Int64) -> Int64 {
            manifest.node(at: .spec, key).flatMap(manifest.document.int) ?? value
        }
        if let autoscaler = targeting("HorizontalPodAutoscaler", manifest).first {
            return number(autoscaler, "minReplicas", default: 1)
        }
        if let scaled = targeting("ScaledObject", manifest).first { return number(scaled, "minReplicaCount", default: 0) }
        return number(manifest, "replicas", default: 1)
    }
}
