import ValueSyntax

extension Library {
    /// Amounts of resources.
    ///
    /// Source: `k8s.io/apiserver/pkg/cel/library/quantity.go`
    static let quantities = Library(
        [
            Function(
                "quantity", ["(string): kubernetes.Quantity"],
                .one { text, activation in
                    let text = activation.text(text) ?? ""
                    return Quantity(text).map { .library(Boxed(.quantity($0))) } ?? .failure("'\(text)' is no quantity")
                }),
            Function("isQuantity", ["(string): bool"], .one { .bool(Quantity($1.text($0) ?? "") != nil) }),
            Function(
                "sign", ["(kubernetes.Quantity): int"],
                .one { value, _ in value.quantity.map { .int(Int64($0.sign)) } ?? .noSuchOverload }),
            Function(
                "isLessThan", ["kubernetes.Quantity.(kubernetes.Quantity): bool"],
                .two { a, b, _ in compare(a, b) { .bool($0 < 0) } }),
            Function(
                "isGreaterThan", ["kubernetes.Quantity.(kubernetes.Quantity): bool"],
                .two { a, b, _ in compare(a, b) { .bool($0 > 0) } }),
            Function(
                "compareTo", ["kubernetes.Quantity.(kubernetes.Quantity): int"],
                .two { a, b, _ in compare(a, b) { .int(Int64($0)) } }),
            Function(
                "isInteger", ["kubernetes.Quantity.(): bool"],
                .one { value, _ in value.quantity.map { .bool($0.isInteger) } ?? .noSuchOverload }),
            Function(
                "asInteger", ["kubernetes.Quantity.(): int"],
                .one { value, _ in
                    value.quantity?.asInteger.map(Value.int) ?? .failure("the quantity is no integer")
                }),
            Function(
                "asApproximateFloat", ["kubernetes.Quantity.(): double"],
                .one { value, _ in
                    value.quantity.map { .double($0.asApproximateDouble) } ?? .noSuchOverload
                }),
            Function("add", both, .two { a, b, _ in combine(a, b) { $0.adding($1) } }),
            Function("sub", both, .two { a, b, _ in combine(a, b) { $0.subtracting($1) } }),
        ], .since(28))

    private static let both = [
        "kubernetes.Quantity.(kubernetes.Quantity): kubernetes.Quantity", "kubernetes.Quantity.(int): kubernetes.Quantity",
    ]

    private static func compare(_ a: Value, _ b: Value, _ result: (Int) -> Value) -> Value {
        guard let a = a.quantity, let b = b.quantity else { return .noSuchOverload }
        return result(a.compare(to: b))
    }

    private static func combine(_ a: Value, _ b: Value, _ result: (Quantity, Quantity) -> Quantity) -> Value {
        guard let a = a.quantity, let b = b.quantity else { return .noSuchOverload }
        return .library(Boxed(.quantity(result(a, b))))
    }
}

extension Value {
    /// The quantity, also of an int.
    fileprivate var quantity: Quantity? {
        switch self {
        case .int(let number): return Quantity(number)
        case .library(let box):
            if case .quantity(let quantity) = box.content { return quantity }
            return nil
        default: return nil
        }
    }
}
