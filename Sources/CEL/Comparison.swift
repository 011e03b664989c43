import ValueSyntax
import YAMLDocument

/// How two values that may be ordered stand to each other.
enum Order {
    case less, equal, greater
    /// One is not a number.
    case unordered
}

extension Activation {
    /// Whether two values are equal: numbers by value whatever their type, strings by bytes, lists and maps by their contents;
    /// values of different kinds are not.
    ///
    /// Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#equality
    public func areEqual(_ a: Value, _ b: Value) -> Bool {
        switch (a, b) {
        case (.null, .null): return true
        case (.bool(let a), .bool(let b)): return a == b
        case (.int(let a), .int(let b)): return a == b
        case (.string(let a), .string(let b)): return a.utf8.elementsEqual(b.utf8)
        case (.bytes(let a), .bytes(let b)): return a == b
        case (.duration(let a), .duration(let b)): return a == b
        case (.timestamp(let a), .timestamp(let b)): return a.content == b.content
        case (.type(let a), .type(let b)): return a == b
        case (.library(let a), .library(let b)): return a.content == b.content
        case (.optional(let a), .optional(let b)):
            guard let a = a.content, let b = b.content else { return a.content == nil && b.content == nil }
            return areEqual(a, b)
        case (.int, _), (.uint, _), (.double, _): return numberOrder(a, b) == .equal
        case (.node, _), (_, .node), (.list, .list), (.map, .map): return areEqualDeep(a, b)
        default: return false
        }
    }

    private func areEqualDeep(_ a: Value, _ b: Value) -> Bool {
        if let equal = withUTF8(a, { a in withUTF8(b) { b in a.elementsEqual(b) } }) { return equal ?? false }
        if let count = count(a) {
            guard count == self.count(b) else { return false }
            if let left = elements(a) {
                guard let right = elements(b) else { return false }
                if case .list(let list) = a, list.kind != .ordered { return areEqual(list, right) }
                return zip(left, right).allSatisfy { areEqual($0, $1) }
            }
            guard let left = entries(a), isMap(b) else { return false }
            return left.allSatisfy { entry in member(of: b, mapKey(entry.key)).map { areEqual(entry.value, $0) } ?? false }
        }
        return false
    }

    /// Whether nobody can say if two lists or maps are equal, since something in one of them is not known.
    func isUndecided(_ a: Value, _ b: Value) -> Bool {
        guard let count = count(a), count == self.count(b) else { return false }
        return holdsUnknown(a) || holdsUnknown(b)
    }

    private func holdsUnknown(_ value: Value) -> Bool {
        if case .unknown = value { return true }
        return elements(value)?.contains(where: holdsUnknown) ?? entries(value)?.contains { holdsUnknown($0.value) } ?? false
    }

    func isList(_ value: Value) -> Bool {
        switch value {
        case .list: true
        case .node(let reference): kind(reference) == .sequence
        default: false
        }
    }

    func isMap(_ value: Value) -> Bool {
        switch value {
        case .map: true
        case .node(let reference): kind(reference) == .mapping
        default: false
        }
    }

    /// The value that a map has for a key; nil if it has none, or is no map.
    func member(of map: Value, _ key: MapKey) -> Value? {
        switch map {
        case .map(let map): return map.value(key)
        case .node(let reference):
            guard case .string(let key) = key,
                let found = entry(reference, key)
            else { return nil }
            return value(found)
        default: return nil
        }
    }

    /// The order of two numbers of any types; nil if one is no number.
    func numberOrder(_ a: Value, _ b: Value) -> Order? {
        switch (a, b) {
        case (.int(let a), .int(let b)): return order(a, b)
        case (.uint(let a), .uint(let b)): return order(a, b)
        case (.double(let a), .double(let b)): return order(a, b)
        case (.int(let a), .uint(let b)): return a < 0 ? .less : order(UInt64(a), b)
        case (.uint(let a), .int(let b)): return b < 0 ? .greater : order(a, UInt64(b))
        case (.int(let a), .double(let b)): return order(Double(a), b)
        case (.double(let a), .int(let b)): return order(a, Double(b))
        case (.uint(let a), .double(let b)): return order(Double(a), b)
        case (.double(let a), .uint(let b)): return order(a, Double(b))
        default: return nil
        }
    }

    private func order<Number: Comparable>(_ a: Number, _ b: Number) -> Order {
        a < b ? .less : a > b ? .greater : a == b ? .equal : .unordered
    }

    /// The order of two values; nil if they have none.
    func order(_ a: Value, _ b: Value) -> Order? {
        if let order = numberOrder(a, b) { return order }
        switch (a, b) {
        case (.bool(let a), .bool(let b)): return order(a ? 1 : 0, b ? 1 : 0)
        case (.bytes(let a), .bytes(let b)): return a == b ? .equal : a.lexicographicallyPrecedes(b) ? .less : .greater
        case (.duration(let a), .duration(let b)): return order(a, b)
        case (.timestamp(let a), .timestamp(let b)): return order(a.content, b.content)
        default:
            return withUTF8(a, b) { a, b in
                a.elementsEqual(b) ? .equal : a.lexicographicallyPrecedes(b) ? .less : .greater
            }
        }
    }
}
