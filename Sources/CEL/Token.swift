/// One word of an expression. Of the words that have a text or a value it tells only where they are, so that a list of tokens is
/// nothing but numbers.
struct Token {
    /// What the word is.
    enum Kind: UInt8 {
        case identifier
        /// A field name in back quotes.
        case quotedField
        // The rest have their value in `Lexer.Result.values`.
        case number, string, bytes
        // Operators, punctuation and keywords.
        case or, and, not
        case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
        case plus, minus, times, divide, modulo
        case question, colon, comma, dot
        case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
        case `in`, `true`, `false`, null
        case end
    }

    let kind: Kind
    private let lower: UInt32
    private let upper: UInt32
    /// For a number, a string or bytes, the place of its value.
    let value: UInt32

    init(_ kind: Kind, _ lower: Int, _ upper: Int, value: Int = 0) {
        (self.kind, self.lower, self.upper, self.value) = (kind, UInt32(lower), UInt32(upper), UInt32(value))
    }

    /// Where it is, in UTF-8 bytes of the expression.
    var range: Range<Int> { Range(uncheckedBounds: (Int(lower), Int(upper))) }
    var start: Int { Int(lower) }
    var end: Int { Int(upper) }
}

extension Token.Kind {
    /// As it is written, if it is always written so; else what it is called.
    var spelling: String {
        switch self {
        case .identifier: "a name"
        case .quotedField: "a field name in back quotes"
        case .number: "a number"
        case .string: "a string"
        case .bytes: "bytes"
        case .end: "the end"
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
