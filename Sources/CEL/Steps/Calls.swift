import YAMLDocument

// Calls of functions.

/// A function as one call may mean it: its body, and the kinds that its arguments must have.
struct Candidate: Sendable {
    let body: Function.Body
    /// The kinds of the arguments, for each signature of the right length; empty if the body looks itself.
    let overloads: [[ArgumentKind]]

    init(_ function: Function, count: Int) {
        body = function.body
        overloads = function.checksKinds ? function.overloads.kinds(count: count) : []
    }

    /// A body that looks at the kinds of its arguments itself.
    init(_ body: @escaping @Sendable (Value, inout Activation) -> Value) { (self.body, overloads) = (.one(body), []) }

    /// Whether one argument may be passed.
    @inline(__always)
    func accepts(_ value: Value, _ activation: Activation) -> Bool {
        if overloads.isEmpty { return true }
        return overloads.contains { $0[0].accepts(value, activation) }
    }

    /// Whether two arguments may be passed.
    @inline(__always)
    func accepts(_ a: Value, _ b: Value, _ activation: Activation) -> Bool {
        if overloads.isEmpty { return true }
        return overloads.contains { $0[0].accepts(a, activation) && $0[1].accepts(b, activation) }
    }

    /// Whether these arguments may be passed.
    func accepts(_ values: [Value], _ activation: Activation) -> Bool {
        if overloads.isEmpty { return true }
        return overloads.contains { kinds in zip(kinds, values).allSatisfy { $0.accepts($1, activation) } }
    }
}

/// Which values a parameter takes: a bit for each kind, and the name of a library's type.
struct ArgumentKind: Sendable {
    private let kinds: UInt32
    private let libraryType: String?

    init(_ type: CELType) {
        libraryType = if case .opaque(let name, _) = type { name } else { nil }
        kinds = Self.kinds(of: type)
    }

    private static func kinds(of type: CELType) -> UInt32 {
        switch type {
        case .dyn, .parameter, .unsolved: .max
        case .null: 1 << 0
        case .bool: 1 << 1
        case .int: 1 << 2
        case .uint: 1 << 3
        case .double: 1 << 4
        case .string: 1 << 5
        case .bytes: 1 << 6
        case .list: 1 << 7
        case .map, .object: 1 << 8
        case .duration: 1 << 9
        case .timestamp: 1 << 10
        case .type: 1 << 11
        case .optional: 1 << 12
        case .opaque: 1 << 13
        case .wrapper(let inner): 1 << 0 | kinds(of: inner)
        }
    }

    @inline(__always)
    func accepts(_ value: Value, _ activation: Activation) -> Bool {
        if kinds == .max { return true }
        let kind: UInt32
        switch value {
        case .node(let reference):
            kind =
                switch activation.kind(reference) {
                case .sequence: 1 << 7
                case .mapping: 1 << 8
                default: 1 << 5
                }
        case .null: kind = 1 << 0
        case .bool: kind = 1 << 1
        case .int: kind = 1 << 2
        case .uint: kind = 1 << 3
        case .double: kind = 1 << 4
        case .string: kind = 1 << 5
        case .bytes: kind = 1 << 6
        case .list: kind = 1 << 7
        case .map: kind = 1 << 8
        case .duration: kind = 1 << 9
        case .timestamp: kind = 1 << 10
        case .type: kind = 1 << 11
        case .optional: kind = 1 << 12
        case .library(let box): return libraryType == box.content.typeName
        case .unknown, .error, .deferred: kind = 0
        }
        return kinds & kind != 0
    }
}

/// A call with one argument of a function that has one body for it.
final class UnaryCall: Step {
    private let name: String
    private let candidate: Candidate
    private let body: @Sendable (Value, inout Activation) -> Value
    private let operand: any Step
    private let range: Range<Int>

    init(
        _ name: String, _ candidate: Candidate, _ body: @escaping @Sendable (Value, inout Activation) -> Value,
        _ operand: any Step, _ range: Range<Int>
    ) {
        (self.name, self.candidate, self.body, self.operand, self.range) = (name, candidate, body, operand, range)
    }

