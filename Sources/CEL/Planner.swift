import LinearRegex
import YAMLDocument

/// A part of an evaluation: gives the value of one part of an expression.
typealias Step = @Sendable (inout Activation) -> Value

/// How one part of an expression is evaluated.
enum Plan: Sendable {
    case constant(Value)
    case step(Step)

    /// The evaluation, also of a constant.
    var step: Step {
        switch self {
        case .constant(let value): { _ in value }
        case .step(let step): step
        }
    }

    var constant: Value? {
        if case .constant(let value) = self { value } else { nil }
    }
}

/// Turns an expression into closures, one for each part, with everything decided that can be decided before the values are known:
/// slots, keys with their hashes, constants, regular expressions, and which function a call means.
struct Planner {
    let environment: CELEnvironment
    let isTraced: Bool

    init(_ environment: CELEnvironment, isTraced: Bool) { (self.environment, self.isTraced) = (environment, isTraced) }

    /// How a part is evaluated.
    func plan(_ expression: Expression) throws(CELError) -> Plan {
        let plan = try untraced(expression)
        guard isTraced else { return plan }
        let step = plan.step
        let range = expression.range
        return .step { activation in
            let value = step(&activation)
            activation.observer?(range, value)
            return value
        }
    }

    private func untraced(_ expression: Expression) throws(CELError) -> Plan {
        switch expression.kind {
        case .literal(let literal): return .constant(Value(literal))
        case .typeName(let type): return .constant(.type(type.runtimeName))
        case .undeclared(let name):
            let failure = Value.error(Failure("undeclared reference to '\(name)'", at: expression.range))
            return .step { _ in failure }
        case .identifier(let name, _): throw CELError("undeclared reference to '\(name)'", at: expression.range)
        case .variable(let variable): return variablePlan(variable)
        case .select(let operand, let field): return try select(operand, field, expression.range)
        case .has(let operand, let field): return try has(operand, field)
        case .index(let operand, let index, let isOptional): return try self.index(operand, index, isOptional, expression.range)
        case .call(let call): return try self.call(call, expression.range)
        case .and(let operands): return try logical(operands, settledBy: false)
        case .or(let operands): return try logical(operands, settledBy: true)
        case .conditional(let condition, let yes, let no): return try conditional(condition, yes, no)
        case .list(let elements): return try list(elements)
        case .map(let entries): return try map(entries)
        case .comprehension(let loop): return try comprehension(loop, expression.range)
        case .bind(let variable, let value, let body):
            let (value, body) = (try plan(value).step, try plan(body).step)
            let slot = variable.slot
            return .step { activation in
                activation.slots[slot] = value(&activation)
                return body(&activation)
            }
        }
    }

    private func variablePlan(_ variable: Expression.Variable) -> Plan {
        let slot = variable.slot
        return .step { activation in
            let value = activation.slots[slot]
            guard case .deferred(let deferred) = value else { return value }
            // A variable that asks for itself gets this failure instead of running forever.
            activation.slots[slot] = .failure("the variable '\(variable.name)' depends on itself")
            let result = deferred.evaluate(&activation)
            activation.slots[slot] = result
            return result
        }
    }

    // MARK: Logic

    /// `&&` and `||`: an operand that settles the result wins over others that fail, on whichever side.
    private func logical(_ operands: [Expression], settledBy settling: Bool) throws(CELError) -> Plan {
        var steps: [Step] = []
        for operand in operands { steps.append(try plan(operand).step) }
        let name = settling ? "||" : "&&"
        let all = steps
        return .step { activation in
            var stuck: Value?
            for step in all {
                let value = step(&activation)
                if case .bool(let bool) = value {
                    if bool == settling { return value }
                } else {
                    stuck = Self.moreSevere(
                        stuck, value.isStuck ? value : .failure("no such overload: \(name) takes two booleans"))
                }
            }
            return stuck ?? .bool(!settling)
        }
    }

    /// Of two operands without a value, the unknown one decides: it might have settled the matter.
    static func moreSevere(_ first: Value?, _ second: Value) -> Value {
        if case .unknown = second { return second }
        return first ?? second
    }

    private func conditional(_ condition: Expression, _ yes: Expression, _ no: Expression) throws(CELError) -> Plan {
        let range = condition.range
        let (condition, yes, no) = (try plan(condition).step, try plan(yes).step, try plan(no).step)
        return .step { activation in
            let value = condition(&activation)
            guard case .bool(let bool) = value else {
                return value.isStuck ? value : .error(Failure("no such overload: ?: takes a boolean", at: range))
            }
            return bool ? yes(&activation) : no(&activation)
        }
    }

    // MARK: Literals

    private func list(_ elements: [Expression.Element]) throws(CELError) -> Plan {
        var plans: [(plan: Plan, isOptional: Bool, range: Range<Int>)] = []
        for element in elements { plans.append((try plan(element.value), element.isOptional, element.value.range)) }
        if plans.allSatisfy({ $0.plan.constant != nil && !$0.isOptional }) {
            return .constant(.list(plans.compactMap(\.plan.constant)))
        }
        let steps = plans.map { (step: $0.plan.step, isOptional: $0.isOptional, range: $0.range) }
        return .step { activation in
            guard activation.spend(10 + steps.count) else { return Activation.exhausted }
            var result: [Value] = []
            result.reserveCapacity(steps.count)
            for (step, isOptional, range) in steps {
                let value = step(&activation)
                if value.isStuck { return value }
                guard isOptional else {
                    result.append(value)
                    continue
                }
                guard case .optional(let optional) = value else {
                    return .error(Failure("'?' takes an optional value", at: range))
                }
                if let content = optional.content { result.append(content) }
            }
            return .list(result)
        }
    }

    private func map(_ entries: [Expression.Entry]) throws(CELError) -> Plan {
        var steps: [(key: Step, value: Step, isOptional: Bool, range: Range<Int>)] = []
        for entry in entries {
            steps.append((try plan(entry.key).step, try plan(entry.value).step, entry.isOptional, entry.value.range))
        }
        let all = steps
        return .step { activation in
            guard activation.spend(30 + all.count) else { return Activation.exhausted }
            var result: [(MapKey, key: Value, value: Value)] = []
            for (keyStep, valueStep, isOptional, range) in all {
                let key = keyStep(&activation)
                if key.isStuck { return key }
                var value = valueStep(&activation)
                if value.isStuck { return value }
                if isOptional {
                    guard case .optional(let optional) = value else {
                        return .error(Failure("'?' takes an optional value", at: range))
                    }
                    guard let content = optional.content else { continue }
                    value = content
                }
                result.append((activation.mapKey(key), key, value))
            }
            return .map(MapValue(result))
        }
    }
}

extension Value {
    init(_ literal: Expression.Literal) {
        self =
            switch literal {
            case .null: .null
            case .bool(let value): .bool(value)
            case .int(let value): .int(value)
            case .uint(let value): .uint(value)
            case .double(let value): .double(value)
            case .string(let value): .string(value)
            case .bytes(let value): .bytes(value)
            }
    }

    /// The value, with the place of a failure that has none yet.
    @inline(__always)
    func located(_ range: Range<Int>) -> Value {
        guard case .error(let failure) = self, failure.range == nil else { return self }
        return .error(Failure(failure.message, at: range))
    }
}
