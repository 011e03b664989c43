import KubernetesModel
import YAMLDocument

/// Something that a container has or lacks, and of which it is worth knowing how many have it.
public enum Practice: String, CaseIterable, Hashable, Sendable {
    /// A request for CPU.
    case cpuRequest
    /// A request for memory.
    case memoryRequest
    /// A limit of CPU.
    case cpuLimit
    /// A limit of memory.
    case memoryLimit
    /// A probe that says when it can serve. Only containers that run all the time are counted.
    case readinessProbe
    /// A probe that says when it must be started anew. Only containers that run all the time are counted.
    case livenessProbe
    /// A user that is not root.
    case nonRootUser
    /// An image with a tag other than `latest`, or with a digest.
    case fixedImageTag
    /// An image with a digest.
    case pinnedImage

    /// What it is called in a table.
    public var title: String {
        switch self {
        case .cpuRequest: "CPU request"
        case .memoryRequest: "memory request"
        case .cpuLimit: "CPU limit"
        case .memoryLimit: "memory limit"
        case .readinessProbe: "readiness probe"
        case .livenessProbe: "liveness probe"
        case .nonRootUser: "non-root user"
        case .fixedImageTag: "fixed image tag or digest"
        case .pinnedImage: "image pinned by digest"
        }
    }
}

/// How many of some containers have something.
public struct Share: Hashable, Sendable {
    /// Those that have it.
    public var having: Int
    /// All that could.
    public var all: Int

    /// So many of so many.
    public init(_ having: Int = 0, of all: Int = 0) { (self.having, self.all) = (having, all) }

    /// Both counts added.
    func adding(_ other: Share) -> Share { Share(having + other.having, of: all + other.all) }

    /// The share in thousandths, rounded down, so that only all of them are 1000; nil of no container.
    public var thousandths: Int? { all == 0 ? nil : having * 1000 / all }
}

/// How many containers have each practice.
public struct Practices: Hashable, Sendable {
    private var shares: [Practice: Share]

    /// Shares that are known.
    public init(_ shares: [Practice: Share] = [:]) { self.shares = shares.filter { $0.value.all > 0 } }

    /// The share of a practice.
    public subscript(_ practice: Practice) -> Share { shares[practice] ?? Share() }

    /// All counts added.
    func adding(_ other: Practices) -> Practices { Practices(shares.merging(other.shares) { $0.adding($1) }) }

    /// Reads the containers of a pod template, ephemeral ones aside.
    init(of template: NodeID, in document: Document, runsAlways: Bool) {
        var shares: [Practice: Share] = [:]
        func count(_ practice: Practice, _ has: Bool) {
            shares[practice] = (shares[practice] ?? Share()).adding(Share(has ? 1 : 0, of: 1))
        }
        let spec = document.value(of: template, "spec")
        let pod = spec.map { Resources(of: $0, in: document) } ?? Resources()
        let isWindows =
            document.node(at: ["spec", "os", "name"], from: template).map { document.hasText($0, "windows") } ?? false
        for container in document.containers(ofPodTemplate: template) where container.kind != .ephemeral {
            let resources = Resources(of: container.node, in: document)
            let requests = resources.requestsWithDefaults
            count(.cpuRequest, requests["cpu"] != nil || pod.requestsWithDefaults["cpu"] != nil)
            count(.memoryRequest, requests["memory"] != nil || pod.requestsWithDefaults["memory"] != nil)
            count(.cpuLimit, resources.limits["cpu"] != nil || pod.limits["cpu"] != nil)
            count(.memoryLimit, resources.limits["memory"] != nil || pod.limits["memory"] != nil)
            if runsAlways, container.kind != .`init` {
                count(.readinessProbe, document.hasMapping(container.node, "readinessProbe"))
                count(.livenessProbe, document.hasMapping(container.node, "livenessProbe"))
            }
            if !isWindows { count(.nonRootUser, document.isNonRoot(container.node, of: spec)) }
            guard let image = document.value(of: container.node, "image").flatMap(document.string), !image.contains("$") else {
                continue
            }
            let reference = ImageReference(image)
            count(.pinnedImage, !reference.digest.isEmpty)
            count(.fixedImageTag, !reference.digest.isEmpty || !["", "latest"].contains(reference.tag))
        }
        self.shares = shares
    }
}

extension Document {
    fileprivate func hasMapping(_ container: NodeID, _ field: Key) -> Bool {
        value(of: container, field).map { kind(of: $0) == .mapping } ?? false
    }

    /// Whether a container says that it runs as somebody else than root, or its pod says so for it.
    fileprivate func isNonRoot(_ container: NodeID, of spec: NodeID?) -> Bool {
        func setting(_ field: Key) -> NodeID? {
            [container, spec].lazy.compactMap { owner in
                owner.flatMap { node(at: ["securityContext", field], from: $0) }
            }.first { kind(of: $0) != .null }
        }
        if setting("runAsNonRoot").flatMap(bool) == true { return true }
        return setting("runAsUser").flatMap(int).map { $0 > 0 } ?? false
    }
}
