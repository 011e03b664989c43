/// Finds the type of each part of an expression, and refuses what cannot work whatever the values are.
///
/// Refuses what the API server's checker refuses, literals with elements of several types among it.
///
/// Source: cel-go `checker/checker.go`
struct Checker {
    private let environment: CELEnvironment
    private var types: TypeSolver
    /// Literals whose parts must have one type, to be looked at when all types are known.
    private var literals: [[(type: CELType, range: Range<Int>)]] = []
    /// The types of loop variables by slot.
    private var locals: [Int: CELType] = [:]

    private init(_ environment: CELEnvironment) { (self.environment, types) = (environment, TypeSolver()) }

    /// The type of a resolved expression.
    static func check(_ expression: Expression, _ environment: CELEnvironment) throws(CELError) -> CELType {
        var checker = Checker(environment)
        let type = try checker.type(of: expression)
        if !environment.mayMixLiterals {
            for parts in checker.literals { try checker.requireOneType(parts) }
        }
        return checker.types.final(type)
    }

    private mutating func requireOneType(_ parts: [(type: CELType, range: Range<Int>)]) throws(CELError) {
        guard let first = parts.first.map({ types.final($0.type) }) else { return }
        for part in parts.dropFirst() {
            let type = types.final(part.type)
            if type != first, type != .null, first != .null, !first.isOptional {
                throw CELError("expected type '\(first)' but found '\(type)'", at: part.range)
            }
        }
    }

    // MARK: Parts

    private mutating func type(of expression: Expression) throws(CELError) -> CELType {
        switch expression.kind {
        case .literal(let literal): return CELType(literal)
        case .typeName(let type): return .type(type)
        case .identifier(let name, _), .undeclared(let name):
            throw CELError("undeclared reference to '\(name)'", at: expression.range)
        case .variable(let variable): return locals[variable.slot] ?? environment.variables[variable.slot].type
        case .select(let operand, let field): return try select(try type(of: operand), field, expression.range)
        case .has(let operand, let field):
            _ = try select(try type(of: operand), field, operand.range)
            return .bool
        case .index(let operand, let index, let isOptional): return try self.index(operand, index, isOptional, expression.range)
        case .call(let call): return try self.call(call)
        case .and(let operands), .or(let operands):
            for operand in operands { try require(.bool, operand) }
            return .bool
        case .conditional(let condition, let yes, let no):
            let signature = Signature("(bool, A, A): A")
            return try overload([signature], named: "_?_:_", nil, [condition, yes, no], expression.range)
        case .list(let elements): return try list(elements)
        case .map(let entries): return try map(entries)
        case .comprehension(let loop): return try comprehension(loop)
        case .bind(let variable, let value, let body):
            locals[variable.slot] = try type(of: value)
            return try type(of: body)
        }
    }

    private mutating func require(_ wanted: CELType, _ expression: Expression) throws(CELError) {
        let found = try type(of: expression)
        guard types.isAssignable(wanted, found) else {
            throw CELError("expected type '\(wanted)' but found '\(types.final(found))'", at: expression.range)
        }
    }

    private mutating func select(_ operand: CELType, _ field: Expression.Field, _ range: Range<Int>) throws(CELError) -> CELType {
        let operand = types.resolved(operand)
        if case .optional(let inner) = operand {
            let selected = try select(inner, .init(name: field.name, isOptional: false, range: field.range), range)
            return selected.isOptional ? selected : .optional(selected)
        }
        let selected: CELType
        switch operand {
        case .dyn, .parameter: selected = .dyn
        case .unsolved:
            _ = types.isAssignable(operand, .dyn)
            selected = .dyn
        case .map(_, let value): selected = value
        case .object(let name, let fields):
            guard let type = fields[field.name] else {
                throw CELError("undefined field '\(field.name)' of \(name)", at: field.range)
            }
            selected = type
        default: throw CELError("type '\(operand)' does not support field selection", at: field.range)
        }
        return field.isOptional ? .optional(selected) : selected
    }

