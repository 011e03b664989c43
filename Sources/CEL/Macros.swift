/// The calls that are not calls: `has`, and those whose arguments are evaluated for each element.
///
/// A macro's name with another number of arguments is an ordinary call.
///
/// Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#macros and cel-go's `ext.TwoVarComprehensions`.
enum Macros {
    /// Which macros there are beyond the standard ones.
    struct Options: Sendable {
        /// `all(i, v, p)`, `transformList` and their kin.
        var hasTwoVariables = true
        /// `cel.bind(name, value, expression)`
        var hasBind = false
        /// `optMap`, `optFlatMap`
        var hasOptionals = true
        /// `sortBy`
        var hasSortBy = true
    }

    static func expand(_ call: Expression.Call, _ options: Options) throws(CELError) -> Expression.Kind? {
        guard let target = call.target else { return try has(call) }
        let arguments = call.arguments
        guard arguments.count > 1 else { return nil }
        if options.hasBind, call.function == "bind", arguments.count == 3, case .identifier("cel", _) = target.kind {
            return .bind(try variable(arguments[0]), arguments[1], arguments[2])
        }
        switch (call.function, arguments.count) {
        case ("all", 2), ("exists", 2), ("exists_one", 2), ("filter", 2), ("map", 2):
            return try loop(target, macro(call.function), variables: [arguments[0]], nil, arguments[1])
        case ("existsOne", 2) where options.hasTwoVariables:
            return try loop(target, .existsOne, variables: [arguments[0]], nil, arguments[1])
        case ("sortBy", 2) where options.hasSortBy: return try loop(target, .sortBy, variables: [arguments[0]], nil, arguments[1])
        case ("optMap", 2) where options.hasOptionals, ("optFlatMap", 2) where options.hasOptionals:
            return try loop(target, macro(call.function), variables: [arguments[0]], nil, arguments[1])
        case ("map", 3): return try loop(target, .map, variables: [arguments[0]], arguments[1], arguments[2])
        case ("all", 3), ("exists", 3), ("existsOne", 3), ("exists_one", 3), ("transformList", 3), ("transformMap", 3),
            ("transformMapEntry", 3):
            guard options.hasTwoVariables else { return nil }
            return try loop(target, macro(call.function), variables: Array(arguments[..<2]), nil, arguments[2])
        case ("transformList", 4), ("transformMap", 4), ("transformMapEntry", 4):
            guard options.hasTwoVariables else { return nil }
            return try loop(target, macro(call.function), variables: Array(arguments[..<2]), arguments[2], arguments[3])
        default: return nil
        }
    }

    private static func macro(_ name: String) -> Expression.Comprehension.Macro {
        name == "exists_one" ? .existsOne : Expression.Comprehension.Macro(rawValue: name) ?? .all
    }

    private static func has(_ call: Expression.Call) throws(CELError) -> Expression.Kind? {
        guard call.function == "has", call.arguments.count == 1 else { return nil }
        guard case .select(let operand, let field) = call.arguments[0].kind, !field.isOptional else {
            throw CELError("has() takes the selection of a field, such as has(a.b)", at: call.arguments[0].range)
        }
        return .has(operand, field)
    }

    private static func loop(
        _ range: Expression, _ macro: Expression.Comprehension.Macro, variables: [Expression], _ filter: Expression?,
        _ body: Expression
    ) throws(CELError) -> Expression.Kind {
        var names: [Expression.Variable] = []
        for expression in variables {
            let variable = try variable(expression)
            guard !names.contains(variable) else {
                throw CELError("the two variables need two names", at: expression.range)
            }
            names.append(variable)
        }
        return .comprehension(.init(macro: macro, range: range, variables: names, filter: filter, body: body))
    }

    private static func variable(_ expression: Expression) throws(CELError) -> Expression.Variable {
        guard case .identifier(let name, isRooted: false) = expression.kind else {
            throw CELError("the variable of a loop must be a plain name", at: expression.range)
        }
        guard name != "__result__" else { throw CELError("the name '__result__' is taken", at: expression.range) }
        return .init(name: name)
    }
}
