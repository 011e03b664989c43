import LinearRegex
import YAMLDocument

/// Turns an expression into steps, one for each part, with everything decided that can be decided before the values are known: slots,
/// keys with their hashes, constants, and which function a call means.
struct Planner {
    let environment: CELEnvironment
    /// Whether literals must be looked at that only some functions take, such as patterns.
    let isChecked: Bool
    let isTraced: Bool

    init(_ environment: CELEnvironment, isChecked: Bool, isTraced: Bool) {
        (self.environment, self.isChecked, self.isTraced) = (environment, isChecked, isTraced)
    }

    /// How a part is evaluated.
    func plan(_ expression: Expression) throws(CELError) -> any Step {
        let step = try untraced(expression)
        return isTraced ? TracedStep(step, expression.range) : step
    }

    private func untraced(_ expression: Expression) throws(CELError) -> any Step {
        switch expression.kind {
        case .literal(let literal): return Constant(Value(literal))
        case .typeName(let type): return Constant(.type(type.runtimeName))
        case .undeclared(let name):
            return FailingStep(Failure("undeclared reference to '\(name)'", at: expression.range))
        case .identifier(let name, _): throw CELError("undeclared reference to '\(name)'", at: expression.range)
        case .variable(let variable):
            let step = VariableStep(variable.slot, variable.name)
            return environment.isSingular(expression) ? LookAround(step) : step
        case .select: return try fieldPath(expression)
        case .has(let operand, let field):
            return HasField(try plan(operand), FieldPath.Link(Key(field.name), operand.range))
        case .index(let operand, let index, let isOptional): return try self.index(operand, index, isOptional, expression.range)
        case .call(let call): return try self.call(call, expression.range)
        case .and(let operands): return logical(try each(operands), settledBy: false)
        case .or(let operands): return logical(try each(operands), settledBy: true)
        case .conditional(let condition, let yes, let no):
            return Conditional(try plan(condition), try plan(yes), try plan(no), condition.range)
        case .list(let elements): return try list(elements)
        case .map(let entries): return try map(entries)
        case .comprehension(let loop): return try comprehension(loop, expression.range)
        case .bind(let variable, let value, let body): return Binding(variable.slot, try plan(value), try plan(body))
        }
    }

    private func logical(_ operands: [any Step], settledBy settling: Bool) -> any Step {
        operands.count == 2
            ? LogicalPair(operands[0], operands[1], settledBy: settling) : Logical(operands, settledBy: settling)
    }

    private func each(_ operands: [Expression]) throws(CELError) -> [any Step] {
        var steps: [any Step] = []
        for operand in operands { steps.append(try plan(operand)) }
        return steps
    }

    // MARK: Selections

    /// A chain of fields becomes one step; where steps are traced, each field is one.
    private func fieldPath(_ expression: Expression) throws(CELError) -> FieldPath {
        var links: [FieldPath.Link] = []
        // How many links come after the first optional one, that one included.
        var optionalCount = 0
        var base = expression
        while case .select(let operand, let field) = base.kind, links.isEmpty || !isTraced {
            links.append(FieldPath.Link(Key(field.name), base.range))
            if field.isOptional { optionalCount = links.count }
            base = operand
        }
        links.reverse()
        return FieldPath(try plan(base), links, plainCount: links.count - optionalCount)
    }

    private func index(
        _ operand: Expression, _ index: Expression, _ isOptional: Bool, _ range: Range<Int>
    ) throws(CELError) -> any Step {
        let (operand, index) = (try plan(operand), try plan(index))
        if case .string(let text)? = index.constant {
            return KeyIndex(operand, FieldPath.Link(Key(text), range), isOptional: isOptional)
        }
        // A key that nothing can have is refused beforehand, as by the reference, so that nothing absorbs the failure.
        if let constant = index.constant, !constant.mayBeKey {
            throw CELError("unsupported key type: \(Activation(environment).typeName(constant))", at: range)
        }
        return Index(operand, index, isOptional: isOptional, range)
    }

    // MARK: Literals

    private func list(_ elements: [Expression.Element]) throws(CELError) -> any Step {
        var steps: [ListLiteral.Element] = []
        for element in elements {
            steps.append(.init(step: try plan(element.value), isOptional: element.isOptional, range: element.value.range))
        }
        if steps.allSatisfy({ !$0.isOptional && $0.step.constant != nil }) {
            return Constant(.list(steps.compactMap(\.step.constant)))
        }
        return ListLiteral(steps)
    }

    private func map(_ entries: [Expression.Entry]) throws(CELError) -> any Step {
        var steps: [MapLiteral.Entry] = []
        for entry in entries {
            steps.append(
                .init(
                    key: try plan(entry.key), value: try plan(entry.value), isOptional: entry.isOptional,
                    range: entry.value.range))
        }
        return MapLiteral(steps)
    }

    // MARK: Macros

    private func comprehension(_ loop: Expression.Comprehension, _ range: Range<Int>) throws(CELError) -> any Step {
        let elements = Elements(try plan(loop.range), loop.variables, loop.range.range)
        let filter: ElementCondition? =
            if let filter = loop.filter { ElementCondition(try plan(filter), range) } else { nil }
        let body = try plan(loop.body)
        let condition = ElementCondition(body, loop.body.range)
        switch loop.macro {
        case .all: return Quantifier(elements, condition, settledBy: false)
        case .exists: return Quantifier(elements, condition, settledBy: true)
        case .existsOne: return ExistsOne(elements, condition)
        case .filter: return Filter(elements, condition)
        case .map, .transformList: return MapElements(elements, filter, body)
        case .optMap: return OptionalMap(elements.range, elements.first, body, isFlat: false, elements.place)
        case .optFlatMap: return OptionalMap(elements.range, elements.first, body, isFlat: true, elements.place)
        case .transformMap: return TransformMap(elements, filter, isEntry: false, body, range)
        case .transformMapEntry: return TransformMap(elements, filter, isEntry: true, body, range)
        case .sortBy: return SortBy(elements, body, range)
        }
    }
}

extension Value {
    /// Whether it may be an index or the key of a map; what is not known may.
    fileprivate var mayBeKey: Bool {
        switch self {
        case .bool, .int, .uint, .double, .string, .node, .unknown, .error, .deferred: true
        case .null, .bytes, .list, .map, .duration, .timestamp, .type, .optional, .library: false
        }
    }

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
        return .error(Failure(failure.reason, at: range))
    }
}
