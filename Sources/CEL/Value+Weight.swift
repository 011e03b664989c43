// How large values are that hold one value many times: `[a, a]` costs little to make, and much to go through once `a` is such a
// list, too.

extension Value {
    /// How many parts there are to see for who goes through all of the value, at least 1. Counted for computed values only, since
    /// those of a document are no more than was written; capped where nobody goes through all of them anyway.
    package var weight: Int {
        switch self {
        case .list(let list): list.weight
        case .map(let map): map.weight
        case .optional(let optional): optional.content?.weight ?? 1
        case .string(let text): 1 + text.utf8.count / 10
        default: 1
        }
    }

    /// The largest weight of values that are shown.
    package static let largestShown = 1 << 20

    static let largestWeight = 1 << 40
}

extension Sequence<Value> {
    /// The weight of a list of these.
    var totalWeight: Int { reduce(1) { Swift.min($0 + $1.weight, Value.largestWeight) } }
}
