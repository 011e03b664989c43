import YAMLDocument

// Conditions: and, or, not, ?:, and the binding of names.

/// `&&` and `||`: an operand that settles the result wins over others that fail, on whichever side.
final class Logical: Condition {
    private let operands: [any Step]
    private let settling: Bool

    init(_ operands: [any Step], settledBy settling: Bool) { (self.operands, self.settling) = (operands, settling) }

    func truth(_ activation: inout Activation) -> Truth {
        var position = 0
        while position < operands.count {
            let truth = operands[position].truth(&activation)
            position += 1
            switch truth {
            case .yes: if settling { return .yes }
            case .no: if !settling { return .no }
            case .neither: return remainder(from: position, &activation)
            }
        }
        return Truth(!settling)
    }

    /// What comes of the operands after one without a truth: one of them may still settle it.
    private func remainder(from start: Int, _ activation: inout Activation) -> Truth {
        var stuck = activation.stuck.asOperand(settling)
        for operand in operands[start...] {
            switch operand.truth(&activation) {
            case .yes: if settling { return .yes }
            case .no: if !settling { return .no }
            case .neither: stuck = stuck.orMoreSevere(activation.stuck.asOperand(settling))
            }
        }
        activation.stuck = stuck
        return .neither
    }
}

/// `a && b` and `a || b`, the usual case: to take an operand out of a list counts its references.
final class LogicalPair: Condition {
    private let left: any Step
    private let right: any Step
    private let settling: Bool

    init(_ left: any Step, _ right: any Step, settledBy settling: Bool) {
        (self.left, self.right, self.settling) = (left, right, settling)
    }

    func truth(_ activation: inout Activation) -> Truth {
        switch left.truth(&activation) {
        case .yes: settling ? .yes : second(&activation)
        case .no: settling ? second(&activation) : .no
        case .neither: remainder(&activation)
        }
    }

    /// What comes of the second operand after a first that has not settled it.
    @inline(__always)
    private func second(_ activation: inout Activation) -> Truth {
        let truth = right.truth(&activation)
        if case .neither = truth { activation.stuck = activation.stuck.asOperand(settling) }
        return truth
    }

    /// What comes of the second operand after one without a truth: it may still settle it.
    private func remainder(_ activation: inout Activation) -> Truth {
        let stuck = activation.stuck.asOperand(settling)
        switch right.truth(&activation) {
        case .yes where settling: return .yes
        case .no where !settling: return .no
        case .yes, .no: activation.stuck = stuck
        case .neither: activation.stuck = stuck.orMoreSevere(activation.stuck.asOperand(settling))
        }
        return .neither
    }
}

extension Value {
    /// A value that is no boolean as an operand of `||` or `&&`: a failure if it is none yet.
    fileprivate func asOperand(_ settling: Bool) -> Value {
        isStuck ? self : .failure("no such overload: \(settling ? "||" : "&&") takes two booleans")
    }

    /// Of two operands without a truth, the unknown one decides: it might have settled the matter.
    func orMoreSevere(_ other: Value) -> Value {
        if case .unknown = other { other } else { self }
    }
}

/// `!x`
final class Negation: Condition {
    private let operand: any Step
    private let range: Range<Int>

    init(_ operand: any Step, _ range: Range<Int>) { (self.operand, self.range) = (operand, range) }

    func truth(_ activation: inout Activation) -> Truth {
        switch operand.truth(&activation) {
        case .yes: .no
        case .no: .yes
        case .neither:
            activation.stick(activation.stuck, Failure("no such overload: ! takes a boolean", at: range))
        }
    }
}

/// `condition ? yes : no`
final class Conditional: Step {
    private let condition: any Step
    private let yes: any Step
    private let no: any Step
    private let range: Range<Int>

    init(_ condition: any Step, _ yes: any Step, _ no: any Step, _ range: Range<Int>) {
        (self.condition, self.yes, self.no, self.range) = (condition, yes, no, range)
    }

    func value(_ activation: inout Activation) -> Value {
        switch condition.truth(&activation) {
        case .yes: return yes.value(&activation)
        case .no: return no.value(&activation)
        case .neither:
            note(&activation)
            return activation.stuck
        }
    }

    func truth(_ activation: inout Activation) -> Truth {
        switch condition.truth(&activation) {
        case .yes: return yes.truth(&activation)
        case .no: return no.truth(&activation)
        case .neither:
            note(&activation)
            return .neither
        }
    }

    func content(_ activation: inout Activation) -> Content {
        switch condition.truth(&activation) {
        case .yes: return yes.content(&activation)
        case .no: return no.content(&activation)
        case .neither:
            note(&activation)
            return .neither(activation.stuck)
        }
    }

    private func note(_ activation: inout Activation) {
        _ = activation.stick(activation.stuck, Failure("no such overload: ?: takes a boolean", at: range))
    }
}

/// `cel.bind(name, value, body)`
final class Binding: Step {
    private let slot: Int
    private let bound: any Step
    private let body: any Step

    init(_ slot: Int, _ bound: any Step, _ body: any Step) { (self.slot, self.bound, self.body) = (slot, bound, body) }

    func value(_ activation: inout Activation) -> Value {
        activation.slots[slot] = bound.value(&activation)
        return body.value(&activation)
    }

    func truth(_ activation: inout Activation) -> Truth {
        activation.slots[slot] = bound.value(&activation)
        return body.truth(&activation)
    }

    func content(_ activation: inout Activation) -> Content {
        activation.slots[slot] = bound.value(&activation)
        return body.content(&activation)
    }
}

/// A variable or a loop variable.
final class VariableStep: Step {
    let slot: Int
    private let name: String

    init(_ slot: Int, _ name: String) { (self.slot, self.name) = (slot, name) }

    @inline(__always)
    func value(_ activation: inout Activation) -> Value {
        let value = activation.slots[slot]
        if case .deferred(let deferred) = value { return evaluate(deferred, &activation) }
        return value
    }

    private func evaluate(_ deferred: DeferredValue, _ activation: inout Activation) -> Value {
        // A variable that asks for itself gets this failure instead of running forever.
        activation.slots[slot] = .failure("the variable '\(name)' depends on itself")
        let result = deferred.evaluate(&activation)
        activation.slots[slot] = result
        return result
    }
}

/// A name that means nothing, in an expression that is not checked.
final class FailingStep: Step {
    private let failure: Failure

    init(_ failure: Failure) { self.failure = failure }

    func value(_ activation: inout Activation) -> Value { .error(failure) }
}
