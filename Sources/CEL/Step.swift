/// A part of an expression, ready to be evaluated: what the planner makes of one part of the syntax tree.
///
/// The three questions have the same answer in three forms. Whoever evaluates a part asks the one that it needs, so that a condition
/// makes no `Value`, and a field that may be absent no optional. A step answers the one that suits it; the others follow.
///
/// Steps are classes and not closures: a call of a step counts no references, where one of a closure does for its context.
protocol Step: AnyObject, Sendable {
    /// The value of the part.
    func value(_ activation: inout Activation) -> Value
    /// Whether the value is true.
    func truth(_ activation: inout Activation) -> Truth
    /// What is in the optional that the value is.
    func content(_ activation: inout Activation) -> Content
    /// The value, if it is known before any evaluation.
    var constant: Value? { get }
}

/// A value as a condition sees it.
enum Truth {
    case no, yes
    /// The value is no boolean; `Activation.stuck` has it.
    case neither

    @inline(__always)
    init(_ value: Bool) { self = value ? .yes : .no }
}

/// A value as somebody sees it who wants the content of an optional.
enum Content {
    case present(Value)
    case absent
    /// The value is no optional.
    case neither(Value)
}

extension Step {
    func truth(_ activation: inout Activation) -> Truth {
        let value = value(&activation)
        if case .bool(let bool) = value { return Truth(bool) }
        activation.stuck = value
        return .neither
    }

    func content(_ activation: inout Activation) -> Content { Content(value(&activation)) }

    var constant: Value? { nil }
}

extension Content {
    init(_ value: Value) {
        guard case .optional(let optional) = value else {
            self = .neither(value)
            return
        }
        self = optional.content.map { .present($0) } ?? .absent
    }
}

/// A step whose value is a boolean unless something fails.
protocol Condition: Step {}

extension Condition {
    func value(_ activation: inout Activation) -> Value {
        switch truth(&activation) {
        case .yes: .bool(true)
        case .no: .bool(false)
        case .neither: activation.stuck
        }
    }
}

/// A step whose value is an optional unless something fails.
protocol OptionalStep: Step {}

extension OptionalStep {
    func value(_ activation: inout Activation) -> Value {
        switch content(&activation) {
        case .present(let value): .some(value)
        case .absent: .none
        case .neither(let value): value
        }
    }
}

/// A value that is known when the expression is planned.
final class Constant: Step {
    private let known: Value

    init(_ value: Value) { known = value }

    func value(_ activation: inout Activation) -> Value { known }

    var constant: Value? { known }
}

/// Any step, after which the activation's observer learns the value.
final class TracedStep: Step {
    private let step: any Step
    private let range: Range<Int>

    init(_ step: any Step, _ range: Range<Int>) { (self.step, self.range) = (step, range) }

    func value(_ activation: inout Activation) -> Value {
        let value = step.value(&activation)
        activation.observer?(range, value)
        return value
    }
}

extension Activation {
    /// Notes a value that is no boolean where one is due: a failure or an unknown value as it is, another as a failure.
    mutating func stick(_ value: Value, _ problem: @autoclosure () -> Failure) -> Truth {
        stuck = value.isStuck ? value : .error(problem())
        return .neither
    }
}
