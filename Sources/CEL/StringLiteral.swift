/// Reads one string or bytes literal, from its first quote on.
struct StringLiteral {
    private let bytes: [UInt8]
    /// The next byte to read; after `read`, the byte behind the literal.
    private(set) var at: Int
    private let start: Int
    private let isRaw: Bool
    private let isBytes: Bool

    init(bytes: [UInt8], at: Int, isRaw: Bool, isBytes: Bool) {
        (self.bytes, self.at, start, self.isRaw, self.isBytes) = (bytes, at, at, isRaw, isBytes)
    }

    /// The content in UTF-8, or the octets of a bytes literal.
    mutating func read() throws(CELError) -> [UInt8] {
        let quote = bytes[at]
        let isTriple = at + 2 < bytes.count && bytes[at + 1] == quote && bytes[at + 2] == quote
        at += isTriple ? 3 : 1
        var result: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            if byte == quote, !isTriple || (at + 2 < bytes.count && bytes[at + 1] == quote && bytes[at + 2] == quote) {
                at += isTriple ? 3 : 1
                return result
            }
            if !isTriple, byte == 10 || byte == 13 { break }
            if byte == UInt8(ascii: "\\"), !isRaw {
                try readEscape(into: &result)
            } else {
                result.append(byte)
                at += 1
            }
        }
        throw CELError("the string is not closed", at: start..<min(at, bytes.count))
    }

    private mutating func readEscape(into result: inout [UInt8]) throws(CELError) {
        let escape = at
        guard at + 1 < bytes.count else { throw CELError("the string is not closed", at: start..<bytes.count) }
        let letter = bytes[at + 1]
        at += 2
        if let plain = Self.simple[letter] { return result.append(plain) }
        let value: UInt32?
        switch letter {
        case UInt8(ascii: "x"), UInt8(ascii: "X"): value = digits(2, radix: 16)
        case UInt8(ascii: "u") where !isBytes: value = digits(4, radix: 16)
        case UInt8(ascii: "U") where !isBytes: value = digits(8, radix: 16)
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            at -= 1
            value = digits(3, radix: 8)
        default: value = nil
        }
        guard let value, isBytes || Unicode.Scalar(value) != nil else {
            throw CELError(
                "'\\\(String(decoding: [letter], as: UTF8.self))' is no escape sequence here", at: escape..<min(at, bytes.count))
        }
        if isBytes {
            result.append(UInt8(truncatingIfNeeded: value))
        } else if let scalar = Unicode.Scalar(value) {
            result.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        }
    }

    private mutating func digits(_ count: Int, radix: Int) -> UInt32? {
        guard at + count <= bytes.count else { return nil }
        let text = bytes[at..<at + count]
        guard text.allSatisfy(isHexadecimal) else { return nil }
        at += count
        return UInt32(String(decoding: text, as: UTF8.self), radix: radix)
    }

    private static let simple: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13,
        UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): 92, UInt8(ascii: "'"): 39, UInt8(ascii: "\""): 34,
        UInt8(ascii: "`"): 96, UInt8(ascii: "?"): 63,
    ]
}
