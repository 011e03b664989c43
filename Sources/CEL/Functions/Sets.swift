extension Library {
    /// Lists as sets.
    ///
    /// Source: cel-go `ext.Sets`
    static let sets = Library(
        [
            Function(
                "sets.contains", ["(list(A), list(A)): bool"],
                .two { list, part, activation in
                    contains(list, part, &activation)
                }),
            Function(
                "sets.equivalent", ["(list(A), list(A)): bool"],
                .two { a, b, activation in
                    let first = contains(a, b, &activation)
                    guard case .bool(true) = first else { return first }
                    return contains(b, a, &activation)
                }),
            Function(
                "sets.intersects", ["(list(A), list(A)): bool"],
                .two { a, b, activation in
                    let (a, b) = (activation.elements(a) ?? [], activation.elements(b) ?? [])
                    guard activation.spend(cost(a, b)) else { return Activation.exhausted }
                    return .bool(a.contains { element in b.contains { activation.areEqual(element, $0) } })
                }),
        ], .since(29))

    /// What comparing each element with each costs.
    private static func cost(_ a: [Value], _ b: [Value]) -> Int { min(a.count * b.totalWeight, a.totalWeight * b.count) + 1 }

    private static func contains(_ list: Value, _ part: Value, _ activation: inout Activation) -> Value {
        let (list, part) = (activation.elements(list) ?? [], activation.elements(part) ?? [])
        guard activation.spend(cost(list, part)) else { return Activation.exhausted }
        return .bool(part.allSatisfy { element in list.contains { activation.areEqual(element, $0) } })
    }
}
