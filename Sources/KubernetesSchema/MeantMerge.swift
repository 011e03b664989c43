import KubernetesModel
import KubernetesSchemaTable
import YAMLDocument

/// Puts what stands under a misspelt name together with what stands under the right one: a base misspells `containers`, and the patch of
/// an overlay, which was to be merged with them, does not.
struct MeantMerge {
    private(set) var document: Document

    init(_ document: Document) { self.document = document }

    /// Adds to an entry what a misnamed one has besides. Where both have a value, that of the entry counts, as that of a patch does.
    ///
    /// - Parameter field: the entry's field; nil if nothing is known of it.
    mutating func add(_ misnamed: NodeID, to entry: NodeID, of field: BuiltInField?) {
        switch (document.kind(of: misnamed), document.kind(of: entry)) {
        case (.mapping, .mapping):
            for child in document.children(of: misnamed) {
                guard let name = document.key(of: child) else { continue }
                if let twin = document.value(of: entry, Key(name)) {
                    add(child, to: twin, of: field?.inner(name))
                } else {
                    document.set(name, in: entry, to: .node(child, of: document), origin: document.origin(of: child))
                }
            }
        case (.sequence, .sequence):
            guard let key = field?.patchMergeKey, !key.isEmpty else { return }
            for child in document.children(of: misnamed) {
                if let twin = element(of: entry, with: child, by: Key(key)) {
                    add(child, to: twin, of: field)
                    continue
                }
                let (value, place) = (NewValue.node(child, of: document), document.count(of: entry))
                document.insert(value, in: entry, at: place, origin: document.origin(of: child))
            }
        default: break
        }
    }

    /// The element of a list that a patch would be merged with.
    private func element(of list: NodeID, with other: NodeID, by key: Key) -> NodeID? {
        guard let name = document.value(of: other, key).map(document.text) else { return nil }
        return document.children(of: list).first { document.value(of: $0, key).map(document.text) == name }
    }
}

extension BuiltInKind {
    /// The field at a path of an object; nil if there is none.
    func field(at path: some Sequence<PathStep>) -> BuiltInField? {
        var found: BuiltInField?
        for case .key(let name) in path {
            found = found.map { $0.inner(name) } ?? type.fields(named: name).last
            if found == nil { return nil }
        }
        return found
    }
}

extension BuiltInField {
    /// A field of the objects that the field holds.
    fileprivate func inner(_ name: String) -> BuiltInField? {
        guard case .object(let type) = element else { return nil }
        return type.fields(named: name).last
    }
}
