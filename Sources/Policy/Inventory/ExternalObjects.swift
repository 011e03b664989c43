import KubernetesModel

/// What the configuration declares to exist although no file of the run defines it.
public struct ExternalObjects: Sendable {
    /// Pods that something outside makes.
    public struct Pods: Sendable {
        /// What labels they have.
        public var labels: [String: String]
        /// Where they are; nil for any namespace.
        public var namespace: String?

        /// Pods with some labels.
        public init(labels: [String: String], namespace: String? = nil) { (self.labels, self.namespace) = (labels, namespace) }
    }

    /// Objects as `Kind/name` or `Kind/namespace/name`, in which `*` stands for any name.
    public var known: Set<String> = []
    /// Pods.
    public var pods: [Pods] = []

    /// Nothing exists outside.
    public init() {}

    /// Whether an object is declared.
    func has(_ kind: String, namespace: String, name: String) -> Bool {
        guard !known.isEmpty else { return false }
        return [name, "*"].contains { known.contains("\(kind)/\($0)") || known.contains("\(kind)/\(namespace)/\($0)") }
    }

    /// Whether pods that a selector selects in a namespace are declared.
    func hasPods(inNamespace namespace: String, matching selector: LabelSelector) -> Bool {
        pods.contains { pods in
            (pods.namespace == nil || namespace.isEmpty || pods.namespace == namespace) && selector.matches(pods.labels)
        }
    }
}
