/// How plain scalars get their types. Quoted and block scalars are always strings.
///
/// Both ways are go-yaml's, which reads YAML for everything in Kubernetes. Source: `resolve.go` of go-yaml v2 (in sigs.k8s.io/yaml) and v3.
public enum ScalarTyping: Sendable {
    /// As the API server, kubectl and kustomization files have it: YAML 1.1, where `y`, `no` and `on` are booleans and
    /// dates are strings.
    case kubernetes
    /// As kustomize reads the resources it builds from: `yes` and `on` are strings, dates are timestamps.
    case kustomize

    /// The type of a plain scalar. `<<` is a string here; the parser knows merge keys.
    public func kind(ofPlain text: UnsafeBufferPointer<UInt8>) -> NodeKind {
        guard let first = text.first else { return .null }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return number(text)
        case UInt8(ascii: "~"): return text.count == 1 ? .null : .string
        case UInt8(ascii: "n"), UInt8(ascii: "N"):
            if Self.isOne(of: ["null", "Null", "NULL"], text) { return .null }
            return isOldBoolean(text) ? .bool : .string
        case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
            return Self.isOne(of: ["true", "True", "TRUE", "false", "False", "FALSE"], text) ? .bool : .string
        case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "o"), UInt8(ascii: "O"):
            return isOldBoolean(text) ? .bool : .string
        default: return .string
        }
    }

    private func isOldBoolean(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard self == .kubernetes, text.count <= 3 else { return false }
        return Self.isOne(
            of: [
                "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF",
            ], text)
    }

    private static func isOne(of words: [StaticString], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        words.contains { word in
            word.utf8CodeUnitCount == text.count
                && text.elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        }
    }

    private static let infinities: [StaticString] = [
        ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF",
    ]
    private static let notANumber: [StaticString] = [".nan", ".NaN", ".NAN"]

    private func number(_ text: UnsafeBufferPointer<UInt8>) -> NodeKind {
        if Self.isOne(of: Self.infinities, text) || Self.isOne(of: Self.notANumber, text) { return .float }
        if self == .kustomize, Timestamps.isTimestamp(text) { return .timestamp }
        if Self.integer(text) != nil { return .int }
        return Self.float(text) != nil ? .float : .string
    }
}

// MARK: Integers

extension ScalarTyping {
    /// An integer of a scalar.
    package enum Integer: Equatable {
        case int(Int64)
        /// Above the greatest `Int64`.
        case uint(UInt64)
    }

    /// The integer that a text is; nil if it is none or does not fit into 64 bits.
    ///
    /// Decimal, `0x`, `0o`, `0b` and octal with a leading zero, a sign before all of them, `_` anywhere.
    package static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Integer? {
        var digits = text[...]
        var isNegative = false
        if let sign = digits.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            digits = digits.dropFirst()
        }
        let radix = radix(&digits)
        var magnitude: UInt64 = 0
        var hasDigits = false
        for byte in digits {
            if byte == UInt8(ascii: "_") { continue }
            guard let digit = digit(byte), digit < radix else { return nil }
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: radix)
            let (sum, carry) = product.addingReportingOverflow(digit)
            guard !overflow, !carry else { return nil }
            magnitude = sum
            hasDigits = true
        }
        guard hasDigits else { return nil }
        if isNegative {
            return magnitude <= UInt64(Int64.max) + 1 ? .int(Int64(truncatingIfNeeded: 0 &- magnitude)) : nil
        }
        return Int64(exactly: magnitude).map(Integer.int) ?? .uint(magnitude)
    }

    private static func radix(_ digits: inout Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
        guard digits.count > 1, digits.first == UInt8(ascii: "0") else { return 10 }
        let radix: UInt64 =
            switch digits[digits.startIndex + 1] | 0x20 {
            case UInt8(ascii: "x"): 16
            case UInt8(ascii: "o"): 8
            case UInt8(ascii: "b"): 2
            default: 0
            }
        digits = digits.dropFirst(radix == 0 ? 1 : 2)
        return radix == 0 ? 8 : radix
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

// MARK: Floats

extension ScalarTyping {
    /// The number that a text is, if it is written as one: `1.5`, `.5`, `1.`, `1e3`, `.inf`, `.NaN`; `_` anywhere.
    package static func float(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        if isOne(of: infinities, text) { return text.first == UInt8(ascii: "-") ? -.infinity : .infinity }
        if isOne(of: notANumber, text) { return .nan }
        let plain = text.filter { $0 != UInt8(ascii: "_") }
        guard isFloat(plain[...]) else { return nil }
        // Swift wants a digit on both sides of the point.
        var canonical: [UInt8] = []
        for (position, byte) in plain.enumerated() {
            let isPoint = byte == UInt8(ascii: ".")
            if isPoint, canonical.last.map({ $0 < UInt8(ascii: "0") }) ?? true { canonical.append(UInt8(ascii: "0")) }
            canonical.append(byte)
            let next = position + 1 < plain.count ? plain[position + 1] : 0
            if isPoint, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { canonical.append(UInt8(ascii: "0")) }
        }
        guard let value = Double(String(decoding: canonical, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    /// Whether a text is `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
    private static func isFloat(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        func isSign(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") }
        func skipDigits() -> Int {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
            rest = rest.dropFirst(digits)
            return digits
        }
        if isSign(rest.first) { rest = rest.dropFirst() }
        let whole = skipDigits()
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard skipDigits() + whole > 0 else { return false }
        } else if whole == 0 {
            return false
        }
        if let e = rest.first, e | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if isSign(rest.first) { rest = rest.dropFirst() }
            guard skipDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
