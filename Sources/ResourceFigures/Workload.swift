public import KubernetesModel
public import SourceText
import YAMLDocument

/// One workload of one root with what its pods need.
public struct Workload: Hashable, Sendable {
    /// Which workload it is, in whatever report.
    public struct Identity: Hashable, Comparable, Sendable {
        /// The leaf kustomization, or the directory of plain manifests.
        public let root: String
        /// The namespace as written; may be empty.
        public let namespace: String
        /// The kind.
        public let kind: String
        /// The name.
        public let name: String

        /// An identity by its parts.
        public init(root: String, namespace: String, kind: String, name: String) {
            (self.root, self.namespace, self.kind, self.name) = (root, namespace, kind, name)
        }

        public static func < (a: Identity, b: Identity) -> Bool {
            (a.root, a.namespace, a.kind, a.name) < (b.root, b.namespace, b.kind, b.name)
        }
    }

    /// Which one it is.
    public let identity: Identity
    /// When its pods run.
    public let occasion: Occasion
    /// How many there are.
    public let pods: PodCount
    /// What one pod needs.
    public let pod: PodNeeds
    /// What its containers have, each counted once however many pods there are.
    public let practices: Practices
    /// How many containers a pod has, ephemeral ones aside.
    public let containers: Int
    /// Where it is written; nil if it was read from an earlier report.
    public let place: Span?

    /// A workload that is known.
    public init(
        identity: Identity, occasion: Occasion, pods: PodCount, pod: PodNeeds, practices: Practices, containers: Int,
        place: Span? = nil
    ) {
        (self.identity, self.occasion, self.pods, self.pod) = (identity, occasion, pods, pod)
        (self.practices, self.containers, self.place) = (practices, containers, place)
    }

    /// Reads an object; nil if it makes no pods.
    init?(_ manifest: Manifest, root: String, _ autoscalers: Autoscalers) {
        guard let occasion = manifest.occasion, let template = PodTemplatePaths.builtIn.podTemplate(of: manifest) else {
            return nil
        }
        let document = manifest.document
        self.init(
            identity: Identity(root: root, namespace: manifest.namespace, kind: manifest.type.kind, name: manifest.name),
            occasion: occasion, pods: manifest.podCount(autoscalers), pod: PodNeeds(of: template, in: document),
            practices: Practices(of: template, in: document, runsAlways: occasion != .jobs),
            containers: document.containers(ofPodTemplate: template).count { $0.kind != .ephemeral },
            place: document.span(of: manifest.root))
    }

    /// The workloads among objects that are judged together.
    public static func all(in index: ManifestIndex, root: String) -> [Workload] {
        let autoscalers = Autoscalers(index)
        return index.manifests.compactMap { Workload($0, root: root, autoscalers) }
    }
}
