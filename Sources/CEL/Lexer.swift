/// Cuts an expression into tokens.
///
/// Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax, and what Kubernetes' parser makes of it.
struct Lexer {
    /// The tokens of an expression, the last of which is `.end`, and what they refer to.
    struct Result {
        let bytes: [UInt8]
        var tokens: [Token] = []
        /// The values of numbers, strings and bytes.
        var values: [Expression.Literal] = []

        /// The text of an identifier, or of a field name without its back quotes.
        func name(_ token: Token) -> String {
            let isQuoted = token.kind == .quotedField
            return String(decoding: bytes[isQuoted ? token.start + 1..<token.end - 1 : token.range], as: UTF8.self)
        }
    }

    private var result: Result
    private var bytes: [UInt8] { result.bytes }
    private var at = 0
    private let allowsQuotedFields: Bool

    /// The most code points that an expression may have, as in Kubernetes.
    static let sizeLimit = 100_000

    private init(_ text: String, allowsQuotedFields: Bool) {
        result = Result(bytes: Array(text.utf8))
        self.allowsQuotedFields = allowsQuotedFields
        // A word, a dot, a word: few tokens are shorter than three bytes with what surrounds them.
        result.tokens.reserveCapacity(result.bytes.count / 3 + 4)
    }

    /// All tokens.
    static func tokens(of text: String, allowsQuotedFields: Bool) throws(CELError) -> Result {
        guard text.utf8.count <= sizeLimit || text.unicodeScalars.count <= sizeLimit else {
            throw CELError("the expression has more than \(sizeLimit) characters", at: 0..<0)
        }
        var lexer = Lexer(text, allowsQuotedFields: allowsQuotedFields)
        repeat { try lexer.next() } while lexer.result.tokens.last?.kind != .end
        return lexer.result
    }

    private func byte(_ offset: Int = 0) -> UInt8? {
        at + offset < result.bytes.count ? result.bytes[at + offset] : nil
    }

    private mutating func add(_ kind: Token.Kind, from start: Int) { result.tokens.append(Token(kind, start, at)) }

    private mutating func add(_ kind: Token.Kind, _ value: Expression.Literal, from start: Int) {
        result.tokens.append(Token(kind, start, at, value: result.values.count))
        result.values.append(value)
    }

    private mutating func next() throws(CELError) {
        skipBlanks()
        let start = at
        guard let first = byte() else { return add(.end, from: start) }
        if isWordStart(first), !startsLiteral(first) {
            while let byte = byte(), isWordStart(byte) || isDigit(byte) { at += 1 }
            return add(keyword(start) ?? .identifier, from: start)
        }
        if isDigit(first) || (first == UInt8(ascii: ".") && byte(1).map(isDigit) == true) {
            return add(.number, try number(), from: start)
        }
        if let prefix = literalPrefix() {
            at += prefix.length
            var literal = StringLiteral(bytes: bytes, at: at, isRaw: prefix.isRaw, isBytes: prefix.isBytes)
            let content = try literal.read()
            at = literal.at
            return prefix.isBytes
                ? add(.bytes, .bytes(content), from: start)
                : add(.string, .string(String(decoding: content, as: UTF8.self)), from: start)
        }
        if first == UInt8(ascii: "`"), allowsQuotedFields { return try quotedField() }
        let pair = byte(1).flatMap { Token.Kind(first, $0) }
        if let symbol = pair ?? Token.Kind(first) {
            at += pair == nil ? 1 : 2
            return add(symbol, from: start)
        }
        let end = bytes[start...].dropFirst().firstIndex { $0 & 0xC0 != 0x80 } ?? bytes.count
        throw CELError("unexpected character '\(String(decoding: bytes[start..<end], as: UTF8.self))'", at: start..<end)
    }

    private func keyword(_ start: Int) -> Token.Kind? {
        let candidate: Token.Kind
        switch (at - start, result.bytes[start]) {
        case (2, UInt8(ascii: "i")): candidate = .in
        case (4, UInt8(ascii: "t")): candidate = .true
        case (4, UInt8(ascii: "n")): candidate = .null
        case (5, UInt8(ascii: "f")): candidate = .false
        default: return nil
        }
        return result.bytes[start..<at].elementsEqual(candidate.spelling.utf8) ? candidate : nil
    }