    private static let indexing = [
        "list(A).(int): A", "map(A, B).(A): B", "optional(list(A)).(int): optional(A)", "optional(map(A, B)).(A): optional(B)",
    ]
    .map(Signature.init)
    private static let optionalIndexing = [
        "list(A).(int): optional(A)", "map(A, B).(A): optional(B)", "optional(list(A)).(int): optional(A)",
        "optional(map(A, B)).(A): optional(B)",
    ].map(Signature.init)

    private mutating func index(_ operand: Expression, _ index: Expression, _ isOptional: Bool, _ range: Range<Int>)
        throws(CELError) -> CELType
    {
        let type = try type(of: operand)
        if case .object = types.resolved(type), case .literal(.string(let name)) = index.kind {
            return try select(type, .init(name: name, isOptional: isOptional, range: index.range), range)
        }
        return try overload(
            isOptional ? Self.optionalIndexing : Self.indexing, named: isOptional ? "_[?_]" : "_[_]", type, [index], range)
    }

    // MARK: Literals

    private mutating func join(_ previous: CELType?, _ type: CELType, _ range: Range<Int>) throws(CELError) -> CELType {
        guard let previous else { return type }
        guard types.isAssignable(previous, type) || types.isAssignable(type, previous) else {
            if environment.mayMixLiterals { return .dyn }
            throw CELError("expected type '\(types.final(previous))' but found '\(types.final(type))'", at: range)
        }
        return types.moreGeneral(previous, type)
    }

    /// The type of an element, which for `?element` is what the optional holds.
    private mutating func content(_ expression: Expression, isOptional: Bool) throws(CELError) -> CELType {
        let type = try type(of: expression)
        guard isOptional else { return type }
        let inner = types.fresh()
        guard types.isAssignable(.optional(inner), type) else {
            throw CELError("expected type 'optional_type(dyn)' but found '\(types.final(type))'", at: expression.range)
        }
        return types.resolved(type) == .dyn ? .dyn : inner
    }

    private mutating func list(_ elements: [Expression.Element]) throws(CELError) -> CELType {
        var joined: CELType?
        var parts: [(type: CELType, range: Range<Int>)] = []
        for element in elements {
            let type = try content(element.value, isOptional: element.isOptional)
            parts.append((type, element.value.range))
            joined = try join(joined, type, element.value.range)
        }
        literals.append(parts)
        return .list(joined ?? types.fresh())
    }

    private mutating func map(_ entries: [Expression.Entry]) throws(CELError) -> CELType {
        var (keyType, valueType): (CELType?, CELType?)
        var (keys, values): ([(type: CELType, range: Range<Int>)], [(type: CELType, range: Range<Int>)]) = ([], [])
        for entry in entries {
            let key = try type(of: entry.key)
            keyType = try join(keyType, key, entry.key.range)
            keys.append((key, entry.key.range))
            let value = try content(entry.value, isOptional: entry.isOptional)
            valueType = try join(valueType, value, entry.value.range)
            values.append((value, entry.value.range))
        }
        literals.append(keys)
        literals.append(values)
        return .map(keyType ?? types.fresh(), valueType ?? types.fresh())
    }

    // MARK: Macros

    private mutating func comprehension(_ loop: Expression.Comprehension) throws(CELError) -> CELType {
        let rangeType = try type(of: loop.range)
        let range = types.resolved(rangeType)
        let (first, second) = try elements(of: range, loop)
        if loop.variables.count == 2 {
            locals[loop.variables[0].slot] = first
            locals[loop.variables[1].slot] = second
        } else {
            locals[loop.variables[0].slot] = if case .list = range { second } else { first }
        }
        if let filter = loop.filter { try require(.bool, filter) }
        switch loop.macro {
        case .all, .exists, .existsOne:
            try require(.bool, loop.body)
            return .bool
        case .filter:
            try require(.bool, loop.body)
            return .list(locals[loop.variables[0].slot] ?? .dyn)
        case .map, .transformList: return .list(try type(of: loop.body))
        case .transformMap: return .map(first, try type(of: loop.body))
        case .transformMapEntry:
            let body = try type(of: loop.body)
            guard types.isAssignable(.map(types.fresh(), types.fresh()), body) else {
                throw CELError("transformMapEntry() takes a map of entries", at: loop.body.range)
            }
            return body
        case .sortBy:
            _ = try type(of: loop.body)
            return .list(second)
        case .optMap: return .optional(try type(of: loop.body))
        case .optFlatMap: return try type(of: loop.body)
        }
    }

