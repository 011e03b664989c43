import SourceText

/// Finds what names mean: variables and loop variables by slot, types, and functions whose name has dots.
///
/// Later stages need no scopes: every name that is left is a variable with a slot.
struct Resolver {
    private let environment: CELEnvironment
    private let isLenient: Bool
    /// The loop variables in scope, the innermost last.
    private var scope: [Expression.Variable] = []
    /// How many slots an activation needs.
    private(set) var slotCount: Int

    /// - Parameter isLenient: whether names that mean nothing are left for the evaluation to fail at.
    init(_ environment: CELEnvironment, isLenient: Bool) {
        (self.environment, self.isLenient) = (environment, isLenient)
        slotCount = environment.variables.count
    }

    /// The expression with names resolved.
    mutating func resolve(_ expression: Expression) throws(CELError) -> Expression {
        Expression(range: expression.range, kind: try kind(of: expression))
    }

    private mutating func kind(of expression: Expression) throws(CELError) -> Expression.Kind {
        switch expression.kind {
        case .literal, .variable, .typeName, .undeclared: return expression.kind
        case .identifier, .select: return try chain(expression)
        case .has(let operand, let field): return .has(try resolve(operand), field)
        case .index(let operand, let index, let isOptional):
            return .index(try resolve(operand), try resolve(index), isOptional: isOptional)
        case .call(let call): return try self.call(call, expression)
        case .and(let operands): return .and(try each(operands))
        case .or(let operands): return .or(try each(operands))
        case .conditional(let condition, let yes, let no):
            return .conditional(try resolve(condition), try resolve(yes), try resolve(no))
        case .list(let elements):
            var resolved: [Expression.Element] = []
            for element in elements { resolved.append(.init(value: try resolve(element.value), isOptional: element.isOptional)) }
            return .list(resolved)
        case .map(let entries):
            var resolved: [Expression.Entry] = []
            for entry in entries {
                resolved.append(.init(key: try resolve(entry.key), value: try resolve(entry.value), isOptional: entry.isOptional))
            }
            return .map(resolved)
        case .comprehension(let loop): return try comprehension(loop)
        case .bind(let variable, let value, let body):
            let value = try resolve(value)
            let inner = push([variable])
            defer { scope.removeLast() }
            return .bind(inner[0], value, try resolve(body))
        }
    }

    private mutating func each(_ expressions: [Expression]) throws(CELError) -> [Expression] {
        var result: [Expression] = []
        for expression in expressions { result.append(try resolve(expression)) }
        return result
    }

    // MARK: Scopes

    private mutating func push(_ variables: [Expression.Variable]) -> [Expression.Variable] {
        var result: [Expression.Variable] = []
        for variable in variables {
            let resolved = Expression.Variable(name: variable.name, slot: environment.variables.count + scope.count)
            scope.append(resolved)
            result.append(resolved)
        }
        slotCount = max(slotCount, environment.variables.count + scope.count)
        return result
    }

    private mutating func comprehension(_ loop: Expression.Comprehension) throws(CELError) -> Expression.Kind {
        let range = try resolve(loop.range)
        let variables = push(loop.variables)
        defer { scope.removeLast(variables.count) }
        var filter: Expression?
        if let written = loop.filter { filter = try resolve(written) }
        return .comprehension(
            .init(macro: loop.macro, range: range, variables: variables, filter: filter, body: try resolve(loop.body)))
    }

    // MARK: Names

    /// A chain of selections, `a.b.c`, or a name alone.
    private mutating func chain(_ expression: Expression) throws(CELError) -> Expression.Kind {
        var selections: [(whole: Expression, field: Expression.Field)] = []
        var base = expression
        while case .select(let operand, let field) = base.kind {
            selections.append((base, field))
            base = operand
        }
        var result: Expression
        var upcoming = selections[...]
        if case .identifier(let name, let isRooted) = base.kind, let variable = variable(name, isRooted: isRooted) {
            result = Expression(range: base.range, kind: .variable(variable))
        } else if let (place, kind) = longestName(selections.map(\.whole)) {
            result = Expression(range: selections[place].whole.range, kind: kind)
            upcoming = selections[..<place]
        } else if case .identifier = base.kind {
            result = Expression(range: base.range, kind: try name(base))
        } else {
            result = try resolve(base)
        }
        for selection in upcoming.reversed() {
            result = Expression(range: selection.whole.range, kind: .select(result, selection.field))
        }
        return result.kind
    }

    /// Of the parts of a chain, the longest first, the first that is a name, such as `variables.limit`.
    private func longestName(_ parts: [Expression]) -> (place: Int, kind: Expression.Kind)? {
        for (place, part) in parts.enumerated() {
            if let kind = named(part) ?? optionallyNamed(part) { return (place, kind) }
        }
        return nil
    }

    /// The variable that a name is, whatever follows it: the usual case, in which no name with dots can be meant.
    private func variable(_ name: String, isRooted: Bool) -> Expression.Variable? {
        let isSimple = environment.container.isEmpty && !environment.hasDottedNames
        if let local = local(name, isRooted: isRooted), isSimple || environment.has(.loopVariablesHideAll) { return local }
        guard isSimple, let slot = environment.slot(of: name) else { return nil }
        return Expression.Variable(name: name, slot: slot)
    }

