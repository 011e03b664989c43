import LinearRegex
import YAMLDocument

// Calls: which function is meant, and shapes of calls that are common enough for a way of their own.

extension Planner {
    func call(_ call: Expression.Call, _ range: Range<Int>) throws(CELError) -> Plan {
        let written = (call.target.map { [$0] } ?? []) + call.arguments
        var plans: [Plan] = []
        for argument in written { plans.append(try plan(argument)) }
        if let plan = try special(call, plans, range) { return plan }
        let functions = try candidates(for: call)
        let step = Self.step(functions, plans.map(\.step), named: call.function, range)
        guard !isTraced, plans.allSatisfy({ $0.constant != nil }) else { return .step(step) }
        return try folded(call, step)
    }

    /// The functions that a call may mean, by name, receiver, number of arguments and Kubernetes version.
    private func candidates(for call: Expression.Call) throws(CELError) -> [Function] {
        let functions = environment.functions[call.function].filter { function in
            environment.has(function.availability)
                && function.signatures.contains {
                    ($0.receiver != nil) == (call.target != nil) && $0.parameters.count == call.arguments.count
                }
        }
        guard !functions.isEmpty else {
            throw CELError(
                "found no matching overload for '\(call.function)' with \(call.arguments.count) arguments", at: call.nameRange)
        }
        return functions
    }

    /// Evaluates a call of constants now. Conversions that fail are errors of the expression, as in the API server; other failures
    /// stay for the evaluation, where they may be absorbed.
    private func folded(_ call: Expression.Call, _ step: @escaping Step) throws(CELError) -> Plan {
        var activation = Activation(environment)
        activation.stepsLeft = 100_000
        let value = step(&activation)
        guard case .error(let failure) = value else {
            if case .unknown = value { return .step(step) }
            return .constant(value)
        }
        let conversions: Set<String> = ["int", "uint", "double", "bool", "string", "bytes", "timestamp", "duration"]
        if conversions.contains(call.function) || (call.function == "format" && call.target != nil) {
            throw CELError(failure.message, at: failure.range ?? call.nameRange)
        }
        return .step(step)
    }

    // MARK: The general way

    private static func step(_ functions: [Function], _ arguments: [Step], named name: String, _ range: Range<Int>) -> Step {
        if functions.count == 1 {
            switch (functions[0].body, arguments.count) {
            case (.one(let body), 1) where functions[0].checksKinds == false:
                let first = arguments[0]
                return { activation in
                    let value = first(&activation)
                    if value.isStuck { return value }
                    guard activation.spend(1) else { return Activation.exhausted }
                    return body(value, &activation).located(range)
                }
            case (.two(let body), 2) where functions[0].checksKinds == false:
                let (first, second) = (arguments[0], arguments[1])
                return { activation in
                    let a = first(&activation)
                    if a.isStuck { return a }
                    let b = second(&activation)
                    if b.isStuck { return b }
                    guard activation.spend(1) else { return Activation.exhausted }
                    return body(a, b, &activation).located(range)
                }
            default: break
            }
        }
        return { activation in
            guard activation.spend(1 + arguments.count) else { return Activation.exhausted }
            var values: [Value] = []
            values.reserveCapacity(arguments.count)
            for argument in arguments {
                let value = argument(&activation)
                if value.isStuck { return value }
                values.append(value)
            }
            for function in functions where function.checksKinds == false || activation.accepts(function, values) {
                return function.body.run(values, &activation).located(range)
            }
            let types = values.map { activation.typeName($0) }.joined(separator: ", ")
            return .error(Failure("no such overload: \(name)(\(types))", at: range))
        }
    }

    // MARK: Special shapes

    private func special(_ call: Expression.Call, _ plans: [Plan], _ range: Range<Int>) throws(CELError) -> Plan? {
        switch (call.function, plans.count) {
        case ("_==_", 2): return equality(plans, isNegated: false)
        case ("_!=_", 2): return equality(plans, isNegated: true)
        case ("!_", 1):
            let operand = plans[0].step
            return .step { activation in
                let value = operand(&activation)
                guard case .bool(let bool) = value else {
                    return value.isStuck ? value : .error(Failure("no such overload: ! takes a boolean", at: range))
                }
                return .bool(!bool)
            }
        case ("orValue", 2) where call.target != nil, ("or", 2) where call.target != nil: return alternative(call, plans)
        case ("matches", 2), ("find", 2): return try constantRegex(call, plans, range)
        case ("@in", 2):
            guard case .list(let list)? = plans[1].constant else { return nil }
            return membership(plans[0].step, list)
        default: return nil
        }
    }

