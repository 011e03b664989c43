/// A length of time in nanoseconds, written as Go writes it: `1h30m`, `1.5s`.
///
/// Source: https://pkg.go.dev/time#ParseDuration
public struct GoDuration: Hashable, Sendable {
    /// The length; may be negative.
    public let nanoseconds: Int64

    /// A length in nanoseconds.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Parses the whole text; nil if it is no duration, or longer than 292 years.
    public init?(_ text: String) {
        var text = text
        guard let value = text.withUTF8({ GoDuration(utf8: $0) }) else { return nil }
        self = value
    }

    /// Parses the whole text; nil if it is no duration, or longer than 292 years.
    public init?(utf8: UnsafeBufferPointer<UInt8>) {
        var rest = utf8[...]
        var isNegative = false
        if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            rest.removeFirst()
        }
        guard let first = rest.first else { return nil }
        if rest.count == 1, first == 0x30 {
            self.init(nanoseconds: 0)
            return
        }
        var total: Int128 = 0
        while !rest.isEmpty {
            guard let part = Self.parsePart(&rest) else { return nil }
            total += part
            guard total <= Int128(Int64.max) + 1 else { return nil }
        }
        guard let value = Int64(exactly: isNegative ? -total : total) else { return nil }
        self.init(nanoseconds: value)
    }

    /// One number with its unit.
    private static func parsePart(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int128? {
        var whole: Int128 = 0
        var digits = 0
        while let byte = rest.first, (0x30...0x39).contains(byte) {
            whole = whole * 10 + Int128(byte - 0x30)
            guard whole <= Int128(Int64.max) + 1 else { return nil }
            digits += 1
            rest.removeFirst()
        }
        var fraction: Int128 = 0
        var scale: Int128 = 1
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            while let byte = rest.first, (0x30...0x39).contains(byte) {
                digits += 1
                rest.removeFirst()
                // More digits than these are below a nanosecond of any unit.
                guard scale < 1_000_000_000_000_000_000 else { continue }
                (fraction, scale) = (fraction * 10 + Int128(byte - 0x30), scale * 10)
            }
        }
        guard digits > 0 else { return nil }
        let end = rest.firstIndex { $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) } ?? rest.endIndex
        guard let unit = unit(rest[rest.startIndex..<end]) else { return nil }
        rest = rest[end...]
        return whole * unit + fraction * unit / scale
    }

    private static func unit(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int128? {
        // Both micro signs: U+00B5 and the Greek letter U+03BC.
        switch String(decoding: text, as: UTF8.self) {
        case "ns": 1
        case "us", "\u{B5}s", "\u{3BC}s": 1000
        case "ms": 1_000_000
        case "s": 1_000_000_000
        case "m": 60_000_000_000
        case "h": 3_600_000_000_000
        default: nil
        }
    }

    // MARK: Arithmetic

    /// The sum; nil on overflow.
    public func adding(_ other: GoDuration) -> GoDuration? {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(other.nanoseconds)
        return overflow ? nil : GoDuration(nanoseconds: sum)
    }

    /// The difference; nil on overflow.
    public func subtracting(_ other: GoDuration) -> GoDuration? {
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(other.nanoseconds)
        return overflow ? nil : GoDuration(nanoseconds: difference)
    }

    /// Seconds and a fraction as CEL's `string()` prints them: `5400s`, `1.5s`, `-0.001s`.
    public var secondsDescription: String {
        let magnitude = nanoseconds.magnitude
        let fraction = Self.fraction(magnitude % 1_000_000_000, digits: 9)
        return (nanoseconds < 0 ? "-" : "") + "\(magnitude / 1_000_000_000)\(fraction)s"
    }

    /// `.` and the digits without trailing zeros; empty for none.
    static func fraction(_ value: UInt64, digits: Int) -> String {
        guard value != 0 else { return "" }
        var (value, count) = (value, digits)
        while value % 10 == 0 { (value, count) = (value / 10, count - 1) }
        let text = "\(value)"
        return "." + String(repeating: "0", count: count - text.utf8.count) + text
    }
}

extension GoDuration: Comparable, CustomStringConvertible {
    /// Compares the lengths, a negative one being shorter.
    public static func < (left: GoDuration, right: GoDuration) -> Bool { left.nanoseconds < right.nanoseconds }

    /// As Go's `Duration.String`: `1h30m0s`, `1.5s`, `2ms`, `0s`.
    public var description: String {
        let value = nanoseconds.magnitude
        let sign = nanoseconds < 0 ? "-" : ""
        switch value {
        case 0: return "0s"
        case ..<1000: return sign + "\(value)ns"
        case ..<1_000_000: return sign + "\(value / 1000)" + Self.fraction(value % 1000, digits: 3) + "µs"
        case ..<1_000_000_000: return sign + "\(value / 1_000_000)" + Self.fraction(value % 1_000_000, digits: 6) + "ms"
        default: break
        }
        let seconds = value / 1_000_000_000
        let tail = "\(seconds % 60)" + Self.fraction(value % 1_000_000_000, digits: 9) + "s"
        let minutes = seconds / 60
        if minutes == 0 { return sign + tail }
        return sign + (minutes >= 60 ? "\(minutes / 60)h" : "") + "\(minutes % 60)m" + tail
    }
}
