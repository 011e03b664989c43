import YAMLDocument

/// What is known of the fields of an object: a type of Kubernetes, or a part of a custom resource's schema.
protocol FieldOwner {
    /// The fields that hold objects.
    var inner: [InnerField<Self>] { get }

    /// Whether it has a field of that name that could have that value.
    func mayHold(_ key: Key, _ value: NodeID, in document: Document) -> Bool
}

/// A field that holds an object, or a list of objects.
struct InnerField<Owner> {
    let name: String
    let isList: Bool
    let isRequired: Bool
    /// What is known of the object.
    let owner: Owner
}

/// Looks around an entry that its object does not know for the nearest object that does.
struct FieldSearch<Owner: FieldOwner> {
    let document: Document
    /// The objects from the one that is judged to the one with the entry.
    let ancestors: [(node: NodeID, owner: Owner)]

    /// How many levels up and down an entry may have slipped.
    private let farthest = 4

    init(_ document: Document, _ ancestors: [(node: NodeID, owner: Owner)]) {
        (self.document, self.ancestors) = (document, ancestors)
    }

    /// A way from an ancestor of the entry down to an object.
    private struct Way {
        let start: NodeID
        /// How many levels the ancestor is above the object with the entry.
        let up: Int
        var owner: Owner
        /// The object, if it is in the document.
        var node: NodeID?
        var steps: [FieldHome.Step] = []
        /// How many of the objects on the way are not in the document.
        var absent = 0
        /// How many of the fields on the way need not be there: containers come before ephemeral ones.
        var optional = 0
    }

    /// The nearest object that has a field of this name and shape, with the number of levels to it.
    func home(of entry: NodeID, named name: String) -> (home: FieldHome, distance: Int)? {
        let key = Key(name)
        // Objects at the distance that is being looked at, each with the way from the ancestor where it starts.
        var level: [Way] = []
        // A map that an overlay has begun anew where it belongs has its home there all the same.
        var taken: (home: FieldHome, distance: Int)?
        for distance in 0...farthest {
            if distance < ancestors.count {
                let ancestor = ancestors[ancestors.count - 1 - distance]
                level.append(Way(start: ancestor.node, up: distance, owner: ancestor.owner, node: ancestor.node))
            }
            if distance > 0 {
                let fitting = level.filter { $0.owner.mayHold(key, entry, in: document) }
                if let best = best(of: fitting, for: key) { return (home(at: best), distance) }
                if taken == nil, document.kind(of: entry) == .mapping, let other = fitting.min(by: isNearer) {
                    taken = (home(at: other), distance)
                }
            }
            if distance < farthest { level = level.flatMap { furtherIn($0, key) } }
        }
        return taken
    }

    /// The way to an object that may have the field: one that has not got it, unless that is not there and another one is.
    private func best(of fitting: [Way], for key: Key) -> Way? {
        func has(_ way: Way) -> Bool { way.node.map { document.value(of: $0, key) != nil } ?? false }
        guard let best = fitting.filter({ !has($0) }).min(by: isNearer) else { return nil }
        return best.absent == 0 ? best : fitting.filter(has).min(by: isNearer) ?? best
    }

    private func furtherIn(_ way: Way, _ key: Key) -> [Way] {
        way.owner.inner.compactMap { field in
            // What a cluster writes is the home of nothing.
            if way.up == ancestors.count - 1, way.steps.isEmpty, field.name == "status" { return nil }
            var next = way
            next.owner = field.owner
            next.node = way.node.flatMap { document.value(of: $0, Key(field.name)) }
            if field.isList { next.node = next.node.flatMap { element(of: $0, without: key) } }
            next.steps.append(.init(name: field.name, isList: field.isList))
            next.optional += field.isRequired ? 0 : 1
            next.absent += next.node == nil ? 1 : 0
            return next
        }
    }

    /// The first element that lacks a field, or else the first.
    private func element(of list: NodeID, without key: Key) -> NodeID? {
        guard document.kind(of: list) == .sequence else { return nil }
        return document.children(of: list).first { document.value(of: $0, key) == nil } ?? document.element(of: list, at: 0)
    }

    /// Of ways of one length, the one through objects that are there comes first, then the one that leads further in.
    private func isNearer(_ a: Way, _ b: Way) -> Bool {
        if (a.absent, a.up) != (b.absent, b.up) { return (a.absent, a.up) < (b.absent, b.up) }
        if a.optional != b.optional { return a.optional < b.optional }
        return home(at: a).path < home(at: b).path
    }

    private func home(at way: Way) -> FieldHome {
        FieldHome(from: way.start, way.steps, node: way.node, root: ancestors[0].node, in: document)
    }
}

extension Sequence<String> {
    /// The word that was most probably meant, also if only `-`, `_` or case tell the two apart.
    func closestSpelling(to word: String) -> String? {
        let plain = word.filter { $0 != "-" && $0 != "_" }.lowercased()
        return first { $0.lowercased() == plain } ?? closest(to: word)
    }
}