    /// Whether a letter is the prefix of a literal, and not of a word.
    private func startsLiteral(_ letter: UInt8) -> Bool {
        letter | 0x20 == UInt8(ascii: "b") || letter | 0x20 == UInt8(ascii: "r") ? literalPrefix() != nil : false
    }

    private mutating func skipBlanks() {
        while let byte = byte() {
            switch byte {
            case 9, 10, 12, 13, 32: at += 1
            case UInt8(ascii: "/") where self.byte(1) == UInt8(ascii: "/"):
                while let byte = self.byte(), byte != 10 { at += 1 }
            default: return
            }
        }
    }

    /// `r`, `b`, `br` in either case before a quote, or a quote alone.
    private func literalPrefix() -> (length: Int, isRaw: Bool, isBytes: Bool)? {
        func isQuote(_ offset: Int) -> Bool { byte(offset) == UInt8(ascii: "'") || byte(offset) == UInt8(ascii: "\"") }
        func isLetter(_ offset: Int, _ letter: UInt8) -> Bool { byte(offset).map { $0 | 0x20 } == letter }
        let (b, r) = (UInt8(ascii: "b"), UInt8(ascii: "r"))
        if isQuote(0) { return (0, false, false) }
        if isLetter(0, r), isQuote(1) { return (1, true, false) }
        if isLetter(0, b), isQuote(1) { return (1, false, true) }
        if isLetter(0, b), isLetter(1, r), isQuote(2) { return (2, true, true) }
        return nil
    }

    private mutating func quotedField() throws(CELError) {
        let start = at
        at += 1
        while let byte = byte(), byte != UInt8(ascii: "`") {
            guard isWordStart(byte) || isDigit(byte) || [45, 46, 47, 32].contains(byte) else { break }
            at += 1
        }
        guard byte() == UInt8(ascii: "`"), at > start + 1 else {
            throw CELError("a field name in back quotes is not closed", at: start..<at)
        }
        at += 1
        add(.quotedField, from: start)
    }

    // MARK: Numbers

    private mutating func number() throws(CELError) -> Expression.Literal {
        let start = at
        if byte() == UInt8(ascii: "0"), byte(1).map({ $0 | 0x20 }) == UInt8(ascii: "x"), byte(2).map(isHexadecimal) == true {
            at += 2
            while let byte = byte(), isHexadecimal(byte) { at += 1 }
            return try integer(String(decoding: bytes[start + 2..<at], as: UTF8.self), radix: 16, from: start)
        }
        skipDigits()
        var isDouble = false
        if byte() == UInt8(ascii: "."), byte(1).map(isDigit) == true {
            isDouble = true
            at += 1
            skipDigits()
        }
        if byte().map({ $0 | 0x20 }) == UInt8(ascii: "e") {
            let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
            if byte(1 + sign).map(isDigit) == true {
                isDouble = true
                at += 1 + sign
                skipDigits()
            }
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        guard isDouble else { return try integer(text, radix: 10, from: start) }
        guard let value = Double(text), value.isFinite else {
            throw CELError("the number is too large for a double", at: start..<at)
        }
        return .double(value)
    }

    /// An integer without its sign. One that only `-` in front makes legal is given as the most negative one.
    private mutating func integer(_ digits: String, radix: Int, from start: Int) throws(CELError) -> Expression.Literal {
        if byte().map({ $0 | 0x20 }) == UInt8(ascii: "u") {
            at += 1
            guard let value = UInt64(digits, radix: radix) else {
                throw CELError("the number is too large for a uint", at: start..<at)
            }
            return .uint(value)
        }
        guard let magnitude = UInt64(digits, radix: radix), magnitude <= 1 << 63 else {
            throw CELError("the number is too large for an int", at: start..<at)
        }
        return .int(Int64(truncatingIfNeeded: magnitude))
    }

    private mutating func skipDigits() {
        while let byte = byte(), isDigit(byte) { at += 1 }
    }
}

/// Whether a byte is a decimal digit.
func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

/// Whether a byte is a hexadecimal digit.
func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte | 0x20) }

/// Whether a byte may begin an identifier.
func isWordStart(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") }
