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
                    guard case .bool(true) = contains(a, b, &activation) else { return .bool(false) }
                    return contains(b, a, &activation)
                }),
            Function(
                "sets.intersects", ["(list(A), list(A)): bool"],
                .two { a, b, activation in
                    let (a, b) = (activation.elements(a) ?? [], activation.elements(b) ?? [])
                    guard activation.spend(a.count * b.count + 1) else { return Activation.exhausted }
                    return .bool(a.contains { element in b.contains { activation.areEqual(element, $0) } })
                }),
        ], .since(29))

    private static func contains(_ list: Value, _ part: Value, _ activation: inout Activation) -> Value {
        let (list, part) = (activation.elements(list) ?? [], activation.elements(part) ?? [])
        guard activation.spend(list.count * part.count + 1) else { return Activation.exhausted }
        return .bool(part.allSatisfy { element in list.contains { activation.areEqual(element, $0) } })
    }
}
