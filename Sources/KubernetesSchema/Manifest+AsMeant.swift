public import KubernetesModel
import KubernetesSchemaTable
import YAMLDocument

// A mistake in the form of an object is one mistake. What follows from it, such as the absence of the field whose name is misspelt,
// is not to be told, so other rules judge the object as its author meant it.

extension Manifest {
    /// The object with misspelt fields renamed, misplaced ones where they belong, and values of wrong types as ones that nobody knows;
    /// nil if no violation says what was meant.
    ///
    /// Nodes keep the places where they are written.
    public func asMeant(after violations: [SchemaViolation]) -> Manifest? {
        // Aliases stand in several places, of which only one may be at fault.
        guard !document.hasAnchors else { return nil }
        var changed = document
        var isChanged = false
        let mistyped = violations.filter { $0.problem == .wrongType || $0.problem == .nonStringValue }.map(\.node)
        if !mistyped.isEmpty {
            changed.markUnknown(mistyped)
            isChanged = true
        }
        // The innermost first: what is renamed or moved takes along what is in it.
        let misnamed = violations.filter { $0.problem == .unknownField && $0.remedy != nil }
            .map { (violation: $0, depth: document.path(of: $0.node).count) }.sorted { $0.depth > $1.depth }
        let kind = BuiltInKind(group: type.group, version: type.version, kind: type.kind)
        let depth = document.path(of: root).count
        for (violation, _) in misnamed {
            let isFollowed = changed.follow(violation) { document, entry in
                kind?.field(at: document.path(of: entry).dropFirst(depth))
            }
            if isFollowed { isChanged = true }
        }
        return isChanged ? Manifest(changed, at: root) : nil
    }
}

extension Document {
    /// Puts an unknown entry where a violation says that it belongs; gives whether that could be done.
    fileprivate mutating func follow(
        _ violation: SchemaViolation, _ field: (Document, NodeID) -> BuiltInField?
    ) -> Bool {
        guard let owner = parent(of: violation.node), let name = key(of: violation.node) else { return false }
        switch violation.remedy {
        case .rename(let other): return put(violation.node, into: owner, as: other, field)
        case .move(let home): return object(at: home).map { put(violation.node, into: $0, as: name, field) } ?? false
        default: return false
        }
    }

    private mutating func put(
        _ node: NodeID, into mapping: NodeID, as name: String, _ field: (Document, NodeID) -> BuiltInField?
    ) -> Bool {
        guard kind(of: mapping) == .mapping else { return false }
        let origin = origin(of: node)
        if let entry = value(of: mapping, Key(name)) {
            var merge = MeantMerge(self)
            merge.add(node, to: entry, of: field(self, entry))
            self = merge.document
        } else {
            set(name, in: mapping, to: .node(node, of: self), origin: origin)
        }
        remove(node, origin: origin)
        return true
    }

    /// The home of an entry, made where it is not there yet; nil where something else is in the way.
    private mutating func object(at home: FieldHome) -> NodeID? {
        var current = home.start
        for (number, step) in home.steps.enumerated() {
            guard kind(of: current) == .mapping else { return nil }
            let inner =
                value(of: current, Key(step.name))
                ?? set(step.name, in: current, to: step.isList ? .sequence : .mapping, origin: origin(of: current))
            current = inner
            guard step.isList else { continue }
            guard kind(of: inner) == .sequence else { return nil }
            let isLast = number == home.steps.count - 1
            let known = isLast ? home.node.flatMap { children(of: inner).contains($0) ? $0 : nil } : nil
            current = known ?? element(of: inner, at: 0) ?? insert(.mapping, in: inner, at: 0, origin: origin(of: inner))
        }
        return current
    }
}

extension SchemaCheck {
    /// The violations of an object without those that say that something is missing which is there in the object as it is meant.
    public func violations(
        _ violations: [SchemaViolation], in manifest: Manifest, asMeant meant: Manifest
    ) -> [SchemaViolation] {
        guard violations.contains(where: { $0.missingField != nil }) else { return violations }
        let left = Set(check(meant).violations.filter { $0.missingField != nil }.map { $0.path(in: meant.document) })
        return violations.filter { $0.missingField == nil || left.contains($0.path(in: manifest.document)) }
    }
}
