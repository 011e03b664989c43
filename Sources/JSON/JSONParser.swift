/// Reads JSON as RFC 8259 has it. Nesting is bounded, since messages may come from anywhere.
package struct JSONParser {
    /// Why a text is no JSON.
    package struct Failure: Error, Hashable {
        /// What is wrong, for a log.
        package let message: String
        /// The byte at which reading stopped.
        package let offset: Int
    }

    /// A step from a value to one in it.
    package enum Step: Hashable, Sendable {
        case field(String)
        case element(Int)
    }

    private let bytes: [UInt8]
    private var position = 0
    private static let depth = 200

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The value of a whole text.
    package static func parse(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.value(depth: 0)
        parser.skipBlanks()
        guard parser.position == bytes.count else { throw parser.failure("text after the value") }
        return value
    }

    /// The byte at which the value at a path starts; nil if there is none. For complaints: it reads the text once more.
    package static func offset(of path: [Step], in bytes: [UInt8]) -> Int? {
        var parser = JSONParser(bytes)
        for step in path {
            parser.skipBlanks()
            let opening = parser.next
            parser.position += 1
            var found = false
            for index in 0... where !found {
                parser.skipBlanks()
                switch (step, opening) {
                case (.field(let name), UInt8(ascii: "{")):
                    guard let key = try? parser.string() else { return nil }
                    parser.skipBlanks()
                    guard parser.take(UInt8(ascii: ":")) else { return nil }
                    found = key == name
                case (.element(let wanted), UInt8(ascii: "[")): found = index == wanted
                default: return nil
                }
                if found { break }
                guard (try? parser.value(depth: 0)) != nil else { return nil }
                parser.skipBlanks()
                guard parser.take(UInt8(ascii: ",")) else { return nil }
            }
        }
        parser.skipBlanks()
        return parser.position < bytes.count ? parser.position : nil
    }

    private func failure(_ message: String) -> Failure { Failure(message: message, offset: position) }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(Failure) -> JSONValue {
        guard depth < Self.depth else { throw failure("nested too deeply") }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw failure("the text ends where a value should be")
        default: return try number()
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(Failure) -> JSONValue {
        let word = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes[position...].starts(with: word) else { throw failure("not a value") }
        position += word.count
        return value
    }

    private mutating func object(_ depth: Int) throws(Failure) -> JSONValue {
        position += 1
        var fields: [String: JSONValue] = [:]
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(fields) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw failure("a field's name is missing") }
            let name = try string()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw failure("a colon is missing") }
            fields[name] = try value(depth: depth + 1)
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(fields) }
            guard take(UInt8(ascii: ",")) else { throw failure("a comma is missing") }
        }
    }

    private mutating func array(_ depth: Int) throws(Failure) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw failure("a comma is missing") }
        }
    }

    private mutating func number() throws(Failure) -> JSONValue {
        let start = position
        while let byte = next, "+-.eE0123456789".utf8.contains(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if let value = Int(text), !text.hasPrefix("+") { return .int(value) }
        guard let value = Double(text), value.isFinite, !text.hasPrefix("+") else {
            position = start
            throw failure("not a value")
        }
        return .double(value)
    }

    private mutating func string() throws(Failure) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(&text)
            case 0..<0x20: throw failure("a control character in a text")
            default: text.append(byte)
            }
        }
        throw failure("a text without an end")
    }

    private mutating func escape(_ text: inout [UInt8]) throws(Failure) {
        guard let byte = next else { throw failure("a text without an end") }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"):
            let scalar = try scalar()
            text += String(Character(scalar)).utf8
        default: throw failure("no such escape")
        }
    }

    /// The scalar of `\uXXXX`, or of two of them that are a surrogate pair. Half a pair is U+FFFD.
    private mutating func scalar() throws(Failure) -> Unicode.Scalar {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, bytes[position...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
        let start = position
        position += 2
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else {
            position = start
            return "\u{FFFD}"
        }
        return scalar
    }

    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        guard position + 4 <= bytes.count else { throw failure("a text without an end") }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw failure("no such escape") }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }
}
