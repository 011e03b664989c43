/// Turns tokens into an expression, by recursive descent with a limit on nesting.
///
/// Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax; where Kubernetes' parser is stricter, so is this.
struct Parser {
    /// What the parser accepts beyond the plain language.
    struct Options: Sendable {
        /// `.?field`, `[?index]`, `[?element]`, `{?key: value}`.
        var hasOptionals = true
        /// ``.`a-b` ``
        var hasQuotedFields = false
        var macros = Macros.Options()
    }

    /// How deep parentheses, calls and literals may be nested, as in Kubernetes.
    static let depthLimit = 250
    /// How many operators of one level, or selections, may follow one another.
    static let chainLimit = 1000
    /// How deep the whole expression may be, chains of operators included: later stages walk it by recursion.
    static let heightLimit = 1000

    private let tokens: [Token]
    private let options: Options
    private var at = 0
    private var depth = 0

    private init(tokens: [Token], options: Options) { (self.tokens, self.options) = (tokens, options) }

    /// The expression of a text.
    static func parse(_ text: String, _ options: Options) throws(CELError) -> Expression {
        let tokens = try Lexer.tokens(of: text, allowsQuotedFields: options.hasQuotedFields)
        var parser = Parser(tokens: tokens, options: options)
        let expression = try parser.expression()
        guard parser.token.kind == .end else { throw parser.unexpected("the end") }
        guard expression.height <= heightLimit else {
            throw CELError("the expression is nested more than \(heightLimit) levels deep", at: expression.range)
        }
        return expression
    }

    // MARK: Tokens

    private var token: Token { tokens[at] }
    private var symbol: Token.Symbol? { if case .symbol(let symbol) = tokens[at].kind { symbol } else { nil } }
    private var previousEnd: Int { at > 0 ? tokens[at - 1].range.upperBound : 0 }

    private mutating func take(_ wanted: Token.Symbol) -> Bool {
        guard symbol == wanted else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ wanted: Token.Symbol) throws(CELError) {
        guard take(wanted) else { throw unexpected("'\(wanted.spelling)'") }
    }

    private func unexpected(_ wanted: String) -> CELError {
        CELError("found \(token.description) where \(wanted) should be", at: token.range)
    }

    private func make(_ kind: Expression.Kind, from start: Int) -> Expression {
        Expression(range: start..<max(start, previousEnd), kind: kind)
    }

    private func call(_ function: String, _ arguments: [Expression], named: Range<Int>, from start: Int) -> Expression {
        make(.call(.init(function: function, target: nil, arguments: arguments, nameRange: named)), from: start)
    }

    // MARK: Operators