    private func equality(_ plans: [Plan], isNegated: Bool) -> Plan? {
        if plans.allSatisfy({ $0.constant != nil }) { return nil }
        let (left, right) = (plans[0].step, plans[1].step)
        if case .string(let text)? = plans[1].constant {
            let bytes = Array(text.utf8)
            return .step { activation in
                let value = left(&activation)
                if value.isStuck { return value }
                let equal = activation.withUTF8(value) { utf8 in
                    utf8.count == bytes.count && bytes.withUnsafeBufferPointer { $0.elementsEqual(utf8) }
                }
                return .bool((equal ?? false) != isNegated)
            }
        }
        return .step { activation in
            let a = left(&activation)
            if a.isStuck { return a }
            let b = right(&activation)
            if b.isStuck { return b }
            guard activation.spendForComparison(a) else { return Activation.exhausted }
            return .bool(activation.areEqual(a, b) != isNegated)
        }
    }

    /// `a.or(b)` and `a.orValue(b)`, which look at b only if they must. Something that is no optional is its own value, as in
    /// Kubernetes up to 1.36, on which published policies rely.
    private func alternative(_ call: Expression.Call, _ plans: [Plan]) -> Plan {
        let (left, right) = (plans[0].step, plans[1].step)
        let unwraps = call.function == "orValue"
        // Up to 1.36 a value that is no optional stands for itself, and published policies rely on it.
        let isStrict = environment.kubernetesMinor.map { $0 >= 37 } ?? false
        return .step { activation in
            let value = left(&activation)
            guard case .optional(let optional) = value else { return isStrict && !value.isStuck ? .noSuchOverload : value }
            guard let content = optional.content else { return right(&activation) }
            return unwraps ? content : value
        }
    }

    private func constantRegex(_ call: Expression.Call, _ plans: [Plan], _ range: Range<Int>) throws(CELError) -> Plan? {
        guard case .string(let pattern)? = plans[1].constant, call.function == "matches" || call.target != nil else { return nil }
        let regex: LinearRegex
        do {
            regex = try LinearRegex(pattern)
        } catch {
            // Only a literal is refused beforehand; what is computed fails when it is used.
            guard case .literal? = call.arguments.last?.kind else { return nil }
            throw CELError("'\(pattern)' is no regular expression: \(error.description)", at: call.arguments.last?.range ?? range)
        }
        guard call.function == "matches", plans[0].constant == nil else { return nil }
        let subject = plans[0].step
        return .step { activation in
            let value = subject(&activation)
            if value.isStuck { return value }
            guard let result = activation.withUTF8(value, { (regex.matches($0), $0.count) }) else {
                return .error(Failure("no such overload: matches() takes a string", at: range))
            }
            guard activation.spend(1 + result.1 / 10) else { return Activation.exhausted }
            return .bool(result.0)
        }
    }

    private func membership(_ element: @escaping Step, _ list: ListValue) -> Plan {
        let cost = list.elements.count / 8 + 1
        return .step { activation in
            let value = element(&activation)
            if value.isStuck { return value }
            guard activation.spend(cost) else { return Activation.exhausted }
            for candidate in list.elements where activation.areEqual(candidate, value) { return .bool(true) }
            return .bool(false)
        }
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
    /// Whether one of a function's signatures takes these values.
    func accepts(_ function: Function, _ values: [Value]) -> Bool {
        function.signatures.contains { signature in
            let types = signature.all
            return types.count == values.count && zip(types, values).allSatisfy { isValue($1, of: $0) }
        }
    }

    private func isValue(_ value: Value, of type: CELType) -> Bool {
        switch (type, value) {
        case (.dyn, _), (.parameter, _), (.unsolved, _), (.null, .null), (.bool, .bool), (.int, .int), (.uint, .uint),
            (.double, .double),
            (.bytes, .bytes), (.string, .string), (.timestamp, .timestamp), (.duration, .duration), (.optional, .optional),
            (.type, .type),
            (.list, .list), (.map, .map):
            return true
        case (.wrapper(let inner), _):
            if case .null = value { return true }
            return isValue(value, of: inner)
        case (.string, .node(let reference)): return kind(reference) == .string || kind(reference) == .timestamp
        case (.list, .node(let reference)): return kind(reference) == .sequence
        case (.map, .node(let reference)), (.object, .node(let reference)): return kind(reference) == .mapping
        case (.object, .map): return true
        case (.opaque(let name, _), .library(let box)): return box.content.typeName == name
        default: return false
        }
    }

    /// Counts the steps that comparing a value may take.
    mutating func spendForComparison(_ value: Value) -> Bool {
        switch value {
        case .list(let list): return spend(1 + list.elements.count)
        case .map(let map): return spend(1 + map.entries.count)
        case .string(let text): return spend(1 + text.utf8.count / 10)
        case .node: return spend(1 + (count(value) ?? 0))
        default: return spend(1)
        }
    }
}
