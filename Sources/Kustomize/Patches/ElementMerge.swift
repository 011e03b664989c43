import YAMLDocument

/// Which elements of a list that is merged by keys belong together, and in which order they end up.
///
/// Elements whose first key is there and differs from the others' are simple: those of the patch come first, merged with their counterparts,
/// then the rest of the object's. Elements without a key, with an empty one, or with one that another has come out as they do of kustomize, which
/// drops or repeats some of them; and of lists with two keys, such as ports by number and protocol, the object's own elements go behind
/// the new ones.
///
/// Source: `kyaml/yaml/walk/associative_sequence.go` and `ElementSetter` in kyaml/yaml/fns.go; compared with kustomize 5.5.0 by random lists.
struct ElementMerge {
    /// An element of the result.
    enum Element: Hashable {
        /// One that the object did not have.
        case patch(Int)
        /// One of the object's, with which one of the patch may be merged.
        case target(Int)
    }

    /// For each element of the patch the texts of the keys; nil where it has none.
    let patch: [[String?]]
    /// The same for the object.
    let target: [[String?]]

    /// The texts of keys in an element.
    static func values(of keys: [String], in element: NodeID, of document: Document) -> [String?] {
        keys.map { key in
            guard let node = document.value(of: element, Key(key)), document.kind(of: node).isScalar,
                document.kind(of: node) != .null
            else { return nil }
            return document.text(of: node)
        }
    }

    /// The elements of the result, in order; one may stand in it several times.
    ///
    /// - Parameter merge: is called for each pair of elements, of which one may be absent, in the order in which kustomize merges them; it
    ///   changes the object's, or adds the patch's where there is no other, and tells whether anything is left.
    func elements(
        merging merge: (_ patch: Int?, _ target: Int?) throws(KustomizeError) -> Bool
    ) throws(KustomizeError) -> [Element] {
        if let places = simplePlaces { return try simpleElements(places, merge) }
        let keysInUse = keysInUse
        var items: [Element] = []
        var rest = target.indices.map(Element.target)
        for values in tuples {
            let used = values.indices.filter { !values[$0].isEmpty }
            let keys = used.isEmpty ? Array(values.indices) : used
            let wanted = keys.map { values[$0] }
            let inPatch = patch.firstIndex { Self.has(wanted, at: keys, $0) }
            let inTarget = rest.compactMap { if case .target(let place) = $0 { place } else { nil } }
                .first { Self.has(wanted, at: keys, target[$0]) }
            guard let element = inTarget.map(Element.target) ?? inPatch.map(Element.patch), try merge(inPatch, inTarget) else {
                set(nil, keysInUse, keysInUse.map { values[$0] }, in: &rest)
                continue
            }
            set(element, keysInUse, keysInUse.map { values[$0] }, in: &items)
        }
        for element in rest {
            var values: [String] = []
            for key in keysInUse {
                // Upstream appends the element here and goes on with the other keys, so that it is found again below.
                guard let value = self[element][key] else {
                    items.append(element)
                    continue
                }
                values.append(value)
            }
            if keysInUse.count > 1 { set(nil, keysInUse, values, in: &items) }
            set(element, keysInUse, values, in: &items)
        }
        return items
    }

    private subscript(_ element: Element) -> [String?] {
        switch element {
        case .patch(let place): patch[place]
        case .target(let place): target[place]
        }
    }

    // MARK: The simple case

    /// Where in the object each key is, if there is one key that all elements have and that no two of a side share.
    private var simplePlaces: [String: Int]? {
        guard (patch.first ?? target.first)?.count == 1 else { return nil }
        var places: [String: Int] = [:]
        for (place, values) in target.enumerated() {
            guard let value = values[0], !value.isEmpty, places.updateValue(place, forKey: value) == nil else { return nil }
        }
        var seen: Set<String> = []
        for values in patch {
            guard let value = values[0], !value.isEmpty, seen.insert(value).inserted else { return nil }
        }
        return places
    }

    private func simpleElements(
        _ places: [String: Int], _ merge: (_ patch: Int?, _ target: Int?) throws(KustomizeError) -> Bool
    ) throws(KustomizeError) -> [Element] {
        var items: [Element] = []
        var isLeft = [Bool](repeating: true, count: target.count)
        for (place, values) in patch.enumerated() {
            let match = values[0].flatMap { places[$0] }
            if let match { isLeft[match] = false }
            if try merge(place, match) { items.append(match.map(Element.target) ?? .patch(place)) }
        }
        for place in target.indices where isLeft[place] {
            if try merge(nil, place) { items.append(.target(place)) }
        }
        return items
    }

    // MARK: Upstream's way

    /// The keys that any element has.
    private var keysInUse: [Int] {
        let all = patch + target
        let keys = Array((all.first ?? []).indices)
        let used = keys.filter { key in all.contains { !($0[key] ?? "").isEmpty } }
        return used.isEmpty ? keys : used
    }

    /// The different texts of the keys, empty where absent; those that differ only by an absent one are made the same.
    private var tuples: [[String]] {
        var tuples: [[String]] = []
        for values in patch + target {
            let texts = values.map { $0 ?? "" }
            if !tuples.contains(texts) { tuples.append(texts) }
        }
        guard let count = tuples.first?.count, count > 1 else { return tuples }
        for i in tuples.indices {
            let values = tuples[i]
            for j in tuples.indices {
                let pairs = zip(values, tuples[j])
                guard pairs.contains(where: { $0 == $1 }), pairs.allSatisfy({ $0 == $1 || $0.isEmpty || $1.isEmpty }) else {
                    continue
                }
                let both = pairs.map { $0.isEmpty ? $1 : $0 }
                (tuples[i], tuples[j]) = (both, both)
            }
        }
        return tuples
    }

    private static func has(_ wanted: [String], at keys: [Int], _ values: [String?]) -> Bool {
        zip(keys, wanted).allSatisfy { values[$0] == $1 }
    }

    /// Puts an element where others with these texts are, else at the end; nil takes the others out. An empty text stands for any.
    private func set(_ element: Element?, _ keys: [Int], _ wanted: [String], in items: inout [Element]) {
        var result: [Element] = []
        var isThere = false
        for item in items {
            if fits(self[item], keys, wanted) {
                isThere = true
                if let element { result.append(element) }
            } else if !wanted.isEmpty {
                result.append(item)
            }
        }
        if let element, !isThere { result.append(element) }
        items = result
    }

    /// Whether an element has the texts. Of keys without a text the one before decides, because upstream's loop keeps its variable.
    private func fits(_ values: [String?], _ keys: [Int], _ wanted: [String]) -> Bool {
        var isFound = false
        for (place, key) in keys.enumerated() {
            if place < wanted.count {
                isFound = values[key].map { wanted[place].isEmpty || $0 == wanted[place] } ?? false
            }
            if !isFound { return false }
        }
        return true
    }
}
