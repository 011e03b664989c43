package import CEL
package import KubernetesModel
import KubernetesSchema
package import KubernetesSchemaTable

/// The variables of a policy for single expressions: what somebody who writes a policy tries out.
package struct PolicyPlayground {
    private let version: KubernetesVersion
    /// What expressions may use.
    package let environment: CELEnvironment

    /// The language of a version.
    package init(_ version: KubernetesVersion) {
        self.version = version
        environment = .forPolicies(kubernetesMinor: version.minor, hasParameters: false, hasAuthorizer: true)
    }

    /// The values for an object that is to be created.
    package func activation(for manifest: Manifest, in index: ManifestIndex) -> Activation {
        let resources = ResourceTable(SchemaStore(index.all(KindSelector("CustomResourceDefinition"))), version: version)
        let cluster = ClusterObjects(index.all(KindSelector("Namespace")), resources: resources, parameterKinds: [])
        let request = AdmissionRequest(creating: manifest, resources)
        var activation = Activation(environment, documents: [manifest.document])
        func set(_ name: String, _ value: Value) { if let slot = environment.slot(of: name) { activation[slot] = value } }
        set("object", activation.value(0, manifest.root))
        set("request", .request(request, as: request.resource, user: .unknown))
        set("namespaceObject", request.isInNamespace ? .namespace(request.namespace, cluster) : .null)
        set("authorizer", .unknown)
        set("authorizer.requestResource", .unknown)
        return activation
    }
}

extension AdmissionRequest {
    /// The request to create an object that somebody has written.
    package init(creating manifest: Manifest, _ resources: ResourceTable) {
        let kind = manifest.type.groupKind
        let namespace =
            kind == .namespace ? manifest.name : resources.isNamespaced(kind) ? manifest.effectiveNamespace : ""
        self.init(
            type: manifest.type, resource: resources.resource(of: manifest.type), namespace: namespace, name: manifest.name,
            object: manifest)
    }

    /// Whether the object lives in a namespace; a Namespace does not.
    var isInNamespace: Bool { !namespace.isEmpty && type.groupKind != .namespace }
}
