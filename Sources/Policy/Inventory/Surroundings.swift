import KubernetesModel
import Synchronization
import YAMLDocument

/// All objects of a run, for what a unit refers to and does not hold itself: the ConfigMap that another directory has, or the pods that
/// another kustomization deploys into the same namespace.
///
/// An index is made only when some unit first looks beyond itself, which most runs never do.
public final class Surroundings: Sendable {
    private struct Name: Hashable {
        let kind: String
        let name: String
    }

    private struct Place {
        let unit: Int
        let manifest: Manifest
    }

    private struct Memory {
        var byName: [Name: [Place]]?
        var pods: [Place]?
        var references: References?
        var builtImages: Set<String>?
    }

    private let units: [Unit]
    private let readBuiltImages: @Sendable () -> Set<String>
    private let memory = Mutex(Memory())

    /// The units of a run.
    ///
    /// - Parameter builtImages: the names of images that a tool builds from the sources beside the manifests, and puts in their place;
    ///   asked for once at most.
    public init(_ units: [Unit], builtImages: @escaping @Sendable () -> Set<String> = { [] }) {
        (self.units, readBuiltImages) = (units, builtImages)
    }

    /// Whether a tool builds the image of a name from the sources beside the manifests.
    func builds(_ image: String) -> Bool {
        memory.withLock { memory in
            let images = memory.builtImages ?? readBuiltImages()
            memory.builtImages = images
            return images.contains(image)
        }
    }

    /// Whether another unit has an object of a kind that one of this unit may mean.
    func has(_ kind: KindSelector, namespace: String, name: String, beside root: String?) -> Bool {
        guard units.count > 1 else { return false }
        let places = memory.withLock { memory in
            let index = memory.byName ?? makeNames()
            memory.byName = index
            return index[Name(kind: kind.kind, name: name)] ?? []
        }
        return places.contains { kind.matches($0.manifest.type) && isMeant($0, namespace: namespace, root: root) }
    }

    /// Whether a selector selects pods of another unit.
    func hasPods(inNamespace namespace: String, matching selector: LabelSelector, beside root: String?) -> Bool {
        guard units.count > 1 else { return false }
        let places = memory.withLock { memory in
            let pods = memory.pods ?? makePods()
            memory.pods = pods
            return pods
        }
        return places.contains { place in
            isMeant(place, namespace: namespace, root: root) && place.manifest.podLabels().map(selector.matchesSomePod) ?? false
        }
    }

    /// Whether anything in the run names an object.
    func uses(_ manifest: Manifest, key: String?) -> Bool {
        guard units.count > 1 else { return false }
        let references = memory.withLock { memory in
            let references = memory.references ?? References(units.lazy.flatMap(\.index.manifests))
            memory.references = references
            return references
        }
        return key.map { references.isUsed(manifest, key: $0) } ?? references.isUsed(manifest)
    }

    private func makeNames() -> [Name: [Place]] {
        var index: [Name: [Place]] = [:]
        for (number, unit) in units.enumerated() {
            for manifest in unit.index.manifests {
                index[Name(kind: manifest.type.kind, name: manifest.name), default: []].append(
                    Place(unit: number, manifest: manifest))
            }
        }
        return index
    }

    private func makePods() -> [Place] {
        units.enumerated().flatMap { number, unit in
            unit.index.manifests.lazy.filter { PodTemplatePaths.builtIn.podTemplate(of: $0) != nil }.map {
                Place(unit: number, manifest: $0)
            }
        }
    }

    /// Whether an object may be the one that is meant. Two kustomizations without namespaces are mostly two stages of one program, of which
    /// none sees the other; they meet where both name the namespace.
    private func isMeant(_ place: Place, namespace: String, root: String?) -> Bool {
        let other = place.manifest.namespace
        if !other.isEmpty, !namespace.isEmpty { return other == namespace }
        return root == nil || units[place.unit].root == nil || Self.clusterKinds.contains(place.manifest.type.kind)
    }

    private static let clusterKinds: Set<String> = [
        "Namespace", "ClusterRole", "IngressClass", "StorageClass", "PriorityClass", "RuntimeClass", "PersistentVolume",
        "ClusterIssuer",
        "ClusterSecretStore", "ClusterTriggerAuthentication", "ClusterAnalysisTemplate",
    ]
}
