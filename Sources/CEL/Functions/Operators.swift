import ValueSyntax
import YAMLDocument

extension Library {
    /// The operators. `&&`, `||`, `?:` and indexing are no functions; equality and `!` are here for the checker.
    static let operators = Library([
        Function("_==_", ["(A, A): bool"], checksKinds: false, .two { .bool($2.areEqual($0, $1)) }),
        Function("_!=_", ["(A, A): bool"], checksKinds: false, .two { .bool(!$2.areEqual($0, $1)) }),
        Function(
            "!_", ["(bool): bool"],
            .one { value, _ in
                if case .bool(let bool) = value { .bool(!bool) } else { .noSuchOverload }
            }),
        Function("_<_", ordered, checksKinds: false, .two { compare($0, $1, $2) { $0 == .less } }),
        Function("_<=_", ordered, checksKinds: false, .two { compare($0, $1, $2) { $0 == .less || $0 == .equal } }),
        Function("_>_", ordered, checksKinds: false, .two { compare($0, $1, $2) { $0 == .greater } }),
        Function("_>=_", ordered, checksKinds: false, .two { compare($0, $1, $2) { $0 == .greater || $0 == .equal } }),
        Function("@in", ["(A, list(A)): bool", "(A, map(A, B)): bool"], checksKinds: false, .two(isIn)),
        Function(
            "_+_",
            [
                "(int, int): int", "(uint, uint): uint", "(double, double): double", "(string, string): string",
                "(bytes, bytes): bytes",
                "(list(A), list(A)): list(A)", "(timestamp, duration): timestamp", "(duration, timestamp): timestamp",
                "(duration, duration): duration",
            ], checksKinds: false, .two(add)),
        Function(
            "_-_",
            [
                "(int, int): int", "(uint, uint): uint", "(double, double): double", "(timestamp, timestamp): duration",
                "(timestamp, duration): timestamp", "(duration, duration): duration",
            ], checksKinds: false, .two { a, b, _ in subtract(a, b) }),
        Function(
            "_*_", ["(int, int): int", "(uint, uint): uint", "(double, double): double"], checksKinds: false,
            .two { a, b, _ in multiply(a, b) }),
        Function(
            "_/_", ["(int, int): int", "(uint, uint): uint", "(double, double): double"], checksKinds: false,
            .two { a, b, _ in divide(a, b) }),
        Function("_%_", ["(int, int): int", "(uint, uint): uint"], checksKinds: false, .two { a, b, _ in modulo(a, b) }),
        Function("-_", ["(int): int", "(double): double"], checksKinds: false, .one { value, _ in negate(value) }),
    ])

    private static let ordered = [
        "(bool, bool): bool", "(int, int): bool", "(uint, uint): bool", "(double, double): bool", "(string, string): bool",
        "(bytes, bytes): bool", "(timestamp, timestamp): bool", "(duration, duration): bool", "(int, uint): bool",
        "(int, double): bool",
        "(uint, int): bool", "(uint, double): bool", "(double, int): bool", "(double, uint): bool",
    ]

    private static let overflow = Value.failure("integer overflow")

    private static func compare(_ a: Value, _ b: Value, _ activation: borrowing Activation, _ test: (Order) -> Bool) -> Value {
        guard let order = activation.order(a, b) else { return .noSuchOverload }
        return .bool(test(order))
    }

    private static let isIn: @Sendable (Value, Value, inout Activation) -> Value = { value, collection, activation in
        guard activation.spendForComparison(collection) else { return Activation.exhausted }
        if activation.isMap(collection) { return .bool(activation.hasMember(collection, value)) }
        // An element that is not known may be the one.
        var absent = Value.bool(false)
        switch collection {
        case .list(let list):
            for element in list.elements {
                if activation.areEqual(element, value) { return .bool(true) }
                if case .unknown = element { absent = .unknown }
            }
        case .node(let reference) where activation.kind(reference) == .sequence:
            activation.trace.lastRead = reference
            for child in activation.documents[Int(reference.document)].children(of: reference.node) {
                let element = activation.value(reference.document, child)
                if activation.areEqual(element, value) { return .bool(true) }
                if case .unknown = element { absent = .unknown }
            }
        default: return .noSuchOverload
        }
        return absent
    }

    private static func checked<Number>(_ result: (partialValue: Number, overflow: Bool), _ make: (Number) -> Value) -> Value {
        result.overflow ? overflow : make(result.partialValue)
    }

