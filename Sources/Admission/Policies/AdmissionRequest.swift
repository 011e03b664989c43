public import KubernetesModel

/// What the API server is asked to do with one object.
public struct AdmissionRequest: Sendable {
    /// What is to be done.
    public enum Operation: String, CaseIterable, Sendable {
        case create = "CREATE"
        case update = "UPDATE"
        case delete = "DELETE"
        case connect = "CONNECT"
    }

    /// Who asks.
    public struct User: Sendable {
        /// The name; empty if nobody is known.
        public var name = ""
        /// The identifier; may be empty.
        public var uid = ""
        /// The groups.
        public var groups: [String] = []
        /// What the authentication adds.
        public var extra: [String: [String]] = [:]

        /// Nobody.
        public init() {}
    }

    /// The kind of the object in the request, which for a subresource may be another than the resource's.
    public var type: GVK
    /// The resource that is asked for.
    public var resource: ResourceName
    /// `status`, `scale`, …; empty for the object itself.
    public var subresource = ""
    /// The namespace, for a Namespace its own name; empty for other objects of the cluster.
    public var namespace: String
    /// The name of the object; may be empty.
    public var name: String
    /// What is to be done.
    public var operation = Operation.create
    /// Who asks; nil if that cannot be known.
    public var user: User?
    /// Whether nothing is to be kept.
    public var isDryRun = false
    /// The object as it is to be; nil for a deletion.
    public var object: Manifest?
    /// The object as it was; nil for a creation.
    public var oldObject: Manifest?

    /// A request with its object, by default a creation.
    public init(type: GVK, resource: ResourceName, namespace: String, name: String, object: Manifest?) {
        (self.type, self.resource, self.namespace, self.name) = (type, resource, namespace, name)
        self.object = object
    }

    /// Whether no policy may judge objects of a resource: those that make up admission itself are exempt, so that nobody locks the door from inside.
    ///
    /// Source: `k8s.io/apiserver/pkg/admission/plugin/policy/validating/plugin.go`, read at 1.35
    package static func isExempt(_ resource: ResourceName) -> Bool {
        resource.group == "admissionregistration.k8s.io"
            && [
                "validatingadmissionpolicies", "validatingadmissionpolicybindings", "mutatingadmissionpolicies",
                "mutatingadmissionpolicybindings", "validatingwebhookconfigurations", "mutatingwebhookconfigurations",
            ].contains(resource.plural)
    }
}

/// A resource by the name that URLs and policies use: `deployments` of `apps/v1`.
public struct ResourceName: Hashable, Sendable {
    /// The API group; empty for the core group.
    public let group: String
    /// The version.
    public let version: String
    /// The name: plural, lower case.
    public let plural: String

    /// A resource by its three parts.
    public init(group: String, version: String, plural: String) {
        (self.group, self.version, self.plural) = (group, version, plural)
    }

    /// Whether it is that of Namespaces, to which several exceptions apply.
    var isNamespaces: Bool { group.isEmpty && plural == "namespaces" }

    /// As error messages of the server write it: `deployments.apps`.
    var description: String { group.isEmpty ? plural : plural + "." + group }
}
