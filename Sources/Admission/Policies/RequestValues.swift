import CEL
import KubernetesModel
import YAMLDocument

// What the variables of a policy's expressions are for a request.

extension Value {
    /// The variable `request`. Empty texts are absent, as they are in the cluster.
    static func request(_ request: AdmissionRequest, as resource: ResourceName, user: Value) -> Value {
        func kind(_ version: ResourceName) -> Value {
            .map(
                MapValue([
                    ("group", .string(version == request.resource ? request.type.group : version.group)),
                    ("version", .string(version == request.resource ? request.type.version : version.version)),
                    ("kind", .string(request.type.kind)),
                ]))
        }
        func name(_ resource: ResourceName) -> Value {
            .map(
                MapValue([
                    ("group", .string(resource.group)), ("version", .string(resource.version)),
                    ("resource", .string(resource.plural)),
                ]))
        }
        var fields: [(String, Value)] = [
            ("kind", kind(resource)), ("resource", name(resource)), ("requestKind", kind(request.resource)),
            ("requestResource", name(request.resource)), ("operation", .string(request.operation.rawValue)),
            ("userInfo", user), ("options", .map(MapValue([]))), ("dryRun", .bool(request.isDryRun)),
        ]
        let texts = [
            ("subResource", request.subresource), ("requestSubResource", request.subresource), ("name", request.name),
            ("namespace", request.namespace),
        ]
        fields += texts.filter { !$0.1.isEmpty }.map { ($0.0, .string($0.1)) }
        return .map(MapValue(fields))
    }

    /// `request.userInfo`.
    static func user(_ user: AdmissionRequest.User) -> Value {
        var fields: [(String, Value)] = []
        if !user.name.isEmpty { fields.append(("username", .string(user.name))) }
        if !user.uid.isEmpty { fields.append(("uid", .string(user.uid))) }
        if !user.groups.isEmpty { fields.append(("groups", .texts(user.groups))) }
        if !user.extra.isEmpty {
            let entries = user.extra.sorted { $0.key < $1.key }.map { ($0.key, Value.texts($0.value)) }
            fields.append(("extra", .map(MapValue(entries))))
        }
        return .map(MapValue(fields))
    }

    private static func texts(_ texts: [String]) -> Value { .list(texts.map(Value.string)) }

    /// The variable `namespaceObject`: the parts of a Namespace that policies see. One that nobody has written has a name and the
    /// label that every namespace has.
    static func namespace(_ name: String, _ cluster: ClusterObjects) -> Value {
        func map(_ texts: [String: String]) -> Value {
            .map(MapValue(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        }
        let manifest = cluster.namespace(name)
        var metadata: [(String, Value)] = [
            ("name", .string(name)), ("labels", map(cluster.labels(ofNamespace: name))), ("creationTimestamp", .null),
        ]
        let annotations = manifest?.annotations ?? [:]
        if !annotations.isEmpty { metadata.append(("annotations", map(annotations))) }
        let finalizers = manifest.map { manifest in
            manifest.node(at: "spec").map { manifest.document.texts(of: $0, "finalizers") } ?? []
        }
        let spec: [(String, Value)] = finalizers.map { $0.isEmpty ? [] : [("finalizers", .texts($0))] } ?? []
        let phase = manifest?.node(at: "status", "phase").map { node in manifest?.document.text(of: node) ?? "" }
        let status: [(String, Value)] = phase.map { [("phase", .string($0))] } ?? []
        return .map(
            MapValue([("metadata", .map(MapValue(metadata))), ("spec", .map(MapValue(spec))), ("status", .map(MapValue(status)))])
        )
    }
}
