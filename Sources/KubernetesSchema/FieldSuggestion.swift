import KubernetesSchemaTable
import SourceText
import YAMLDocument

/// Finds what the author of an unknown field probably meant: a field with a similar name, or the same name at another level.
struct FieldSuggestion {
    let document: Document
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
        guard let similar else { return place.map { .move($0.path) } }
        // A slip of one level beats a slip of one letter; a slip of one letter beats everything else.
        if let place, place.distance == 1 || editDistance(similar, name) > 1 && place.distance == 2 { return .move(place.path) }
        return .rename(similar)
    }

    private func isThere(_ field: BuiltInField) -> Bool { !field.holds.intersection(versions).isEmpty }

    /// The nearest object that has a field of this name and shape.
    private func place(for child: NodeID, named name: String) -> (path: String, distance: Int)? {
        var found: [Candidate] = []
        for (up, ancestor) in ancestors.reversed().enumerated() where up <= Self.farthest {
            search(name, child, in: ancestor.type, node: ancestor.node, above: ancestor.node, steps: [], distance: up, into: &found)
        }
        return found.min().map { ($0.path, $0.distance) }
    }

    private struct Candidate: Comparable {
        var distance: Int
        /// How many of the objects on the way are not in the document.
        var absent: Int
        /// How many levels up the way starts. Of two places that are equally near, the one further in comes first.
        var up: Int
        var path: String

        static func < (a: Candidate, b: Candidate) -> Bool {
            (a.distance, a.absent, a.up, a.path) < (b.distance, b.absent, b.up, b.path)
        }
    }

    private func search(
        _ name: String, _ child: NodeID, in type: BuiltInType, node: NodeID?, above ancestor: NodeID, steps: [String],
        distance: Int, into found: inout [Candidate], absent: Int = 0
    ) {
        let fields = type.fields.filter(isThere)
        // An object that has the field already is not where it was meant to be.
        let isFree = node.map { document.value(of: $0, Key(name)) == nil } ?? true
        if distance > 0, isFree, fields.contains(where: { $0.name == name && suits(child, $0) }) {
            let base = document.path(of: ancestor).dropFirst(document.path(of: ancestors[0].node).count).pathDescription
            let path = ([base].filter { !$0.isEmpty } + steps).joined(separator: ".")
            found.append(Candidate(distance: distance, absent: absent, up: distance - steps.count, path: path))
        }
        guard distance < Self.farthest else { return }
        for field in fields where field.container == .single || field.container == .list {
            guard case .object(let inner) = field.element, !(steps.isEmpty && distance == 0 && field.name == "status") else { continue }
            var next = node.flatMap { document.value(of: $0, Key(field.name)) }
            if field.container == .list { next = next.flatMap { document.element(of: $0, at: 0) } }
            search(
                name, child, in: inner, node: next, above: ancestor,
                steps: steps + [field.container == .list ? field.name + "[]" : field.name], distance: distance + 1,
                into: &found, absent: absent + (next == nil ? 1 : 0))
        }
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
