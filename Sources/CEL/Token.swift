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

    /// Operators, punctuation and keywords.
    enum Symbol: UInt8, Hashable, Sendable {
        case or, and, not
        case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
        case plus, minus, times, divide, modulo
        case question, colon, comma, dot
        case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
        case `in`, `true`, `false`, null
    }

    let kind: Kind
    /// In UTF-8 bytes of the expression.
    let range: Range<Int>

    /// How messages name the word.
    var description: String {
        switch kind {
        case .identifier(let name): "'\(name)'"
        case .quotedField(let name): "'`\(name)`'"
        case .symbol(let symbol): "'\(symbol.spelling)'"
        case .int, .uint, .double: "a number"
        case .string: "a string"
        case .bytes: "bytes"
        case .end: "the end"
        }
    }
}

extension Token.Symbol {
    /// As it is written.
    var spelling: String {
        switch self {
        case .or: "||"
        case .and: "&&"
        case .not: "!"
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .equal: "=="
        case .notEqual: "!="
        case .plus: "+"
        case .minus: "-"
        case .times: "*"
        case .divide: "/"
        case .modulo: "%"
        case .question: "?"
        case .colon: ":"
        case .comma: ","
        case .dot: "."
        case .leftParenthesis: "("
        case .rightParenthesis: ")"
        case .leftBracket: "["
        case .rightBracket: "]"
        case .leftBrace: "{"
        case .rightBrace: "}"
        case .in: "in"
        case .true: "true"
        case .false: "false"
        case .null: "null"
        }
    }

    /// The symbol of two bytes; nil if they are none.
    init?(_ first: UInt8, _ second: UInt8) {
        switch (first, second) {
        case (UInt8(ascii: "|"), UInt8(ascii: "|")): self = .or
        case (UInt8(ascii: "&"), UInt8(ascii: "&")): self = .and
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): self = .lessOrEqual
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): self = .greaterOrEqual
        case (UInt8(ascii: "="), UInt8(ascii: "=")): self = .equal
        case (UInt8(ascii: "!"), UInt8(ascii: "=")): self = .notEqual
        default: return nil
        }
    }

    /// The symbol of one byte; nil if it is none.
    init?(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "!"): self = .not
        case UInt8(ascii: "<"): self = .less
        case UInt8(ascii: ">"): self = .greater
        case UInt8(ascii: "+"): self = .plus
        case UInt8(ascii: "-"): self = .minus
        case UInt8(ascii: "*"): self = .times
        case UInt8(ascii: "/"): self = .divide
        case UInt8(ascii: "%"): self = .modulo
        case UInt8(ascii: "?"): self = .question
        case UInt8(ascii: ":"): self = .colon
        case UInt8(ascii: ","): self = .comma
        case UInt8(ascii: "."): self = .dot
        case UInt8(ascii: "("): self = .leftParenthesis
        case UInt8(ascii: ")"): self = .rightParenthesis
        case UInt8(ascii: "["): self = .leftBracket
        case UInt8(ascii: "]"): self = .rightBracket
        case UInt8(ascii: "{"): self = .leftBrace
        case UInt8(ascii: "}"): self = .rightBrace
        default: return nil
        }
    }
}
