extension Library {
    /// Mathematics; no Kubernetes environment has it.
    ///
    /// Source: cel-go `ext.Math`, version 2
    static let math = Library(extremes + rounding + classes + bits, .notInKubernetes)

    private static let extremes = [
        Function("math.greatest", choices, .many { extreme($0, .greater, &$1) }),
        Function("math.least", choices, .many { extreme($0, .less, &$1) }),
    ]

    private static let choices = [
        "(A): A", "(list(A)): A", "(A, B): dyn", "(A, B, C): dyn", "(A, B, C, D): dyn", "(A, B, C, D, E): dyn",
        "(A, B, C, D, E, F): dyn",
    ]

    private static let rounding = [
        Function(
            "math.abs", numbers,
            .one { value, _ in
                switch value {
                case .int(let number): number == .min ? .failure("integer overflow") : .int(abs(number))
                case .double(let number): .double(abs(number))
                default: value
                }
            }),
        Function(
            "math.sign", numbers,
            .one { value, _ in
                switch value {
                case .int(let number): .int(number.signum())
                case .uint(let number): .uint(number.signum())
                case .double(let number): .double(number > 0 ? 1 : number < 0 ? -1 : number)
                default: .noSuchOverload
                }
            }),
        Function("math.ceil", ["(double): double"], .one { value, _ in value.mapDouble { $0.rounded(.up) } }),
        Function("math.floor", ["(double): double"], .one { value, _ in value.mapDouble { $0.rounded(.down) } }),
        Function(
            "math.round", ["(double): double"], .one { value, _ in value.mapDouble { $0.rounded(.toNearestOrAwayFromZero) } }),
        Function("math.trunc", ["(double): double"], .one { value, _ in value.mapDouble { $0.rounded(.towardZero) } }),
        Function(
            "math.sqrt", ["(int): double", "(uint): double", "(double): double"],
            .one { value, _ in
                switch value {
                case .int(let number): .double(Double(number).squareRoot())
                case .uint(let number): .double(Double(number).squareRoot())
                default: value.mapDouble { $0.squareRoot() }
                }
            }),
    ]

    private static let numbers = ["(int): int", "(uint): uint", "(double): double"]

    private static let classes = [
        Function("math.isNaN", ["(double): bool"], .one { value, _ in value.test(\.isNaN) }),
        Function("math.isInf", ["(double): bool"], .one { value, _ in value.test(\.isInfinite) }),
        Function("math.isFinite", ["(double): bool"], .one { value, _ in value.test(\.isFinite) }),
    ]

    private static let bits = [
        Function("math.bitAnd", pairs, .two { a, b, _ in combine(a, b, &) }),
        Function("math.bitOr", pairs, .two { a, b, _ in combine(a, b, |) }),
        Function("math.bitXor", pairs, .two { a, b, _ in combine(a, b, ^) }),
        Function(
            "math.bitNot", ["(int): int", "(uint): uint"],
            .one { value, _ in
                switch value {
                case .int(let number): .int(~number)
                case .uint(let number): .uint(~number)
                default: .noSuchOverload
                }
            }),
        Function("math.bitShiftLeft", shifts, .two { a, b, _ in shift(a, by: b) { $0 << $1 } }),
        Function("math.bitShiftRight", shifts, .two { a, b, _ in shift(a, by: b) { $0 >> $1 } }),
    ]

    private static let pairs = ["(int, int): int", "(uint, uint): uint"]
    private static let shifts = ["(int, int): int", "(uint, int): uint"]

    private static func combine(_ a: Value, _ b: Value, _ change: (UInt64, UInt64) -> UInt64) -> Value {
        switch (a, b) {
        case (.int(let a), .int(let b)):
            .int(Int64(bitPattern: change(UInt64(bitPattern: a), UInt64(bitPattern: b))))
        case (.uint(let a), .uint(let b)): .uint(change(a, b))
        default: .noSuchOverload
        }
    }

    /// Shifts bits; a sign is a bit like the others.
    private static func shift(_ value: Value, by count: Value, _ change: (UInt64, Int64) -> UInt64) -> Value {
        guard case .int(let count) = count else { return .noSuchOverload }
        guard count >= 0 else { return .failure("math.bitShift…() takes no negative offset: \(count)") }
        switch value {
        case .int(let number): return .int(Int64(bitPattern: change(UInt64(bitPattern: number), count)))
        case .uint(let number): return .uint(change(number, count))
        default: return .noSuchOverload
        }
    }

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

    fileprivate func test(_ property: (Double) -> Bool) -> Value {
        if case .double(let number) = self { .bool(property(number)) } else { .noSuchOverload }
    }
}
