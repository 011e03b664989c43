import KubernetesSchemaTable
import SourceText
import YAMLDocument

/// Finds what the author of an unknown field probably meant: a field with a similar name, or the same name at another level.
struct FieldSuggestion {
    let document: Document
    /// The object, from which paths start.
    let root: NodeID
    let ancestors: [(node: NodeID, type: BuiltInType)]
    let versions: KubernetesVersionSet

    /// How many levels up and down a field may have slipped.
    private static let farthest = 4

    /// What to do with an unknown field; nil if nothing comes near.
    func remedy(for child: NodeID, named name: String) -> SchemaViolation.Remedy? {
        guard let type = ancestors.last?.type else { return nil }
        let names = Set(type.fields.filter { isThere($0) }.map(\.name))
        let similar = names.closestSpelling(to: name)
        if let similar, similar.lowercased() == name.lowercased().filter({ $0 != "-" && $0 != "_" }) { return .rename(similar) }
        let place = place(for: child, named: name)
        guard let similar else { return place.map { .move($0.path) } ?? Self.longer(name, among: names).map { .rename($0) } }
        // A slip of one level beats a slip of one letter; a slip of one letter beats everything else.
        if let place, place.distance == 1 || editDistance(similar, name) > 1 && place.distance == 2 { return .move(place.path) }
        return .rename(similar)
    }

    /// The one name that ends in a word, `newTag` for `tag`, or else the one that has it in it.
    private static func longer(_ word: String, among names: Set<String>) -> String? {
        guard word.utf8.count >= 3 else { return nil }
        let end = word.prefix(1).uppercased() + word.dropFirst()
        let ending = names.filter { $0.hasSuffix(end) }
        if ending.count == 1 { return ending.first }
        let holding = names.filter { $0.lowercased().contains(word.lowercased()) }
        return holding.count == 1 ? holding.first : nil
    }

    /// Another version or group of the kind whose object has the field where this one stands: what moving there would allow.
    static func kind(like kind: BuiltInKind, withField name: String, in type: BuiltInType, targets: KubernetesVersionSet)
        -> BuiltInKind?
    {
        let others = BuiltInKind.named(kind.name).filter { $0 != kind }
        let key = Key(name)
        func has(_ other: BuiltInKind) -> Bool {
            guard let twin = BuiltInType(package: other.type.package, name: type.name) else { return false }
            return twin != type && key.utf8.withUnsafeBufferPointer { twin.field(keyHash: key.hash, utf8: $0) } != nil
        }
        return others.last { targets.isSubset(of: $0.versions) && has($0) } ?? others.last(where: has)
    }

    private func isThere(_ field: BuiltInField) -> Bool { !field.holds.intersection(versions).isEmpty }

    /// The nearest object that has a field of this name and shape, and could do with it.
    private func place(for child: NodeID, named name: String) -> (path: String, distance: Int)? {
        let key = Key(name)
        // Objects at the distance that is being looked at, each with the way from the ancestor where it starts.
        var level: [Way] = []
        for distance in 0...Self.farthest {
            if distance < ancestors.count {
                let ancestor = ancestors[ancestors.count - 1 - distance]
                level.append(Way(start: ancestor.node, up: distance, type: ancestor.type, node: ancestor.node))
            }
            if distance > 0, let best = level.filter({ has(key, child, $0) }).min(by: isNearer) {
                return (path(of: best), distance)
            }
            if distance < Self.farthest { level = level.flatMap(furtherIn) }
        }
        return nil
    }

    /// A way from an ancestor of the unknown field down to an object.
    private struct Way {
        let start: NodeID
        /// How many levels the ancestor is above the object with the unknown field.
        let up: Int
        var type: BuiltInType
        /// The object, if it is in the document.
        var node: NodeID?
        var fields: [BuiltInField] = []
        /// How many of the objects on the way are not in the document.
        var absent = 0
        /// How many of the fields on the way need not be there: containers come before ephemeral ones.
        var optional = 0
    }

    /// Whether the object at the end of a way may have the field, and has not got it yet.
    private func has(_ key: Key, _ child: NodeID, _ way: Way) -> Bool {
        var form = key.utf8.withUnsafeBufferPointer { way.type.field(keyHash: key.hash, utf8: $0) }
        while let field = form {
            if isThere(field) && suits(child, field) { return way.node.map { document.value(of: $0, key) == nil } ?? true }
            form = way.type.form(after: field)
        }
        return false
    }

    private func furtherIn(_ way: Way) -> [Way] {
        way.type.fields.compactMap { field in
            guard field.container == .single || field.container == .list, case .object(let inner) = field.element, isThere(field),
                !(way.up == ancestors.count - 1 && way.fields.isEmpty && field.name == "status")
            else { return nil }
            var next = way
            next.type = inner
            next.node = way.node.flatMap { document.value(of: $0, Key(field.name)) }
            if field.container == .list { next.node = next.node.flatMap { document.element(of: $0, at: 0) } }
            next.fields.append(field)
            next.optional += field.isRequired ? 0 : 1
            next.absent += next.node == nil ? 1 : 0
            return next
        }
    }

    /// Of ways of one length, the one through objects that are there comes first, then the one that leads further in.
    private func isNearer(_ a: Way, _ b: Way) -> Bool {
        if (a.absent, a.up) != (b.absent, b.up) { return (a.absent, a.up) < (b.absent, b.up) }
        if a.optional != b.optional { return a.optional < b.optional }
        return path(of: a) < path(of: b)
    }

    private func path(of way: Way) -> String {
        let base = document.path(of: way.start).dropFirst(document.path(of: root).count).pathDescription
        let steps = way.fields.map { $0.container == .list ? $0.name + "[]" : $0.name }
        return ([base].filter { !$0.isEmpty } + steps).joined(separator: ".")
    }

    /// Whether what is written could be the value of a field.
    private func suits(_ child: NodeID, _ field: BuiltInField) -> Bool {
        switch (document.kind(of: child), field.container) {
        case (.null, _): return true
        case (.sequence, let container): return container == .list
        case (.mapping, .single):
            if case .object = field.element { return true }
            return field.element == .scalar(.any)
        case (.mapping, let container): return container != .list
        case (_, .single):
            if case .scalar = field.element { return true }
            return false
        default: return false
        }
    }
}

extension Sequence<String> {
    /// The word that was most probably meant, also if only `-`, `_` or case tell the two apart.
    func closestSpelling(to word: String) -> String? {
        let plain = word.filter { $0 != "-" && $0 != "_" }.lowercased()
        return first { $0.lowercased() == plain } ?? closest(to: word)
    }
}
