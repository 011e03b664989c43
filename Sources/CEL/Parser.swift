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

    private let source: Lexer.Result
    private let options: Options
    private var at = 0
    private var depth = 0

    private init(_ source: Lexer.Result, _ options: Options) { (self.source, self.options) = (source, options) }

    /// The expression of a text.
    static func parse(_ text: String, _ options: Options) throws(CELError) -> Expression {
        var parser = Parser(try Lexer.tokens(of: text, allowsQuotedFields: options.hasQuotedFields), options)
        let expression = try parser.expression()
        guard parser.kind == .end else { throw parser.unexpected("the end") }
        guard expression.height <= heightLimit else {
            throw CELError("the expression is nested more than \(heightLimit) levels deep", at: expression.range)
        }
        return expression
    }

    // MARK: Tokens

    private var token: Token { source.tokens[at] }
    private var kind: Token.Kind { source.tokens[at].kind }
    private var upcoming: Token.Kind { source.tokens[at + 1].kind }
    private var previousEnd: Int { at > 0 ? source.tokens[at - 1].end : 0 }

    private mutating func take(_ wanted: Token.Kind) -> Bool {
        guard kind == wanted else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ wanted: Token.Kind) throws(CELError) {
        guard take(wanted) else { throw unexpected("'\(wanted.spelling)'") }
    }

    private func unexpected(_ wanted: String) -> CELError {
        CELError("found \(description(token)) where \(wanted) should be", at: token.range)
    }

    /// How messages name a word.
    private func description(_ token: Token) -> String {
        switch token.kind {
        case .identifier: "'\(source.name(token))'"
        case .quotedField: "'`\(source.name(token))`'"
        case .number, .string, .bytes, .end: token.kind.spelling
        default: "'\(token.kind.spelling)'"
        }
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
        let start = token.start
        let condition = try disjunction()
        guard take(.question) else { return condition }
        let yes = try disjunction()
        try expect(.colon)
        let no = try expression()
        return make(.conditional(condition, yes, no), from: start)
    }

    private mutating func disjunction() throws(CELError) -> Expression {
        let start = token.start
        let first = try conjunction()
        guard kind == .or else { return first }
        var operands = [first]
        while take(.or) { operands.append(try conjunction()) }
        return make(.or(operands), from: start)
    }

    private mutating func conjunction() throws(CELError) -> Expression {
        let start = token.start
        let first = try binary(from: 0)
        guard kind == .and else { return first }
        var operands = [first]
        while take(.and) { operands.append(try binary(from: 0)) }
        return make(.and(operands), from: start)
    }

    /// The function of an operator and its level among the left-associative ones, the loosest being 0; nil for other words.
    private static func binaryOperator(_ kind: Token.Kind) -> (level: Int, function: String)? {
        switch kind {
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

    /// Operands with operators of a level, or of tighter ones, between them.
    private mutating func binary(from loosest: Int) throws(CELError) -> Expression {
        let start = token.start
        var left = try unary()
        var (level, length) = (-1, 0)
        while let (itsLevel, function) = Self.binaryOperator(kind), itsLevel >= loosest {
            // Operators come from tight to loose: what binds tighter than the one before it is part of an operand.
            (level, length) = (itsLevel, itsLevel == level ? length + 1 : 1)
            let operatorRange = token.range
            guard length <= Self.chainLimit else {
                throw CELError("more than \(Self.chainLimit) operators follow one another", at: operatorRange)
            }
            at += 1
            let right = try binary(from: itsLevel + 1)
            left = call(function, [left, right], named: operatorRange, from: start)
        }
        return left
    }

    private mutating func unary() throws(CELError) -> Expression {
        switch kind {
        case .not: return try prefixed(.not, "!_", from: token.start)
        case .minus where !isSignOfNumber: return try prefixed(.minus, "-_", from: token.start)
        default: return try member()
        }
    }

    /// Whether the word after a `-` is a number that has a sign; a `uint` has none.
    private var isSignOfNumber: Bool {
        guard upcoming == .number else { return false }
        if case .uint = source.values[Int(source.tokens[at + 1].value)] { return false }
        return true
    }

    private mutating func prefixed(_ symbol: Token.Kind, _ function: String, from start: Int) throws(CELError) -> Expression {
        var count = 0
        let range = token.range
        while kind == symbol, kind == .not || !isSignOfNumber {
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
        let start = token.start
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
                if kind == .leftParenthesis {
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
        guard kind == .identifier || kind == .quotedField else { throw unexpected("the name of a field") }
        defer { at += 1 }
        return (source.name(token), token.range)
    }

    private mutating func finishCall(
        _ name: (text: String, range: Range<Int>), target: Expression?, from start: Int
    ) throws(CELError) -> Expression {
        try expect(.leftParenthesis)
        var arguments: [Expression] = []
        if kind != .rightParenthesis {
            repeat { arguments.append(try expression()) } while take(.comma)
        }
        try expect(.rightParenthesis)
        let call = Expression.Call(function: name.text, target: target, arguments: arguments, nameRange: name.range)
        return make(try Macros.expand(call, options.macros) ?? .call(call), from: start)
    }

    // MARK: Primaries

    /// Words that languages around CEL have taken.
    private static func isReserved(_ name: String) -> Bool {
        // By length, since every name of every expression is asked.
        switch name.utf8.count {
        case 2: name == "as" || name == "if"
        case 3: name == "for" || name == "let" || name == "var"
        case 4: name == "else" || name == "loop" || name == "void"
        case 5: name == "break" || name == "const" || name == "while"
        case 6: name == "import" || name == "return"
        case 7: name == "package"
        case 8: name == "continue" || name == "function"
        case 9: name == "namespace"
        default: false
        }
    }

    private mutating func primary() throws(CELError) -> Expression {
        let start = token.start
        switch kind {
        case .leftParenthesis:
            at += 1
            let inner = try expression()
            try expect(.rightParenthesis)
            return inner
        case .leftBracket: return try list()
        case .leftBrace: return try map()
        case .dot, .identifier: return try name()
        case .minus:
            at += 1
            return try literal(isNegative: true, from: start)
        default: return try literal(isNegative: false, from: start)
        }
    }

    private mutating func name() throws(CELError) -> Expression {
        let start = token.start
        let isRooted = take(.dot)
        guard kind == .identifier else { throw unexpected("a name") }
        let (name, range) = (source.name(token), token.range)
        at += 1
        if kind == .leftParenthesis { return try finishCall((name, range), target: nil, from: start) }
        guard !Self.isReserved(name) else { throw CELError("'\(name)' is a reserved word", at: range) }
        return make(.identifier(name, isRooted: isRooted), from: start)
    }

    private mutating func literal(isNegative: Bool, from start: Int) throws(CELError) -> Expression {
        let token = token
        let value: Expression.Literal
        switch token.kind {
        case .number, .string, .bytes: value = try signed(source.values[Int(token.value)], isNegative, token)
        case .true: value = .bool(true)
        case .false: value = .bool(false)
        case .null: value = .null
        default: throw unexpected("an expression")
        }
        at += 1
        return make(.literal(value), from: start)
    }

    private func signed(
        _ value: Expression.Literal, _ isNegative: Bool, _ token: Token
    ) throws(CELError) -> Expression.Literal {
        switch value {
        case .int(.min) where !isNegative: throw CELError("the number is too large for an int", at: token.range)
        case .int(let number) where isNegative: .int(0 &- number)
        case .double(let number) where isNegative: .double(-number)
        default: value
        }
    }

    private mutating func list() throws(CELError) -> Expression {
        let start = token.start
        at += 1
        var elements: [Expression.Element] = []
        while kind != .rightBracket {
            if kind == .comma, elements.isEmpty, upcoming == .rightBracket {
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
        let start = token.start
        at += 1
        var entries: [Expression.Entry] = []
        while kind != .rightBrace {
            if kind == .comma, entries.isEmpty, upcoming == .rightBrace {
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
