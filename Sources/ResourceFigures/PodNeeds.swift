import KubernetesModel
import ValueSyntax
import YAMLDocument

/// What one pod of a template asks its node for, as the scheduler counts it.
///
/// Containers run side by side, init containers one after the other before them, sidecars from their turn on. So a pod needs the larger of
/// two: all containers and sidecars together, or the init container that, with the sidecars started before it, needs the most.
///
/// Source: https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
public struct PodNeeds: Hashable, Sendable {
    /// What is reserved.
    public var requests = Amounts()
    /// What may be used at most, as far as it is limited.
    public var limits = Amounts()
    /// Of cpu and memory, what some container may use without a limit.
    public var unlimited: [String] = []

    /// Needs that are known.
    public init(requests: Amounts = Amounts(), limits: Amounts = Amounts(), unlimited: [String] = []) {
        (self.requests, self.limits, self.unlimited) = (requests, limits, unlimited)
    }

    /// Reads a pod template. Amounts that are no quantities, or below zero, count as not written.
    init(of template: NodeID, in document: Document) {
        let containers = document.containers(ofPodTemplate: template).filter { $0.kind != .ephemeral }.map { container in
            Container(kind: container.kind, resources: Resources(of: container.node, in: document))
        }
        let spec = document.value(of: template, "spec")
        let pod = spec.map { Resources(of: $0, in: document) } ?? Resources()
        requests = Self.total(containers) { $0.requestsWithDefaults }
        limits = Self.total(containers) { $0.limits }
        // What the pod says of itself counts more; a limit of the pod is its request where no container has one.
        for (name, amount) in pod.limits.byName {
            limits[name] = amount
            if requests[name] == nil { requests[name] = amount }
        }
        for (name, amount) in pod.requests.byName { requests[name] = amount }
        unlimited = ["cpu", "memory"].filter { name in
            pod.limits[name] == nil && containers.contains { $0.kind != .`init` && $0.resources.limits[name] == nil }
        }
        let overhead = spec.flatMap { document.value(of: $0, "overhead") }.map { Resources.amounts(of: $0, in: document) }
        if let overhead {
            requests = requests.adding(overhead)
            // The overhead is added to limits only where there are any.
            limits = limits.adding(Amounts(overhead.byName.filter { limits[$0.key] != nil }))
        }
    }

    private struct Container {
        let kind: ContainerKind
        let resources: Resources
    }

    private static func total(_ containers: [Container], of amounts: (Resources) -> Amounts) -> Amounts {
        var (sidecars, most, running) = (Amounts(), Amounts(), Amounts())
        for container in containers {
            switch container.kind {
            case .`init`: most = most.larger(sidecars.adding(amounts(container.resources)))
            case .sidecar: sidecars = sidecars.adding(amounts(container.resources))
            case .container: running = running.adding(amounts(container.resources))
            case .ephemeral: break
            }
        }
        return running.adding(sidecars).larger(most)
    }
}

/// The `resources` of a container or of a pod's `spec`.
struct Resources {
    var requests = Amounts()
    var limits = Amounts()

    init() {}

    /// Reads the field `resources` of a mapping.
    init(of owner: NodeID, in document: Document) {
        guard let resources = document.value(of: owner, "resources") else { return }
        if let node = document.value(of: resources, "requests") { requests = Self.amounts(of: node, in: document) }
        if let node = document.value(of: resources, "limits") { limits = Self.amounts(of: node, in: document) }
    }

    /// The requests, and for a resource with a limit only that limit: the API server fills it in.
    var requestsWithDefaults: Amounts { Amounts(limits.byName.merging(requests.byName) { _, request in request }) }

    /// The quantities of a mapping.
    static func amounts(of mapping: NodeID, in document: Document) -> Amounts {
        guard document.kind(of: mapping) == .mapping else { return Amounts() }
        var result = Amounts()
        for entry in document.children(of: mapping) where document.kind(of: entry).isScalar {
            guard let name = document.key(of: entry), let quantity = Quantity(utf8: document.utf8(of: entry)), quantity.sign >= 0
            else { continue }
            result[name] = quantity
        }
        return result
    }
}
