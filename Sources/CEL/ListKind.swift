import YAMLDocument

/// How the elements of a list belong together: what makes two lists equal, and what comes of adding them.
///
/// Source: `x-kubernetes-list-type` in `k8s.io/apiserver/pkg/cel/common/values.go`
public enum ListKind: Hashable, Sendable {
    /// The order counts.
    case ordered
    /// No order counts; adding leaves out what is there already.
    case set
    /// No order counts; elements are told apart by these fields, and adding replaces the element with the same ones.
    case map(keys: [String])
}

/// What tells an element of a list from others.
private enum ElementKey: Hashable {
    case scalar(MapKey)
    case fields([MapKey?])
    /// A list, or a map in a set.
    case position(Int)
}

extension Activation {
    /// Whether two lists of a kind without order have equal elements.
    func areEqual(_ list: ListValue, _ other: [Value]) -> Bool {
        guard list.elements.count == other.count else { return false }
        let places = places(of: list)
        return other.allSatisfy { element in
            place(of: element, in: list, places).map { areEqual(list.elements[$0], element) } ?? false
        }
    }

    /// The elements of a list of a kind without order, with others added.
    func union(_ list: ListValue, _ others: [Value]) -> [Value] {
        let places = places(of: list)
        var result = list.elements
        for element in others {
            if let place = place(of: element, in: list, places) {
                result[place] = element
            } else {
                result.append(element)
            }
        }
        return result
    }

    private func places(of list: ListValue) -> [ElementKey: Int] {
        Dictionary(list.elements.enumerated().map { (key(of: $1, list.kind, at: $0), $0) }) { first, _ in first }
    }

    /// Where a list has an element that counts as the same one; nil if it has none.
    private func place(of element: Value, in list: ListValue, _ places: [ElementKey: Int]) -> Int? {
        let key = key(of: element, list.kind, at: 0)
        guard case .position = key else { return places[key] }
        return list.elements.firstIndex { areEqual($0, element) }
    }

    private func key(of element: Value, _ kind: ListKind, at position: Int) -> ElementKey {
        if case .map(let keys) = kind {
            return .fields(keys.map { key in member(of: element, .string(Key(key))).map { mapKey($0) } })
        }
        let key = mapKey(element)
        if case .other = key { return .position(position) }
        return .scalar(key)
    }
}
