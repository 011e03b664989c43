public import KubernetesModel
public import KubernetesSchemaTable
public import YAMLDocument

/// A walk over the mappings of an object that have a type in the built-in API: the object itself, its metadata, each container, …
///
/// Of a custom resource only the metadata and a pod template are known.
public struct TypedNodes: Sendable {
    /// The versions that a user targets; where a field changed its type over time, the one that holds for them counts.
    private let targets: KubernetesVersionSet

    /// Prepares walks for some target versions.
    public init(targets: KubernetesVersionSet) { self.targets = targets }

    /// Calls a closure with each mapping that has a type, outer ones first, in the order of the document.
    ///
    /// - Parameter template: the pod template, which has a type in custom resources too; nil if there is none.
    public func forEach(in manifest: Manifest, template: NodeID?, _ body: (NodeID, BuiltInType) -> Void) {
        var walk = Walk(document: manifest.document, targets: targets)
        let type = manifest.type
        if let kind = BuiltInKind(group: type.group, version: type.version, kind: type.kind) {
            return walk.visit(manifest.root, kind.type, isObject: true, body)
        }
        if let metadata = manifest.document.value(of: manifest.root, Self.metadata), let type = Self.objectMeta {
            walk.visit(metadata, type, body)
        }
        if let template, let type = Self.podTemplate { walk.visit(template, type, body) }
    }

    private static let metadata: Key = "metadata"
    private static let objectMeta = BuiltInType(package: "meta.v1", name: "ObjectMeta")
    private static let podTemplate = BuiltInType(package: "core.v1", name: "PodTemplateSpec")

    /// One walk; it knows which aliases it has followed, since a few aliases of aliases would take forever.
    private struct Walk {
        let document: Document
        let targets: KubernetesVersionSet
        var followed: Set<UInt64> = []

        mutating func visit(_ node: NodeID, _ type: BuiltInType, isObject: Bool = false, _ body: (NodeID, BuiltInType) -> Void) {
            guard document.kind(of: node) == .mapping else { return }
            body(node, type)
            for child in document.children(of: node) {
                // Scalars, the most of what there is, have no fields; what a cluster writes is no business of an author.
                if document.kind(of: child).isScalar || isObject && document.key(child, is: "status") { continue }
                guard let field = field(of: child, in: type), case .object(let element) = field.element else { continue }
                if document.isAlias(child) {
                    let visit = UInt64(document.resolved(child).raw) << 32 | UInt64(field.row)
                    guard followed.insert(visit).inserted else { continue }
                }
                switch field.container {
                case .single: visit(child, element, body)
                case .list, .map: visitChildren(of: child, element, body)
                case .mapOfLists:
                    for list in document.children(of: child) { visitChildren(of: list, element, body) }
                }
            }
        }

        private mutating func visitChildren(of node: NodeID, _ type: BuiltInType, _ body: (NodeID, BuiltInType) -> Void) {
            guard !document.kind(of: node).isScalar else { return }
            for child in document.children(of: node) { visit(child, type, body) }
        }

        /// The form of an entry's field that holds for the targets.
        private func field(of child: NodeID, in type: BuiltInType) -> BuiltInField? {
            guard let first = type.field(keyHash: document.keyHash(of: child), utf8: document.keyUTF8(of: child)) else {
                return nil
            }
            var found = first
            while found.holds.intersection(targets).isEmpty, let next = type.form(after: found) { found = next }
            return found
        }
    }
}
