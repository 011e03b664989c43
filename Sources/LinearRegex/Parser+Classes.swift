/// Escapes and bracket expressions.
extension Parser {
    // MARK: Escapes outside brackets

    mutating func parseEscape() throws(RegexError) {
        let start = position
        guard let letter = peek(1) else { throw RegexError("trailing backslash at end of expression", "", at: start) }
        let assertion: Assertion? =
            switch letter {
            case UInt8(ascii: "A"): .beginText
            case UInt8(ascii: "z"): .endText
            case UInt8(ascii: "b"): .wordBoundary
            case UInt8(ascii: "B"): .notWordBoundary
            default: nil
            }
        if let assertion {
            position += 2
            return add(.assertion(assertion))
        }
        if letter == UInt8(ascii: "Q") {
            position += 2
            return parseQuotation()
        }
        if let set = try parseNamedEscape() { return add(.scalars(set)) }
        addLiteral(try parseScalarEscape())
    }

    /// The text up to `\E` or the end is meant literally.
    private mutating func parseQuotation() {
        while peek() != nil {
            if peek() == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "E") {
                position += 2
                return
            }
            if let value = nextScalar() { addLiteral(value) }
        }
    }

    /// `\d`, `\pL`, `\p{Greek}` and the like; nil, and nothing read, if it is another escape.
    private mutating func parseNamedEscape() throws(RegexError) -> ScalarSet? {
        guard let letter = peek(1) else { return nil }
        if let set = NamedClasses.perl(letter) {
            position += 2
            return set
        }
        guard letter == UInt8(ascii: "p") || letter == UInt8(ascii: "P") else { return nil }
        let start = position
        position += 2
        let name = try parseUnicodeName(from: start)
        let isNegated = name.hasPrefix("^")
        guard let set = NamedClasses.unicode(isNegated ? name.dropFirst() : name[...]) else {
            throw failure("invalid character class range", from: start)
        }
        let folded = flags.ignoresCase ? set.normalized.caseFolded : set
        return isNegated != (letter == UInt8(ascii: "P")) ? folded.inverted : folded.normalized
    }

    private mutating func parseUnicodeName(from start: Int) throws(RegexError) -> String {
        let nameStart = position
        guard peek() == UInt8(ascii: "{") else {
            guard nextScalar() != nil else { throw failure("invalid character class range", from: start) }
            return text(from: nameStart)
        }
        guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "}")) else {
            throw failure("invalid character class range", from: start, to: bytes.count)
        }
        position = end + 1
        return text(from: nameStart + 1, to: end)
    }

    /// An escape that means one scalar.
    private mutating func parseScalarEscape() throws(RegexError) -> UInt32 {
        let start = position
        position += 1
        guard let value = nextScalar() else {
            throw RegexError("trailing backslash at end of expression", "", at: start)
        }
        switch value {
        case 0x31...0x37 where !isOctal(peek()): throw failure("invalid escape sequence", from: start)
        case 0x30...0x37:
            var octal = value - 0x30
            for _ in 0..<2 {
                guard let digit = peek(), isOctal(digit) else { break }
                octal = octal * 8 + UInt32(digit - 0x30)
                position += 1
            }
            return octal
        case 0x78: return try parseHexadecimal(from: start)
        case 0x61: return 7
        case 0x66: return 12
        case 0x6E: return 10
        case 0x72: return 13
        case 0x74: return 9
        case 0x76: return 11
        default:
            let isPunctuation = value < 0x80 && (value == 0x5F || !Assertion.Context.isWord(UInt8(value)))
            guard isPunctuation else { throw failure("invalid escape sequence", from: start) }
            return value
        }
    }

    private func isOctal(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return (0x30...0x37).contains(byte)
    }

    /// The rest of `\x41` or `\x{1F451}`.
    private mutating func parseHexadecimal(from start: Int) throws(RegexError) -> UInt32 {
        let isBraced = skip("{")
        var value: UInt32 = 0
        var count = 0
        while count < (isBraced ? 8 : 2), let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue {
            value = value << 4 | UInt32(digit)
            count += 1
            position += 1
        }
        let isComplete = isBraced ? count > 0 && skip("}") : count == 2
        guard isComplete, value <= ScalarSet.maximum else {
            throw failure("invalid escape sequence", from: start, to: min(position + 1, bytes.count))
        }
        return value
    }

    // MARK: Brackets

    mutating func parseClass() throws(RegexError) -> ScalarSet {
        let start = position
        position += 1
        let isNegated = skip("^")
        var set = ScalarSet()
        var isFirst = true
        while isFirst || peek() != UInt8(ascii: "]") {
            guard let byte = peek() else { throw failure("missing closing ]", from: start, to: bytes.count) }
            isFirst = false
            if byte == UInt8(ascii: "["), peek(1) == UInt8(ascii: ":"), let named = try parsePOSIXClass() {
                set.formUnion(named)
            } else if byte == UInt8(ascii: "\\"), let named = try parseNamedEscape() {
                set.formUnion(named)
            } else {
                try parseRange(into: &set, classStart: start)
            }
        }
        position += 1
        set = flags.ignoresCase ? set.normalized.caseFolded : set.normalized
        return isNegated ? set.inverted : set
    }

    private mutating func parseRange(into set: inout ScalarSet, classStart: Int) throws(RegexError) {
        let start = position
        let low = try parseClassScalar(classStart: classStart)
        guard peek() == UInt8(ascii: "-"), let after = peek(1), after != UInt8(ascii: "]") else {
            return set.insert(low, low)
        }
        position += 1
        let high = try parseClassScalar(classStart: classStart)
        guard low <= high else { throw failure("invalid character class range", from: start) }
        set.insert(low, high)
    }

    private mutating func parseClassScalar(classStart: Int) throws(RegexError) -> UInt32 {
        if peek() == UInt8(ascii: "\\") { return try parseScalarEscape() }
        guard let value = nextScalar() else { throw failure("missing closing ]", from: classStart, to: bytes.count) }
        return value
    }

    /// `[:alpha:]`; nil, and nothing read, when there is no `:]`.
    private mutating func parsePOSIXClass() throws(RegexError) -> ScalarSet? {
        let start = position
        var end = position + 2
        while end + 1 < bytes.count, !(bytes[end] == UInt8(ascii: ":") && bytes[end + 1] == UInt8(ascii: "]")) { end += 1 }
        guard end + 1 < bytes.count else { return nil }
        let name = text(from: start + 2, to: end)
        let isNegated = name.hasPrefix("^")
        position = end + 2
        guard let set = NamedClasses.posix(isNegated ? name.dropFirst() : name[...]) else {
            throw failure("invalid character class range", from: start)
        }
        return isNegated ? set.inverted : set
    }
}