    func value(_ activation: inout Activation) -> Value {
        let value = operand.value(&activation)
        if value.isStuck { return value }
        guard activation.spend(1) else { return Activation.exhausted }
        guard candidate.accepts(value, activation) else { return activation.noOverload(name, [value], range) }
        return body(value, &activation).located(range)
    }
}

/// A call with two arguments of a function that has one body for them.
final class BinaryCall: Step {
    private let name: String
    private let candidate: Candidate
    private let body: @Sendable (Value, Value, inout Activation) -> Value
    private let left: any Step
    private let right: any Step
    private let range: Range<Int>

    init(
        _ name: String, _ candidate: Candidate, _ body: @escaping @Sendable (Value, Value, inout Activation) -> Value,
        _ left: any Step, _ right: any Step, _ range: Range<Int>
    ) {
        (self.name, self.candidate, self.body) = (name, candidate, body)
        (self.left, self.right, self.range) = (left, right, range)
    }

    func value(_ activation: inout Activation) -> Value {
        let a = left.value(&activation)
        if a.isStuck { return a }
        let b = right.value(&activation)
        if b.isStuck { return b }
        guard activation.spend(1) else { return Activation.exhausted }
        guard candidate.accepts(a, b, activation) else { return activation.noOverload(name, [a, b], range) }
        return body(a, b, &activation).located(range)
    }
}

/// Any other call: it finds the function that takes the arguments' kinds.
final class GeneralCall: Step {
    private let name: String
    private let candidates: [Candidate]
    private let arguments: [any Step]
    private let range: Range<Int>

    init(_ name: String, _ candidates: [Candidate], _ arguments: [any Step], _ range: Range<Int>) {
        (self.name, self.candidates, self.arguments, self.range) = (name, candidates, arguments, range)
    }

    func value(_ activation: inout Activation) -> Value {
        guard activation.spend(1 + arguments.count) else { return Activation.exhausted }
        var values: [Value] = []
        values.reserveCapacity(arguments.count)
        for argument in arguments {
            let value = argument.value(&activation)
            if value.isStuck { return value }
            values.append(value)
        }
        for candidate in candidates where candidate.accepts(values, activation) {
            return candidate.body.run(values, &activation).located(range)
        }
        return activation.noOverload(name, values, range)
    }
}

/// A call of a function that looks at more than its arguments, and says so even before these are evaluated: they decide nothing else. Or a
/// singular variable.
final class LookAround: Step {
    let call: any Step

    init(_ call: any Step) { self.call = call }

    func value(_ activation: inout Activation) -> Value {
        activation.looksAround = true
        return call.value(&activation)
    }

    func truth(_ activation: inout Activation) -> Truth {
        activation.looksAround = true
        return call.truth(&activation)
    }

    func content(_ activation: inout Activation) -> Content {
        activation.looksAround = true
        return call.content(&activation)
    }
}

extension Function.Body {
    /// Calls the function. The number of values is the one that a signature has.
    func run(_ values: [Value], _ activation: inout Activation) -> Value {
        switch self {
        case .none(let body): body()
        case .one(let body): body(values[0], &activation)
        case .two(let body): body(values[0], values[1], &activation)
        case .many(let body): body(values, &activation)
        }
    }
}

extension Activation {
    /// The failure of a call whose arguments no function takes.
    func noOverload(_ name: String, _ values: [Value], _ range: Range<Int>) -> Value {
        let types = values.map { typeName($0) }.joined(separator: ", ")
        return .error(Failure("no such overload: \(name)(\(types))", at: range))
    }

    /// Counts the steps that comparing a value may take.
    @inline(__always)
    mutating func spendForComparison(_ value: Value) -> Bool {
        switch value {
        case .list(let list): return spend(list.weight)
        case .map(let map): return spend(map.weight)
        case .string(let text): return spend(1 + text.utf8.count / 10)
        case .node: return spend(1 + (count(value) ?? 0))
        default: return spend(1)
        }
    }
}
