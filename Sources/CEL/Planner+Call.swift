import LinearRegex
import YAMLDocument

// Calls: which function is meant, and shapes of calls that are common enough for a step of their own.

extension Planner {
    func call(_ call: Expression.Call, _ range: Range<Int>) throws(CELError) -> any Step {
        var steps: [any Step] = []
        if let target = call.target { steps.append(try plan(target)) }
        for argument in call.arguments { steps.append(try plan(argument)) }
        // See `CELEnvironment.Variable.isSingular`.
        if call.function == "matches", let step = (steps[0] as? LookAround)?.call as? VariableStep { steps[0] = step }
        if let step = try special(call, steps, range) { return step }
        let candidates = try candidates(for: call)
        if candidates.count == 1, steps.count == 2, steps[0].constant == nil, let constant = steps[1].constant,
            let body = environment.functions[call.function].first?.fixed?(constant)
        {
            return UnaryCall(call.function, Candidate(body), body, steps[0], range)
        }
        let step = Self.step(candidates, steps, named: call.function, range)
        if environment.functions[call.function].contains(where: { $0.view == .around }) { return LookAround(step) }
        guard !isTraced, steps.allSatisfy({ $0.constant != nil }) else { return step }
        return try folded(call, step)
    }

    /// The functions that a call may mean, by name, receiver, number of arguments and Kubernetes version.
    private func candidates(for call: Expression.Call) throws(CELError) -> [Candidate] {
        let functions = environment.functions[call.function].filter { function in
            environment.has(function.availability)
                && function.overloads.take(call.arguments.count, isMethod: call.target != nil)
        }
        guard !functions.isEmpty else {
            throw CELError(
                "found no matching overload for '\(call.function)' with \(call.arguments.count) arguments", at: call.nameRange)
        }
        let count = call.arguments.count + (call.target == nil ? 0 : 1)
        return functions.map { Candidate($0, count: count) }
    }

    /// Evaluates a call of constants now. Conversions that fail are errors of the expression, as in the API server; other failures
    /// stay for the evaluation, where they may be absorbed.
    private func folded(_ call: Expression.Call, _ step: any Step) throws(CELError) -> any Step {
        var activation = Activation(environment)
        activation.stepsLeft = 100_000
        let value = step.value(&activation)
        guard case .error(let failure) = value else {
            if case .unknown = value { return step }
            return Constant(value)
        }
        let conversions: Set<String> = ["int", "uint", "double", "bool", "string", "bytes", "timestamp", "duration"]
        if conversions.contains(call.function) || (call.function == "format" && call.target != nil) {
            throw CELError(failure.message, at: failure.range ?? call.nameRange)
        }
        return step
    }

    private static func step(
        _ candidates: [Candidate], _ arguments: [any Step], named name: String, _ range: Range<Int>
    ) -> any Step {
        if candidates.count == 1 {
            switch (candidates[0].body, arguments.count) {
            case (.one(let body), 1): return UnaryCall(name, candidates[0], body, arguments[0], range)
            case (.two(let body), 2): return BinaryCall(name, candidates[0], body, arguments[0], arguments[1], range)
            default: break
            }
        }
        return GeneralCall(name, candidates, arguments, range)
    }

    // MARK: Special shapes

    /// Whether `or` and `orValue` refuse what is no optional. Up to 1.36 such a value stands for itself, and published policies rely
    /// on it.
    private var needsOptionals: Bool { environment.kubernetesMinor.map { $0 >= 37 } ?? false }

    private func special(
        _ call: Expression.Call, _ steps: [any Step], _ range: Range<Int>
    ) throws(CELError) -> (any Step)? {
        let isMethod = call.target != nil
        switch (call.function, steps.count) {
        case ("_==_", 2): return equality(steps, isNegated: false)
        case ("_!=_", 2): return equality(steps, isNegated: true)
        case ("!_", 1): return Negation(steps[0], range)
        case ("orValue", 2) where isMethod: return OrValue(steps[0], steps[1], isStrict: needsOptionals)
        case ("or", 2) where isMethod: return OrOptional(steps[0], steps[1], isStrict: needsOptionals)
        case ("hasValue", 1) where isMethod && environment.has(.optionals): return HasValue(steps[0], range)
        case ("optional.of", 1) where environment.has(.optionals): return PresentOptional(steps[0])
        case ("matches", 2), ("find", 2): return try constantRegex(call, steps, range)
        case ("contains", 2), ("startsWith", 2), ("endsWith", 2):
            guard isMethod, case .string(let part)? = steps[1].constant, steps[0].constant == nil else { return nil }
            return TextTest(call.function, steps[0], part, range)
        case ("@in", 2):
            guard case .list(let list)? = steps[1].constant else { return nil }
            let texts = list.elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
            return texts.count == list.elements.count ? TextMembership(steps[0], texts) : Membership(steps[0], list)
        default: return nil
        }
    }

    private func equality(_ steps: [any Step], isNegated: Bool) -> (any Step)? {
        if steps.allSatisfy({ $0.constant != nil }) { return nil }
        if case .string(let text)? = steps[1].constant { return TextEquality(steps[0], text, isNegated: isNegated) }
        if case .string(let text)? = steps[0].constant { return TextEquality(steps[1], text, isNegated: isNegated) }
        return Equality(steps[0], steps[1], isNegated: isNegated)
    }

    private func constantRegex(
        _ call: Expression.Call, _ steps: [any Step], _ range: Range<Int>
    ) throws(CELError) -> (any Step)? {
        guard case .string(let pattern)? = steps[1].constant, call.function == "matches" || call.target != nil else { return nil }
        if isChecked {
            do {
                try LinearRegex.check(pattern)
            } catch {
                // Only a literal is refused beforehand; what is computed fails when it is used.
                guard case .literal? = call.arguments.last?.kind else { return nil }
                throw CELError(
                    "'\(pattern)' is no regular expression: \(error.description)", at: call.arguments.last?.range ?? range)
            }
        }
        guard call.function == "matches", steps[0].constant == nil else { return nil }
        return PatternMatch(steps[0], pattern, range)
    }
}
