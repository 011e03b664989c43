/// One word of an expression.
struct Token: Hashable, Sendable {
    /// What the word is.
    enum Kind: Hashable, Sendable {
        case identifier(String)
        /// A field name in back quotes.
        case quotedField(String)
        case int(Int64)
        case uint(UInt64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
        /// Operators and punctuation, and the words `in`, `true`, `false`, `null`.
        case symbol(Symbol)
        case end
    }

    /// Operators, punctuation and keywords, by their spelling.
    enum Symbol: String, Hashable, Sendable {
        case or = "||", and = "&&", not = "!"
        case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=", equal = "==", notEqual = "!="
        case plus = "+", minus = "-", times = "*", divide = "/", modulo = "%"
        case question = "?", colon = ":", comma = ",", dot = "."
        case leftParenthesis = "(", rightParenthesis = ")", leftBracket = "[", rightBracket = "]", leftBrace = "{", rightBrace =
            "}"
        case `in` = "in", `true` = "true", `false` = "false", null = "null"
    }

    let kind: Kind
    /// In UTF-8 bytes of the expression.
    let range: Range<Int>

    /// How messages name the word.
    var description: String {
        switch kind {
        case .identifier(let name): "'\(name)'"
        case .quotedField(let name): "'`\(name)`'"
        case .symbol(let symbol): "'\(symbol.rawValue)'"
        case .int, .uint, .double: "a number"
        case .string: "a string"
        case .bytes: "bytes"
        case .end: "the end"
        }
    }
}
