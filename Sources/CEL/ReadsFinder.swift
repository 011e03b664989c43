/// Goes through an expression and notes which parts of its variables decide its value.
///
/// Each part of the expression tells where its value may come from, and whoever uses the value notes how much of it counts: a loop
/// the outline of a list, a comparison all of a field. A value that nobody uses decides nothing.
struct ReadsFinder {
    private let environment: CELEnvironment
    /// Where the values of variables come from, by slot.
    private var known: [Int: ValueSource]
    private(set) var reads = Reads()

    init(_ environment: CELEnvironment, _ known: [Int: ValueSource]) {
        (self.environment, self.known) = (environment, known)
    }

    /// Where the value of an expression may come from.
    mutating func visit(_ expression: Expression) -> ValueSource {
        switch expression.kind {
        case .literal(.string(let text)): return ValueSource(text: text)
        case .literal, .typeName, .undeclared, .identifier: return ValueSource()
        case .variable(let variable):
            if let source = known[variable.slot] { return source }
            guard variable.slot < environment.variables.count else { return ValueSource() }
            if environment.variables[variable.slot].isSingular {
                reads.lookAround()
                return ValueSource()
            }
            return ValueSource(places: [Reads.Path(slot: variable.slot)])
        case .select(let operand, let field): return visit(operand).field(field.name)
        case .has(let operand, let field):
            reads.insert(visit(operand).field(field.name), .presence)
            return ValueSource()
        case .index(let operand, let index, _): return visit(operand, at: index)
        case .call(let call): return visit(call)
        case .and(let operands), .or(let operands):
            for operand in operands { use(operand, .whole) }
            return ValueSource()
        case .conditional(let condition, let yes, let no):
            use(condition, .whole)
            return visit(yes).union(visit(no))
        case .list(let elements):
            let sources = elements.map { use($0.value, .presence) }
            // What may be left out moves what follows.
            return elements.contains(where: \.isOptional) ? ValueSource(elements: sources) : ValueSource(tuple: sources)
        case .map(let entries):
            for entry in entries {
                use(entry.key, .whole)
                use(entry.value, .whole)
            }
            return ValueSource()
        case .comprehension(let loop): return visit(loop)
        case .bind(let variable, let value, let body):
            known[variable.slot] = visit(value)
            return visit(body)
        }
    }

    /// Notes what somebody wants to know of a value.
    @discardableResult
    private mutating func use(_ expression: Expression, _ extent: Reads.Extent) -> ValueSource {
        let source = visit(expression)
        reads.insert(source, extent)
        return source
    }

    private mutating func visit(_ operand: Expression, at index: Expression) -> ValueSource {
        if case .literal(.int(let position)) = index.kind {
            let source = use(operand, .outline)
            return source.element(at: position).union(source.value)
        }
        let names = use(index, .whole).texts
        guard !names.isEmpty else {
            // Of what is always the same the value is, whatever the key.
            let map = use(operand, .whole)
            return map.places.isEmpty ? map.value : ValueSource()
        }
        let map = visit(operand)
        return names.dropFirst().reduce(map.field(names[names.startIndex])) { $0.union(map.field($1)) }
    }

    // MARK: Loops

    private mutating func visit(_ loop: Expression.Comprehension) -> ValueSource {
        let range = visit(loop.range)
        if loop.macro == .optMap || loop.macro == .optFlatMap {
            reads.insert(range, .presence)
            known[loop.variables[0].slot] = range
            return use(loop.body, .presence)
        }
        if loop.variables.count == 1 {
            // The keys of a map are in its outline.
            reads.insert(range, .outline)
            known[loop.variables[0].slot] = range.element
        } else {
            reads.insert(range, .whole)
            for variable in loop.variables { known[variable.slot] = ValueSource() }
        }
        if let filter = loop.filter { use(filter, .whole) }
        switch loop.macro {
        case .all, .exists, .existsOne:
            use(loop.body, .whole)
            return ValueSource()
        case .filter:
            use(loop.body, .whole)
            return ValueSource(elements: [range.element])
        case .map, .transformList:
            return ValueSource(elements: [use(loop.body, .presence)])
        case .sortBy, .transformMap, .transformMapEntry, .optMap, .optFlatMap:
            use(loop.body, .whole)
            reads.insert(range, .whole)
            return ValueSource()
        }
    }

    // MARK: Calls

    private mutating func visit(_ call: Expression.Call) -> ValueSource {
        let functions = environment.functions[call.function]
        if functions.contains(where: { $0.view == .around }) {
            // The evaluation says so before it asks for the arguments.
            reads.lookAround()
            return ValueSource()
        }
        if functions.contains(where: { $0.view == .aroundIfNeeded }) {
            reads.lookAround()
            for argument in call.arguments where !argument.isVariable { use(argument, .whole) }
            return ValueSource()
        }
        let operands = (call.target.map { [$0] } ?? []) + call.arguments
        switch (call.function, operands.count) {
        case ("orValue", 2), ("or", 2): return visit(operands[0]).union(visit(operands[1]))
        case ("value", 1), ("optional.of", 1), ("dyn", 1): return visit(operands[0])
        case ("_==_", 2) where operands.contains(where: \.isNull), ("_!=_", 2) where operands.contains(where: \.isNull):
            for operand in operands { use(operand, .presence) }
        case ("hasValue", 1): use(operands[0], .presence)
        case ("size", 1), ("type", 1): use(operands[0], .outline)
        case ("@in", 2):
            use(operands[0], .whole)
            use(operands[1], .keys)
        case ("_+_", 2):
            // Of texts and numbers the outline is all; of lists the elements stay what they are.
            let (left, right) = (use(operands[0], .outline), use(operands[1], .outline))
            return ValueSource(elements: [left.element, right.element])
        case ("matches", 2) where environment.isSingular(operands[0]):
            let patterns = use(operands[1], .whole).texts
            guard case .variable(let variable) = operands[0].kind else { break }
            for pattern in patterns { reads.insert(Reads.Path(slot: variable.slot, extent: .matching(pattern))) }
            if patterns.isEmpty { reads.insert(Reads.Path(slot: variable.slot)) }
        case ("flatten", 1): return flattened(use(operands[0], .outline))
        default:
            let fields = functions.count == 1 ? functions[0].readsOfArguments : []
            if call.target == nil, !fields.isEmpty { return visit(call.arguments, reading: fields) }
            for operand in operands { use(operand, .whole) }
        }
        return ValueSource()
    }

    private mutating func visit(_ arguments: [Expression], reading fields: [[String]]) -> ValueSource {
        for (place, argument) in arguments.enumerated() {
            let source = visit(argument)
            let names = place < fields.count ? fields[place] : []
            reads.insert(names.reduce(source) { $0.field($1) }, .whole)
            // What was computed has no fields that lead anywhere.
            if source.places.isEmpty { reads.insert(source, .whole) }
        }
        return ValueSource()
    }

    /// A list of lists as one list; what is no list in it stays.
    private mutating func flattened(_ list: ValueSource) -> ValueSource {
        let element = list.element
        reads.insert(element, .outline)
        return ValueSource(elements: [element.placesOnly, element.element])
    }
}

extension Expression {
    /// Whether it is `null`, as written.
    fileprivate var isNull: Bool { if case .literal(.null) = kind { true } else { false } }

    /// Whether it is a variable and nothing else.
    fileprivate var isVariable: Bool { if case .variable = kind { true } else { false } }
}