    private static let add: @Sendable (Value, Value, inout Activation) -> Value = { a, b, activation in
        switch (a, b) {
        case (.int(let a), .int(let b)): return checked(a.addingReportingOverflow(b), Value.int)
        case (.uint(let a), .uint(let b)): return checked(a.addingReportingOverflow(b), Value.uint)
        case (.double(let a), .double(let b)): return .double(a + b)
        case (.bytes(let a), .bytes(let b)):
            return activation.spend((a.count + b.count) / 10) ? .bytes(a + b) : Activation.exhausted
        case (.duration(let a), .duration(let b)):
            return a.adding(b).map(Value.duration) ?? .failure("the duration is out of range")
        case (.timestamp(let time), .duration(let duration)), (.duration(let duration), .timestamp(let time)):
            return time.content.adding(duration).map { .timestamp(Boxed($0)) } ?? .failure("the timestamp is out of range")
        default: break
        }
        if let left = activation.text(a), let right = activation.text(b) {
            return activation.spend((left.utf8.count + right.utf8.count) / 10) ? .string(left + right) : Activation.exhausted
        }
        // A list that nothing is added to is itself.
        if case .list(let left) = a, left.elements.isEmpty, activation.isList(b) { return b }
        if case .list(let right) = b, right.elements.isEmpty, activation.isList(a) { return a }
        if case .list(let left) = a, left.kind != .ordered, let right = activation.elements(b) {
            guard activation.spend(left.elements.count + right.count) else { return Activation.exhausted }
            return .list(activation.union(left, right), left.kind)
        }
        if let left = activation.elements(a), let right = activation.elements(b) {
            return activation.spend(left.count + right.count) ? .list(left + right) : Activation.exhausted
        }
        return .failure("no such overload: \(activation.typeName(a)) + \(activation.typeName(b))")
    }

    private static func subtract(_ a: Value, _ b: Value) -> Value {
        switch (a, b) {
        case (.int(let a), .int(let b)): checked(a.subtractingReportingOverflow(b), Value.int)
        case (.uint(let a), .uint(let b)): checked(a.subtractingReportingOverflow(b), Value.uint)
        case (.double(let a), .double(let b)): .double(a - b)
        case (.duration(let a), .duration(let b)):
            a.subtracting(b).map(Value.duration) ?? .failure("the duration is out of range")
        case (.timestamp(let a), .timestamp(let b)):
            a.content.since(b.content).map(Value.duration) ?? .failure("the duration is out of range")
        case (.timestamp(let time), .duration(let duration)):
            time.content.subtracting(duration).map { .timestamp(Boxed($0)) } ?? .failure("the timestamp is out of range")
        default: .noSuchOverload
        }
    }

    private static func multiply(_ a: Value, _ b: Value) -> Value {
        switch (a, b) {
        case (.int(let a), .int(let b)): checked(a.multipliedReportingOverflow(by: b), Value.int)
        case (.uint(let a), .uint(let b)): checked(a.multipliedReportingOverflow(by: b), Value.uint)
        case (.double(let a), .double(let b)): .double(a * b)
        default: .noSuchOverload
        }
    }

    private static func divide(_ a: Value, _ b: Value) -> Value {
        switch (a, b) {
        case (.int, .int(0)), (.uint, .uint(0)): .failure("division by zero")
        case (.int(let a), .int(let b)): checked(a.dividedReportingOverflow(by: b), Value.int)
        case (.uint(let a), .uint(let b)): .uint(a / b)
        case (.double(let a), .double(let b)): .double(a / b)
        default: .noSuchOverload
        }
    }

    private static func modulo(_ a: Value, _ b: Value) -> Value {
        switch (a, b) {
        case (.int, .int(0)), (.uint, .uint(0)): .failure("modulus by zero")
        case (.int(let a), .int(let b)): checked(a.remainderReportingOverflow(dividingBy: b), Value.int)
        case (.uint(let a), .uint(let b)): .uint(a % b)
        default: .noSuchOverload
        }
    }

    private static func negate(_ value: Value) -> Value {
        switch value {
        case .int(let value): value == .min ? overflow : .int(-value)
        case .double(let value): .double(-value)
        default: .noSuchOverload
        }
    }
}

extension Activation {
    /// Whether a map has a key, which is noted as the thing read.
    mutating func hasMember(_ map: Value, _ key: Value) -> Bool {
        guard case .node(let reference) = map else { return member(of: map, mapKey(key)) != nil }
        guard let text = text(key) else { return false }
        let found = entry(reference, Key(text))
        trace.lastRead = found ?? reference
        return found != nil
    }
}
