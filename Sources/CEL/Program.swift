/// A compiled expression, ready to be evaluated any number of times, on any number of threads.
public final class Program: Sendable {
    /// The expression as written.
    public let text: String
    /// What the checker knows of its results.
    public let type: CELType
    /// How many slots are variables of the environment that it was compiled in; its loop variables come after them.
    private let variableCount: Int
    private let slotCount: Int
    private let step: any Step
    /// What the text means, for whoever wants to know what it reads.
    let resolved: Expression

    /// Compiles an expression: parses, resolves names, checks types and plans the evaluation.
    ///
    /// - Parameter isTraced: whether evaluations tell the activation's observer each part's value; slower.
    public convenience init(_ text: String, in environment: CELEnvironment, isTraced: Bool = false) throws(CELError) {
        try self.init(text, in: environment, isChecked: true, isTraced: isTraced)
    }

    /// Compiles an expression, on request without checking types.
    package convenience init(
        _ text: String, in environment: CELEnvironment, isChecked: Bool, isTraced: Bool = false
    ) throws(CELError) {
        let parsed = try Parser.parse(text, environment.parserOptions)
        var resolver = Resolver(environment, isLenient: !isChecked)
        let resolved = try resolver.resolve(parsed)
        try self.init(
            text, resolved: resolved, type: isChecked ? try Checker.check(resolved, environment) : .dyn,
            slotCount: resolver.slotCount, in: environment, isChecked: isChecked, isTraced: isTraced)
    }

    /// Compiles an expression whose names are resolved.
    init(
        _ text: String, resolved: Expression, type: CELType, slotCount: Int, in environment: CELEnvironment, isChecked: Bool,
        isTraced: Bool
    ) throws(CELError) {
        step = try Planner(environment, isChecked: isChecked, isTraced: isTraced).plan(resolved)
        variableCount = environment.variables.count
        (self.text, self.type, self.slotCount, self.resolved) = (text, type, slotCount, resolved)
    }

    /// Evaluates the expression. A failure is a value, `.error`, from which `error(_:)` makes an error.
    public func evaluate(_ activation: inout Activation) -> Value {
        while activation.slots.count < slotCount { activation.slots.append(.null) }
        activation.stepsLeft = activation.stepLimit
        activation.trace = EvaluationTrace()
        let value = step.value(&activation)
        return activation.stepsLeft < 0 ? Activation.exhausted : value
    }

    /// The evaluation as part of another one: steps and trace go on, and what the other keeps in the slots of this one's loop variables
    /// stays as it is. They may be variables of the environment that were declared after this one was compiled.
    func evaluateInside(_ activation: inout Activation) -> Value {
        while activation.slots.count < slotCount { activation.slots.append(.null) }
        let outer = Array(activation.slots[variableCount..<slotCount])
        let value = step.value(&activation)
        activation.slots.replaceSubrange(variableCount..<slotCount, with: outer)
        return value
    }

    /// A value that is this program's result, computed when it is first asked for.
    public var deferred: Value { .deferred(DeferredValue { self.evaluateInside(&$0) }) }

    /// The same, and a failure is told in words that say which variable it came from.
    public func deferred(explaining explain: @escaping @Sendable (String) -> String) -> Value {
        .deferred(
            DeferredValue { activation in
                let value = self.evaluateInside(&activation)
                guard case .error(let failure) = value else { return value }
                return .failure(explain(failure.message))
            })
    }

    /// The error that a failed evaluation ended with; nil for other values.
    public func error(_ value: Value) -> CELError? {
        guard case .error(let failure) = value else { return nil }
        return CELError(failure.message, at: failure.range ?? 0..<text.utf8.count)
    }
}
