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
    /// - Parameters:
    ///   - template: the pod template, which has a type in custom resources too; nil if there is none.
    ///   - enter: whether what is in a mapping is of interest.
    ///   - leave: is called after what is in such a mapping.
    public func forEach(
        in manifest: Manifest, template: NodeID?, enter: (NodeID, BuiltInType) -> Bool, leave: () -> Void
    ) {
        var walk = Walk(document: manifest.document, targets: targets)
        let type = manifest.type
        if let kind = BuiltInKind(group: type.group, version: type.version, kind: type.kind) {
            return walk.visit(manifest.root.raw, kind.type, isObject: true, enter, leave)
        }
        if let metadata = manifest.document.value(of: manifest.root, Self.metadata), let type = Self.objectMeta {
            walk.visit(metadata.raw, type, enter, leave)
        }
        if let template, let type = Self.podTemplate { walk.visit(template.raw, type, enter, leave) }
    }

    private static let metadata: Key = "metadata"
    private static let objectMeta = BuiltInType(package: "meta.v1", name: "ObjectMeta")
    private static let podTemplate = BuiltInType(package: "core.v1", name: "PodTemplateSpec")

    /// One walk; it knows which aliases it has followed, since a few aliases of aliases would take forever.
    private struct Walk {
        let document: Document
        /// The nodes of the document: to ask it for children would count references for each of them.
        let view: NodeView
        let targets: KubernetesVersionSet
        var followed: Set<UInt64> = []

        init(document: Document, targets: KubernetesVersionSet) {
            (self.document, self.targets, view) = (document, targets, document.view)
        }

        mutating func visit(
            _ node: UInt32, _ type: BuiltInType, isObject: Bool = false, _ enter: (NodeID, BuiltInType) -> Bool,
            _ leave: () -> Void
        ) {
            guard view.kind(node) == .mapping, enter(NodeID(node), type) else { return }
            forEachChild(of: node) { walk, child in
                // Scalars, the most of what there is, have no fields; what a cluster writes is no business of an author.
                if walk.view.kind(child).isScalar || isObject && walk.document.key(NodeID(child), is: "status") { return }
                guard let field = walk.field(of: child, in: type), case .object(let element) = field.element else { return }
                if walk.document.isAlias(NodeID(child)) {
                    let visit = UInt64(walk.view.resolved(child)) << 32 | UInt64(field.row)
                    guard walk.followed.insert(visit).inserted else { return }
                }
                switch field.container {
                case .single: walk.visit(child, element, enter, leave)
                case .list, .map: walk.visitChildren(of: child, element, enter, leave)
                case .mapOfLists:
                    walk.forEachChild(of: child) { walk, list in walk.visitChildren(of: list, element, enter, leave) }
                }
            }
            leave()
        }

        private mutating func visitChildren(
            of node: UInt32, _ type: BuiltInType, _ enter: (NodeID, BuiltInType) -> Bool, _ leave: () -> Void
        ) {
            forEachChild(of: node) { walk, child in walk.visit(child, type, enter, leave) }
        }

        @inline(__always)
        private mutating func forEachChild(of node: UInt32, _ body: (inout Walk, UInt32) -> Void) {
            guard !view.kind(node).isScalar else { return }
            guard view.isRegular(node) else {
                for child in document.children(of: NodeID(node)) { body(&self, child.raw) }
                return
            }
            var child = view.firstChild(node)
            while child != NodeView.none {
                body(&self, child)
                child = view.next(child)
            }
        }

        /// The form of an entry's field that holds for the targets.
        @inline(__always)
        private func field(of child: UInt32, in type: BuiltInType) -> BuiltInField? {
            guard let first = type.field(keyHash: view.keyHash(child), utf8: view.keyText(child)) else { return nil }
            var found = first
            while found.holds.intersection(targets).isEmpty, let next = type.form(after: found) { found = next }
            return found
        }
    }
}
