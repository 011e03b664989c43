import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
import YAMLDocument

// Objects as another version of their kind has them, for policies that are about that version.

extension ResourceTable {
    /// The object in another version of its resource; nil if only a server can tell what it is there, since the versions differ in
    /// more than their name.
    func converted(_ manifest: Manifest, to resource: ResourceName) -> Manifest? {
        let type = GVK(group: resource.group, version: resource.version, kind: manifest.type.kind)
        guard type != manifest.type else { return manifest }
        guard let converted = manifest.renamed(to: type) else { return nil }
        if schemas.convertsByWebhook(type.groupKind) { return nil }
        let check = SchemaCheck(store: schemas, targets: KubernetesVersionSet(version))
        // What neither version knows is for the schema check to say.
        let before = Set(check.check(manifest).violations.map(\.node))
        let changed: [SchemaProblem] = [.unknownField, .fieldNotAvailable, .wrongType, .nonStringValue, .missingField]
        let isOther = check.check(converted).violations.contains { changed.contains($0.problem) && !before.contains($0.node) }
        return isOther ? nil : converted
    }
}

extension Manifest {
    /// The same object with the `apiVersion` of another type. Other nodes keep their ids.
    fileprivate func renamed(to type: GVK) -> Manifest? {
        guard let node = document.value(of: root, "apiVersion") else { return nil }
        var document = document
        let text = type.group.isEmpty ? type.version : type.group + "/" + type.version
        document.replace(node, with: .string(text), origin: document.origin(of: node))
        return Manifest(document, at: root)
    }
}

extension AdmissionRequest {
    /// The request with its objects as a policy wants to see them.
    func converted(to match: MatchResources.Match, _ resources: ResourceTable) throws(BindingProblem) -> AdmissionRequest {
        if let object = object ?? oldObject, object.type != type { throw .wrong(PolicyMessage.notConvertible(self)) }
        if match.isExact { return self }
        var request = self
        for part in [\AdmissionRequest.object, \.oldObject] {
            guard let object = self[keyPath: part] else { continue }
            guard let converted = resources.converted(object, to: match.resource) else { throw .needsConversion }
            request[keyPath: part] = converted
        }
        return request
    }
}

extension PolicyEvaluation.Denial {
    /// The same with the node that somebody has written, not the one that the conversion has made.
    func of(_ request: AdmissionRequest, convertedTo converted: AdmissionRequest) -> PolicyEvaluation.Denial {
        guard let node, node == converted.object?.node(at: "apiVersion") else { return self }
        return PolicyEvaluation.Denial(
            index: index, message: message, isError: isError, reason: reason, node: request.object?.node(at: "apiVersion"))
    }
}
