/// What an unquoted text would be read as by go-yaml v2, which decides whether the printer quotes it.
///
/// Source: `resolve` in go-yaml v2's resolve.go, and `isBase60Float` and `isOldBool` in its encode.go.
package enum PlainScalar {
    /// Whether the text, written without quotes, would be read back as the same string.
    package static func readsAsString(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first else { return false }
        switch first {
        case UInt8(ascii: "."): return !isWord(text) && !isPointFloat(text)
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return !isWord(text) && !isNumber(text)
        default: return !isWord(text)
        }
    }

    private static let words: Set<String> = [
        "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE", "y", "Y", "yes", "Yes", "YES", "on", "On",
        "ON",
        "n", "N", "no", "No", "NO", "off", "Off", "OFF", ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf",
        "+.INF",
        "-.inf", "-.Inf", "-.INF",
    ]

    private static func isWord(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.count <= 5 && words.contains(String(decoding: text, as: UTF8.self))
    }

    /// `.1`, `.5e3`, with `_` only between digits.
    private static func isPointFloat(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = text.dropFirst()
        func skipGroups() -> Bool {
            guard let first = rest.first, isDigit(first) else { return false }
            while let byte = rest.first, isDigit(byte) || byte == UInt8(ascii: "_") {
                if byte == UInt8(ascii: "_"), !(rest.dropFirst().first.map(isDigit) ?? false) { return false }
                rest = rest.dropFirst()
            }
            return true
        }
        guard skipGroups() else { return false }
        guard let e = rest.first else { return true }
        guard e | 0x20 == UInt8(ascii: "e") else { return false }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        return skipGroups() && rest.isEmpty
    }

    private static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if isTimestamp(text) { return true }
        if isGoInteger(text) { return true }
        if ScalarTyping.float(text) != nil, isFloatSyntax(text) { return true }
        return isBase60(text)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// `ScalarTyping.float` also knows words that end in `inf`; only digits may make a number here.
    private static func isFloatSyntax(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.allSatisfy { isDigit($0) || "+-._eE".utf8.contains($0) }
    }

    /// What Go's `ParseInt` or `ParseUint` accept with base 0, `_` left out: no leading zero but that of an octal number.
    private static func isGoInteger(_ text: UnsafeBufferPointer<UInt8>) -> Bool { ScalarTyping.integer(text) != nil }

    /// Go's v2 also takes `H:M:S` with one digit each and a blank before the time.
    private static func isTimestamp(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count >= 8, text[4] == UInt8(ascii: "-") else { return false }
        return Timestamps.isTimestamp(text)
    }

    /// Sexagesimal numbers of YAML 1.1: `1:30`, `190:20:30.15`.
    private static func isBase60(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = text[...]
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        guard let first = rest.first, isDigit(first) else { return false }
        rest = rest.drop { isDigit($0) || $0 == UInt8(ascii: "_") }
        var groups = 0
        while rest.first == UInt8(ascii: ":") {
            let digits = rest.dropFirst().prefix { isDigit($0) }
            guard let first = digits.first, digits.count == 1 || (digits.count == 2 && first <= UInt8(ascii: "5")) else {
                return false
            }
            rest = rest.dropFirst(1 + digits.count)
            groups += 1
        }
        guard groups > 0 else { return false }
        if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop { isDigit($0) || $0 == UInt8(ascii: "_") } }
        return rest.isEmpty
    }
}
