import YAMLDocument

/// Which elements of a merged list belong together, and in which order they end up.
///
/// A list with one key is simple. For lists with two, such as ports by number and protocol, kustomize's way has odd ends that are kept: where
/// only one side gives the protocol, the element of the patch is lost; and the object's own elements go behind the new ones.
///
/// Source: `kyaml/yaml/walk/associative_sequence.go`.
struct ElementPairing {
    /// An element of the patch, of the object, or of both.
    struct Pair {
        let patch: Int?
        let target: Int?
    }

    /// An element in the result.
    enum Item: Equatable {
        /// One that the object did not have.
        case patch(Int)
        case target(Int)
    }

    /// The pairs, in the order in which they are merged.
    let pairs: [Pair]
    private let keysOfPairs: [[String]]
    private let patch: [[String]]
    private let target: [[String]]
    /// Whether more than one of the keys is used at all.
    private let usesSeveralKeys: Bool

    /// - Parameters:
    ///   - patch: for each element of the patch the values of the keys, empty where absent.
    ///   - target: the same for the object.
    init(patch: [[String]], target: [[String]]) {
        (self.patch, self.target) = (patch, target)
        let all = patch + target
        let count = all.first?.count ?? 1
        usesSeveralKeys = (0..<count).filter { key in all.contains { !$0[key].isEmpty } }.count > 1
        let values = Self.merged(all)
        var (pairs, keys): ([Pair], [[String]]) = ([], [])
        for (place, wanted) in values.enumerated() {
            // Elements without any key are told apart by nothing: each stands for itself.
            if count == 1, wanted[0].isEmpty {
                pairs.append(
                    place < patch.count ? Pair(patch: place, target: nil) : Pair(patch: nil, target: place - patch.count))
                keys.append(wanted)
                continue
            }
            if keys.contains(wanted) { continue }
            pairs.append(
                Pair(patch: patch.firstIndex { Self.matches($0, wanted) }, target: target.firstIndex { Self.matches($0, wanted) })
            )
            keys.append(wanted)
        }
        (self.pairs, keysOfPairs) = (pairs, keys)
    }

    /// The values of keys in an element.
    static func values(of keys: [String], in element: NodeID, of document: Document) -> [String] {
        keys.map { key in
            guard let node = document.value(of: element, Key(key)), document.kind(of: node).isScalar else { return "" }
            return document.text(of: node)
        }
    }

    /// The values of all elements, where those that differ only by an absent one become the same.
    private static func merged(_ values: [[String]]) -> [[String]] {
        guard let count = values.first?.count, count > 1 else { return values }
        var values = values
        for i in values.indices {
            for j in values.indices {
                let (a, b) = (values[i], values[j])
                var isSame = true
                var hasCommon = false
                for (x, y) in zip(a, b) {
                    if x == y { hasCommon = true } else if !x.isEmpty, !y.isEmpty { isSame = false }
                }
                guard isSame, hasCommon else { continue }
                let both = zip(a, b).map { $0.isEmpty ? $1 : $0 }
                (values[i], values[j]) = (both, both)
            }
        }
        return values
    }

    /// Whether an element has the wanted values; an empty one may be anything.
    private static func matches(_ element: [String], _ wanted: [String]) -> Bool {
        zip(element, wanted).allSatisfy { $1.isEmpty || $0 == $1 } && wanted.contains { !$0.isEmpty }
    }

    /// The result.
    ///
    /// - Parameters:
    ///   - present: which elements of the object are left.
    ///   - new: the elements of the patch that were added.
    func order(target present: [Bool], patch new: Set<Int>) -> [Item] {
        var items: [Item] = []
        for (place, pair) in pairs.enumerated() {
            var item: Item?
            if let match = pair.target {
                item = present[match] ? .target(match) : nil
            } else if let added = pair.patch, new.contains(added) {
                item = .patch(added)
            }
            if let item { set(item, keysOfPairs[place], in: &items) }
        }
        for place in target.indices where present[place] {
            if usesSeveralKeys { items.removeAll { Self.matches(values(of: $0), target[place]) } }
            set(.target(place), target[place], in: &items)
        }
        return items
    }

    private func values(of item: Item) -> [String] {
        switch item {
        case .patch(let place): patch[place]
        case .target(let place): target[place]
        }
    }

    /// Puts an element where one with the same keys is, else at the end.
    private func set(_ item: Item, _ keys: [String], in items: inout [Item]) {
        if items.contains(item) { return }
        guard let place = items.firstIndex(where: { Self.matches(values(of: $0), keys) }) else { return items.append(item) }
        items[place] = item
    }
}