    private mutating func expression() throws(CELError) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw CELError("the expression is nested more than \(Self.depthLimit) levels deep", at: token.range)
        }
        let start = token.range.lowerBound
        let condition = try disjunction()
        guard take(.question) else { return condition }
        let yes = try disjunction()
        try expect(.colon)
        let no = try expression()
        return make(.conditional(condition, yes, no), from: start)
    }

    private mutating func disjunction() throws(CELError) -> Expression {
        let start = token.range.lowerBound
        let first = try conjunction()
        guard symbol == .or else { return first }
        var operands = [first]
        while take(.or) { operands.append(try conjunction()) }
        return make(.or(operands), from: start)
    }

    private mutating func conjunction() throws(CELError) -> Expression {
        let start = token.range.lowerBound
        let first = try binary(level: 0)
        guard symbol == .and else { return first }
        var operands = [first]
        while take(.and) { operands.append(try binary(level: 0)) }
        return make(.and(operands), from: start)
    }

    /// The function of an operator and its level among the left-associative ones, the loosest being 0; nil for other symbols.
    private static func binaryOperator(_ symbol: Token.Symbol) -> (level: Int, function: String)? {
        switch symbol {
        case .less: (0, "_<_")
        case .lessOrEqual: (0, "_<=_")
        case .greater: (0, "_>_")
        case .greaterOrEqual: (0, "_>=_")
        case .equal: (0, "_==_")
        case .notEqual: (0, "_!=_")
        case .in: (0, "@in")
        case .plus: (1, "_+_")
        case .minus: (1, "_-_")
        case .times: (2, "_*_")
        case .divide: (2, "_/_")
        case .modulo: (2, "_%_")
        default: nil
        }
    }

    private mutating func binary(level: Int) throws(CELError) -> Expression {
        guard level < 3 else { return try unary() }
        let start = token.range.lowerBound
        var left = try binary(level: level + 1)
        var length = 0
        while let symbol, let (itsLevel, function) = Self.binaryOperator(symbol), itsLevel == level {
            length += 1
            let operatorRange = token.range
            guard length <= Self.chainLimit else {
                throw CELError("more than \(Self.chainLimit) operators follow one another", at: operatorRange)
            }
            at += 1
            let right = try binary(level: level + 1)
            left = call(function, [left, right], named: operatorRange, from: start)
        }
        return left
    }

    private mutating func unary() throws(CELError) -> Expression {
        let start = token.range.lowerBound
        if symbol == .not { return try prefixed(.not, "!_", from: start) }
        if symbol == .minus, !isNumber(tokens[at + 1]) { return try prefixed(.minus, "-_", from: start) }
        return try member()
    }

    private func isNumber(_ token: Token) -> Bool {
        switch token.kind {
        case .int, .double: true
        default: false
        }
    }

    private mutating func prefixed(_ symbol: Token.Symbol, _ function: String, from start: Int) throws(CELError) -> Expression {
        var count = 0
        let range = token.range
        while self.symbol == symbol, symbol == .not || !isNumber(tokens[at + 1]) {
            count += 1
            at += 1
        }
        let operand = try member()
        // Two of a kind cancel out, but the operand must still be of the type.
        if count == 1 || count % 2 == 1 { return call(function, [operand], named: range, from: start) }
        let inner = call(function, [operand], named: range, from: start)
        return call(function, [inner], named: range, from: start)
    }

    // MARK: Selections and calls

    private mutating func member() throws(CELError) -> Expression {
        let start = token.range.lowerBound
        var result = try primary()
        var length = 0
        while true {
            length += 1
            guard length <= Self.chainLimit else {
                throw CELError("more than \(Self.chainLimit) selections follow one another", at: token.range)
            }
            if take(.dot) {
                let isOptional = try takeOptional()
                let name = try fieldName()
                if symbol == .leftParenthesis {
                    guard !isOptional else { throw unexpected("a field") }
                    result = try finishCall(name, target: result, from: start)
                } else {
                    result = make(.select(result, .init(name: name.text, isOptional: isOptional, range: name.range)), from: start)
                }
            } else if take(.leftBracket) {
                let isOptional = try takeOptional()
                let index = try expression()
                try expect(.rightBracket)
                result = make(.index(result, index, isOptional: isOptional), from: start)
            } else {
                return result
            }
        }
    }

    private mutating func takeOptional() throws(CELError) -> Bool {
        let range = token.range
        guard take(.question) else { return false }
        guard options.hasOptionals else { throw CELError("optional syntax needs Kubernetes 1.29", at: range) }
        return true
    }

    private mutating func fieldName() throws(CELError) -> (text: String, range: Range<Int>) {
        switch token.kind {
        case .identifier(let name), .quotedField(let name):
            defer { at += 1 }
            return (name, token.range)
        default: throw unexpected("the name of a field")
        }
    }

    private mutating func finishCall(
        _ name: (text: String, range: Range<Int>), target: Expression?, from start: Int
    ) throws(CELError) -> Expression {
        try expect(.leftParenthesis)
        var arguments: [Expression] = []
        if symbol != .rightParenthesis {
            repeat { arguments.append(try expression()) } while take(.comma)
        }
        try expect(.rightParenthesis)
        let call = Expression.Call(function: name.text, target: target, arguments: arguments, nameRange: name.range)
        return make(try Macros.expand(call, options.macros) ?? .call(call), from: start)
    }

    // MARK: Primaries

    private static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace",
        "return", "var", "void", "while",
    ]

    private mutating func primary() throws(CELError) -> Expression {
        let start = token.range.lowerBound
        switch token.kind {
        case .symbol(.leftParenthesis):
            at += 1
            let inner = try expression()
            try expect(.rightParenthesis)
            return inner
        case .symbol(.leftBracket): return try list()
        case .symbol(.leftBrace): return try map()
        case .symbol(.dot), .identifier: return try name()
        case .symbol(.minus):
            at += 1
            return try literal(isNegative: true, from: start)
        default: return try literal(isNegative: false, from: start)
        }
    }

    private mutating func name() throws(CELError) -> Expression {
        let start = token.range.lowerBound
        let isRooted = take(.dot)
        guard case .identifier(let name) = token.kind else { throw unexpected("a name") }
        let range = token.range
        at += 1
        if symbol == .leftParenthesis { return try finishCall((name, range), target: nil, from: start) }
        guard !Self.reserved.contains(name) else { throw CELError("'\(name)' is a reserved word", at: range) }
        return make(.identifier(name, isRooted: isRooted), from: start)
    }

    private mutating func literal(isNegative: Bool, from start: Int) throws(CELError) -> Expression {
        let token = token
        let value: Expression.Literal
        switch token.kind {
        case .int(.min) where !isNegative: throw CELError("the number is too large for an int", at: token.range)
        case .int(let number): value = .int(isNegative ? 0 &- number : number)
        case .double(let number): value = .double(isNegative ? -number : number)
        case .uint(let number): value = .uint(number)
        case .string(let text): value = .string(text)
        case .bytes(let bytes): value = .bytes(bytes)
        case .symbol(.true): value = .bool(true)
        case .symbol(.false): value = .bool(false)
        case .symbol(.null): value = .null
        default: throw unexpected("an expression")
        }
        at += 1
        return make(.literal(value), from: start)
    }

    private mutating func list() throws(CELError) -> Expression {
        let start = token.range.lowerBound
        at += 1
        var elements: [Expression.Element] = []
        while symbol != .rightBracket {
            if symbol == .comma, elements.isEmpty, tokens[at + 1].kind == .symbol(.rightBracket) {
                at += 1
                break
            }
            let isOptional = try takeOptional()
            elements.append(.init(value: try expression(), isOptional: isOptional))
            guard take(.comma) else { break }
        }
        try expect(.rightBracket)
        return make(.list(elements), from: start)
    }

    private mutating func map() throws(CELError) -> Expression {
        let start = token.range.lowerBound
        at += 1
        var entries: [Expression.Entry] = []
        while symbol != .rightBrace {
            if symbol == .comma, entries.isEmpty, tokens[at + 1].kind == .symbol(.rightBrace) {
                at += 1
                break
            }
            let isOptional = try takeOptional()
            let key = try expression()
            try expect(.colon)
            entries.append(.init(key: key, value: try expression(), isOptional: isOptional))
            guard take(.comma) else { break }
        }
        try expect(.rightBrace)
        return make(.map(entries), from: start)
    }
}
