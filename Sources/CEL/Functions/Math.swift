extension Library {
    /// Mathematics; no Kubernetes environment has it.
    ///
    /// Source: cel-go `ext.Math`
    static let math = Library(
        [
            Function("math.greatest", choices, .many { extreme($0, .greater, &$1) }),
            Function("math.least", choices, .many { extreme($0, .less, &$1) }),
            Function(
                "math.abs", ["(int): int", "(uint): uint", "(double): double"],
                .one { value, _ in
                    switch value {
                    case .int(let number): number == .min ? .failure("integer overflow") : .int(abs(number))
                    case .double(let number): .double(abs(number))
                    default: value
                    }
                }),
            Function("math.ceil", ["(double): double"], .one { value, _ in value.mapDouble { $0.rounded(.up) } }),
            Function("math.floor", ["(double): double"], .one { value, _ in value.mapDouble { $0.rounded(.down) } }),
            Function(
                "math.round", ["(double): double"], .one { value, _ in value.mapDouble { $0.rounded(.toNearestOrAwayFromZero) } }),
            Function("math.trunc", ["(double): double"], .one { value, _ in value.mapDouble { $0.rounded(.towardZero) } }),
        ], .notInKubernetes)

    private static let choices = ["(A): A", "(A, B): dyn", "(A, B, C): dyn", "(A, B, C, D): dyn"]

    private static func extreme(_ values: [Value], _ wanted: Order, _ activation: inout Activation) -> Value {
        let numbers = values.count == 1 ? activation.elements(values[0]) ?? values : values
        guard var best = numbers.first, activation.numberOrder(best, best) != nil else { return .noSuchOverload }
        for number in numbers.dropFirst() {
            guard let order = activation.numberOrder(number, best) else { return .noSuchOverload }
            if order == wanted { best = number }
        }
        return best
    }
}

extension Value {
    fileprivate func mapDouble(_ change: (Double) -> Double) -> Value {
        if case .double(let number) = self { .double(change(number)) } else { .noSuchOverload }
    }
}
