// What is done with values that may be absent, without making an optional where nobody keeps it.

/// `a.orValue(b)`, which looks at b only if it must.
final class OrValue: Step {
    private let optional: any Step
    private let alternative: any Step
    /// Whether something that is no optional is refused; else it is its own value.
    private let isStrict: Bool

    init(_ optional: any Step, _ alternative: any Step, isStrict: Bool) {
        (self.optional, self.alternative, self.isStrict) = (optional, alternative, isStrict)
    }

    func value(_ activation: inout Activation) -> Value {
        switch optional.content(&activation) {
        case .present(let value): value
        case .absent: alternative.value(&activation)
        case .neither(let value): isStrict && !value.isStuck ? .noSuchOverload : value
        }
    }
}

/// `a.or(b)`
final class OrOptional: OptionalStep {
    private let optional: any Step
    private let alternative: any Step
    private let isStrict: Bool

    init(_ optional: any Step, _ alternative: any Step, isStrict: Bool) {
        (self.optional, self.alternative, self.isStrict) = (optional, alternative, isStrict)
    }

    func content(_ activation: inout Activation) -> Content {
        switch optional.content(&activation) {
        case .present(let value): .present(value)
        case .absent: alternative.content(&activation)
        case .neither(let value): .neither(isStrict && !value.isStuck ? .noSuchOverload : value)
        }
    }
}

/// `a.hasValue()`
final class HasValue: Condition {
    private let optional: any Step
    private let range: Range<Int>

    init(_ optional: any Step, _ range: Range<Int>) { (self.optional, self.range) = (optional, range) }

    func truth(_ activation: inout Activation) -> Truth {
        switch optional.content(&activation) {
        case .present: .yes
        case .absent: .no
        case .neither(let value):
            activation.stick(value, Failure("no such overload: hasValue() takes an optional", at: range))
        }
    }
}

/// `optional.of(a)`
final class PresentOptional: OptionalStep {
    private let operand: any Step

    init(_ operand: any Step) { self.operand = operand }

    func content(_ activation: inout Activation) -> Content {
        let value = operand.value(&activation)
        return value.isStuck ? .neither(value) : .present(value)
    }
}

/// `a.optMap(x, body)` and `a.optFlatMap(x, body)`: the body sees the content of a present optional.
final class OptionalMap: OptionalStep {
    private let optional: any Step
    private let slot: Int
    private let body: any Step
    private let isFlat: Bool
    private let range: Range<Int>

    init(_ optional: any Step, _ slot: Int, _ body: any Step, isFlat: Bool, _ range: Range<Int>) {
        (self.optional, self.slot, self.body, self.isFlat, self.range) = (optional, slot, body, isFlat, range)
    }

    func content(_ activation: inout Activation) -> Content {
        switch optional.content(&activation) {
        case .absent: return .absent
        case .neither(let value):
            return .neither(value.isStuck ? value : .error(Failure("no such overload: not an optional value", at: range)))
        case .present(let value):
            activation.slots[slot] = value
            if isFlat { return body.content(&activation) }
            let result = body.value(&activation)
            return result.isStuck ? .neither(result) : .present(result)
        }
    }
}