    /// The loop variable that a name may be.
    private func local(_ name: String, isRooted: Bool) -> Expression.Variable? {
        isRooted && environment.has(.loopVariablesHideAll) ? nil : scope.last { $0.name == name }
    }

    /// What a name alone means that is no variable.
    private func name(_ expression: Expression) throws(CELError) -> Expression.Kind {
        if let found = named(expression) { return found }
        guard isLenient else { throw undeclared(expression) }
        return .undeclared(dottedName(expression) ?? "")
    }

    /// `a.b.c` of a chain of selections; nil for anything else.
    private func dottedName(_ expression: Expression) -> String? {
        switch expression.kind {
        case .identifier(let name, _): return name
        case .select(let operand, let field) where !field.isOptional: return dottedName(operand).map { $0 + "." + field.name }
        default: return nil
        }
    }

    /// The first name of a chain of selections; nil for anything else.
    private func root(_ expression: Expression) -> (name: String, isRooted: Bool)? {
        var current = expression
        while case .select(let operand, let field) = current.kind {
            if field.isOptional { return nil }
            current = operand
        }
        guard case .identifier(let name, let isRooted) = current.kind else { return nil }
        return (name, isRooted)
    }

    /// What a chain of selections is that is a name as a whole; nil if it is none.
    private func named(_ expression: Expression) -> Expression.Kind? {
        guard let root = root(expression) else { return nil }
        if variable(root.name, isRooted: root.isRooted) != nil { return nil }
        guard let name = dottedName(expression) else { return nil }
        let local = local(root.name, isRooted: root.isRooted)
        for candidate in environment.candidates(for: name, isRooted: root.isRooted) {
            if let local, candidate == local.name { return .variable(local) }
            if let slot = environment.slot(of: candidate) { return .variable(.init(name: candidate, slot: slot)) }
        }
        return CELType.named[name].flatMap { $0 == .dyn ? nil : .typeName($0) }
    }

    /// `variables.?limit` of a variable whose name is `variables.limit`, which is always there.
    private func optionallyNamed(_ expression: Expression) -> Expression.Kind? {
        guard case .select(let operand, let field) = expression.kind, field.isOptional, environment.hasDottedNames,
            let name = dottedName(operand), let slot = environment.slot(of: name + "." + field.name)
        else { return nil }
        let variable = Expression.Variable(name: name + "." + field.name, slot: slot)
        return .call(
            .init(
                function: "optional.of", target: nil,
                arguments: [Expression(range: expression.range, kind: .variable(variable))], nameRange: field.range))
    }

    private func undeclared(_ expression: Expression) -> CELError {
        let name = dottedName(expression) ?? ""
        let known = environment.variables.map(\.name) + scope.map(\.name)
        let suggestion = Self.suggestion(for: root(expression)?.name ?? name, among: known)
        return CELError("undeclared reference to '\(name)'\(suggestion)", at: expression.range)
    }

    /// What may have been meant; a name of a letter or two is like too many others.
    private static func suggestion(for name: String, among known: [String]) -> String {
        guard name.utf8.count > 2, let meant = known.closest(to: name) else { return "" }
        return "; did you mean '\(meant)'?"
    }

    private static let macros = ["all", "exists", "exists_one", "filter", "has", "map"]

    private func isVariable(_ expression: Expression) -> Bool {
        guard let name = root(expression)?.name else { return true }
        return scope.contains { $0.name == name } || environment.slot(of: name) != nil
    }

    // MARK: Calls

    private mutating func call(_ call: Expression.Call, _ expression: Expression) throws(CELError) -> Expression.Kind {
        if let target = call.target, !isVariable(target), let name = dottedName(target) {
            let qualified = name + "." + call.function
            if try isFunction(qualified, at: call.nameRange) {
                return .call(
                    .init(function: qualified, target: nil, arguments: try each(call.arguments), nameRange: call.nameRange))
            }
        }
        // Before the arguments: those of a misspelt macro have a variable that nobody declares.
        guard try isFunction(call.function, at: call.nameRange) else {
            if isLenient { return .undeclared(call.function) }
            let suggestion = Self.suggestion(for: call.function, among: environment.functionNames + Self.macros)
            throw CELError("undeclared reference to function '\(call.function)'\(suggestion)", at: call.nameRange)
        }
        var target: Expression?
        if let written = call.target { target = try resolve(written) }
        return .call(
            .init(function: call.function, target: target, arguments: try each(call.arguments), nameRange: call.nameRange))
    }

    private func isFunction(_ name: String, at range: Range<Int>) throws(CELError) -> Bool {
        let functions = environment.functions[name]
        guard let first = functions.first else { return false }
        if functions.contains(where: { environment.has($0.availability) }) { return true }
        switch first.availability {
        case .since(let minor): throw CELError("'\(name)' needs Kubernetes 1.\(minor)", at: range)
        default: throw CELError("Kubernetes has no function '\(name)'", at: range)
        }
    }
}
