import KubernetesSchemaTable
import YAMLDocument

extension BuiltInWalk {
    /// Reports elements of a keyed list, or of a set, that are there twice.
    mutating func judgeUniqueness(of list: NodeID, field: BuiltInField, in versions: KubernetesVersionSet) {
        if document.count(of: list) < 2 || field.isJudgedByARule { return }
        let keys = field.listMapKeys.map { Key($0) }
        if keys.count == 1 && isSurelyUnique(list, keys[0]) { return }
        var seen: Set<String> = []
        for element in document.children(of: list) {
            guard let identity = identity(of: element, keys: keys, field: field), !seen.insert(identity.text).inserted else {
                continue
            }
            let owner = ancestors.last.map { self.owner($0.type) } ?? ""
            let message = SchemaMessage.duplicateEntry(identity.text, in: "'\(field.name)' of \(owner)")
            report(
                .duplicateListEntry, at: identity.node, .value, message, versions: versions,
                isRefused: Self.refusedWhenRepeated.contains(field.name))
        }
    }

    /// Whether no two elements of a short list have the same key, found without making texts of keys.
    private func isSurelyUnique(_ list: NodeID, _ key: Key) -> Bool {
        var texts: [UnsafeBufferPointer<UInt8>] = []
        for element in document.children(of: list) {
            guard texts.count < 32, let written = document.value(of: element, key) else { return false }
            let text = document.utf8(of: written)
            if texts.contains(where: { $0.count == text.count && $0.elementsEqual(text) }) { return false }
            texts.append(text)
        }
        return true
    }

    /// What the server puts where an element does not say its key.
    private func defaultValue(of key: Key, in field: BuiltInField) -> String? {
        guard case .object(let type) = field.element else { return nil }
        return type.fields(named: key.text).last?.defaultValue
    }

    /// The keys of an element as text, and the node that says them; nil if none is written.
    private func identity(of element: NodeID, keys: [Key], field: BuiltInField) -> (text: String, node: NodeID)? {
        if field.listType == .set {
            guard document.kind(of: element).isScalar else { return nil }
            return ("the value '\(document.text(of: element))'", element)
        }
        var parts: [String] = []
        var place: NodeID?
        for key in keys {
            let written = document.value(of: element, key)
            place = place ?? written
            if let text = written.map({ document.text(of: $0) }) ?? defaultValue(of: key, in: field) {
                parts.append("\(key.text) '\(text)'")
            }
        }
        return place.map { (parts.joined(separator: " and "), $0) }
    }

    /// Lists whose repeated keys the API server refuses on creation; of other lists it only warns, and server-side apply refuses.
    ///
    /// Source: pkg/apis/core/validation of Kubernetes 1.34.
    private static let refusedWhenRepeated: Set<String> = [
        "containers", "initContainers", "ephemeralContainers", "volumes", "volumeMounts", "volumeDevices", "webhooks",
        "resourceClaims", "schedulingGates", "matchConditions",
    ]
}

extension BuiltInField {
    /// Whether a rule knows more of repeated elements: of variables the last one wins, and the API server points at the first of two
    /// equal constraints.
    fileprivate var isJudgedByARule: Bool {
        nameUTF8.elementsEqual("env".utf8) || nameUTF8.elementsEqual("topologySpreadConstraints".utf8)
    }
}
