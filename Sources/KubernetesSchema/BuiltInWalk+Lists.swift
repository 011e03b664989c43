import KubernetesSchemaTable
import YAMLDocument

extension BuiltInWalk {
    /// Reports elements of a keyed list, or of a set, that are there twice.
    mutating func judgeUniqueness(of list: NodeID, field: BuiltInField, in versions: KubernetesVersionSet) {
        // The rule `duplicate-env-var` knows more of these: the last one wins, and equal ones can go.
        if document.count(of: list) < 2 || field.name == "env" { return }
        let keys = field.listMapKeys.map { ListKey(name: $0, key: Key($0), field: elementField($0, of: field)) }
        var seen: Set<String> = []
        for element in document.children(of: list) {
            guard let identity = identity(of: element, keys: keys, field: field), !seen.insert(identity.text).inserted else {
                continue
            }
            let message = SchemaMessage.duplicateEntry(identity.text, in: "'\(field.name)' of \(ancestors.last.map { owner($0.type) } ?? "")")
            report(
                .duplicateListEntry, at: identity.node, .value, message, versions: versions,
                isRefused: Self.refusedWhenRepeated.contains(field.name))
        }
    }

    private struct ListKey {
        let name: String
        let key: Key
        let field: BuiltInField?
    }

    private func elementField(_ name: String, of field: BuiltInField) -> BuiltInField? {
        guard case .object(let type) = field.element else { return nil }
        return type.fields(named: name).last
    }

    /// The keys of an element as text, and the node that says them; nil if none is written.
    private func identity(of element: NodeID, keys: [ListKey], field: BuiltInField) -> (text: String, node: NodeID)? {
        if field.listType == .set {
            guard document.kind(of: element).isScalar else { return nil }
            return ("the value '\(document.text(of: element))'", element)
        }
        var parts: [String] = []
        var place: NodeID?
        for key in keys {
            let written = document.value(of: element, key.key)
            place = place ?? written
            if let text = written.map({ document.text(of: $0) }) ?? key.field?.defaultValue { parts.append("\(key.name) '\(text)'") }
        }
        return place.map { (parts.joined(separator: " and "), $0) }
    }

    /// Lists whose repeated keys the API server refuses on creation; of other lists it only warns, and server-side apply refuses.
    ///
    /// Source: pkg/apis/core/validation of Kubernetes 1.34.
    private static let refusedWhenRepeated: Set<String> = [
        "containers", "initContainers", "ephemeralContainers", "volumes", "volumeMounts", "volumeDevices", "webhooks",
        "resourceClaims", "schedulingGates", "topologySpreadConstraints", "matchConditions",
    ]
}
