/// Cuts an expression into tokens.
///
/// Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax, and what Kubernetes' parser makes of it.
struct Lexer {
    private let bytes: [UInt8]
    private var at = 0
    private let allowsQuotedFields: Bool

    /// The most code points that an expression may have, as in Kubernetes.
    static let sizeLimit = 100_000

    private init(_ text: String, allowsQuotedFields: Bool) {
        bytes = Array(text.utf8)
        self.allowsQuotedFields = allowsQuotedFields
    }

    /// All tokens, the last of which is `.end`.
    static func tokens(of text: String, allowsQuotedFields: Bool) throws(CELError) -> [Token] {
        guard text.utf8.count <= sizeLimit || text.unicodeScalars.count <= sizeLimit else {
            throw CELError("the expression has more than \(sizeLimit) characters", at: 0..<0)
        }
        var lexer = Lexer(text, allowsQuotedFields: allowsQuotedFields)
        var result: [Token] = []
        repeat { result.append(try lexer.next()) } while result.last?.kind != .end
        return result
    }

    private func byte(_ offset: Int = 0) -> UInt8? { at + offset < bytes.count ? bytes[at + offset] : nil }

    private mutating func next() throws(CELError) -> Token {
        skipBlanks()
        let start = at
        guard let first = byte() else { return Token(kind: .end, range: start..<start) }
        if isDigit(first) || (first == UInt8(ascii: ".") && byte(1).map(isDigit) == true) {
            return Token(kind: try number(), range: start..<at)
        }
        if let prefix = literalPrefix() {
            at += prefix.length
            let isRaw = prefix.isRaw, isBytes = prefix.isBytes
            var literal = StringLiteral(bytes: bytes, at: at, isRaw: isRaw, isBytes: isBytes)
            let content = try literal.read()
            at = literal.at
            return Token(kind: isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self)), range: start..<at)
        }
        if isWordStart(first) {
            while let byte = byte(), isWordStart(byte) || isDigit(byte) { at += 1 }
            let word = bytes[start..<at]
            return Token(
                kind: Self.keyword(word).map(Token.Kind.symbol) ?? .identifier(String(decoding: word, as: UTF8.self)),
                range: start..<at)
        }
        if first == UInt8(ascii: "`"), allowsQuotedFields { return try quotedField() }
        let pair = byte(1).flatMap { Token.Symbol(first, $0) }
        if let symbol = pair ?? Token.Symbol(first) {
            at += pair == nil ? 1 : 2
            return Token(kind: .symbol(symbol), range: start..<at)
        }
        let end = bytes[start...].dropFirst().firstIndex { $0 & 0xC0 != 0x80 } ?? bytes.count
        throw CELError("unexpected character '\(String(decoding: bytes[start..<end], as: UTF8.self))'", at: start..<end)
    }

    private static func keyword(_ word: ArraySlice<UInt8>) -> Token.Symbol? {
        switch word.count {
        case 2: word.elementsEqual("in".utf8) ? .in : nil
        case 4: word.elementsEqual("true".utf8) ? .true : word.elementsEqual("null".utf8) ? .null : nil
        case 5: word.elementsEqual("false".utf8) ? .false : nil
        default: nil
        }
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

    private mutating func quotedField() throws(CELError) -> Token {
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
        return Token(kind: .quotedField(String(decoding: bytes[start + 1..<at - 1], as: UTF8.self)), range: start..<at)
    }

    // MARK: Numbers

    private mutating func number() throws(CELError) -> Token.Kind {
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
    private mutating func integer(_ digits: String, radix: Int, from start: Int) throws(CELError) -> Token.Kind {
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