    /// Index and element, or key and value. For an optional its content, twice.
    private mutating func elements(of range: CELType, _ loop: Expression.Comprehension) throws(CELError) -> (CELType, CELType) {
        let isOptionalMacro = loop.macro == .optMap || loop.macro == .optFlatMap
        switch range {
        case .optional(let inner) where isOptionalMacro: return (inner, inner)
        case .dyn, .parameter: return (.dyn, .dyn)
        case .unsolved:
            _ = types.isAssignable(range, .dyn)
            return (.dyn, .dyn)
        case .list(let element) where !isOptionalMacro: return (.int, element)
        case .map(let key, let value) where !isOptionalMacro: return (key, value)
        default:
            throw CELError(
                "expression of type '\(types.final(range))' cannot be range of a comprehension (must be list, map, or dynamic)",
                at: loop.range.range)
        }
    }

    // MARK: Calls

    private mutating func call(_ call: Expression.Call) throws(CELError) -> CELType {
        let functions = environment.functions[call.function].filter { environment.has($0.availability) }
        var target: CELType?
        if let written = call.target { target = try type(of: written) }
        // The arguments of format() may be of any types.
        if call.function == "format", target != nil, call.arguments.count == 1, case .list(let elements) = call.arguments[0].kind
        {
            for element in elements { try checkLoosely(element.value) }
            return .string
        }
        return try overload(
            functions.flatMap(\.overloads.signatures), named: call.function, target, call.arguments, call.nameRange)
    }

    /// Checks an argument of format(), in which lists and maps may hold values of several types.
    private mutating func checkLoosely(_ expression: Expression) throws(CELError) {
        switch expression.kind {
        case .list(let elements): for element in elements { try checkLoosely(element.value) }
        case .map(let entries):
            for entry in entries {
                try checkLoosely(entry.key)
                try checkLoosely(entry.value)
            }
        case .call(let call) where call.function == "dyn": for argument in call.arguments { try checkLoosely(argument) }
        default: _ = try type(of: expression)
        }
    }

    /// The type that those of some overloads give which can take the arguments.
    private mutating func overload(
        _ signatures: [Signature], named name: String, _ target: CELType?, _ arguments: [Expression], _ range: Range<Int>
    ) throws(CELError) -> CELType {
        var given = target.map { [$0] } ?? []
        for argument in arguments { given.append(try type(of: argument)) }
        var result: CELType?
        for signature in signatures
        where (signature.receiver != nil) == (target != nil) && signature.parameters.count == arguments.count {
            var trial = types
            let (parameters, type) = trial.instantiate(signature)
            guard zip(parameters, given).allSatisfy({ trial.isAssignable($0, $1) }) else { continue }
            types = trial
            if result == nil {
                result = type
            } else if let found = result, types.final(found) != types.final(type) {
                result = .dyn
            }
        }
        if let result { return result }
        let shown = given.map { types.final($0).description }
        let applied =
            target == nil ? "(\(shown.joined(separator: ", ")))" : "\(shown[0]).(\(shown.dropFirst().joined(separator: ", ")))"
        throw CELError("found no matching overload for '\(name)' applied to '\(applied)'", at: range)
    }
}

extension CELType {
    var isOptional: Bool { if case .optional = self { true } else { false } }

    fileprivate init(_ literal: Expression.Literal) {
        self =
            switch literal {
            case .null: .null
            case .bool: .bool
            case .int: .int
            case .uint: .uint
            case .double: .double
            case .string: .string
            case .bytes: .bytes
            }
    }
}
