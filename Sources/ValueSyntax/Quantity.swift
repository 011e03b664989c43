/// An amount of a resource, as Kubernetes counts it: `500m`, `1.5Gi`, `1e3`.
///
/// The value is `mantissa` × 10^`scale`, exactly. What is finer than a nano is rounded away from zero, and what does
/// not fit the fast form of the API server is capped at ±(2^63 - 1), both as there.
///
/// Source: k8s.io/apimachinery/pkg/api/resource (`ParseQuantity`).
public struct Quantity: Sendable {
    /// The family of suffixes in which the amount was written, and in which it is printed.
    public enum Format: Sendable, Hashable {
        /// `Ki`, `Mi` …
        case binarySI
        /// `m`, `k`, `M` …, or none.
        case decimalSI
        /// `e3`
        case decimalExponent
    }

    /// Why a text is no quantity, in the words of the API server.
    public enum ParseError: Error, Hashable, Sendable, CustomStringConvertible {
        case wrongFormat
        case wrongSuffix
        case wrongNumber

        /// The API server's message.
        public var description: String {
            switch self {
            case .wrongFormat:
                "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
            case .wrongSuffix: "unable to parse quantity's suffix"
            case .wrongNumber: "unable to parse numeric part of quantity"
            }
        }
    }

    /// The digits of the value.
    public let mantissa: Int128
    /// The power of ten that `mantissa` counts; at least -9.
    public let scale: Int
    /// How the amount is printed.
    public let format: Format
    /// Whether the API server would hold it as an int64 and a scale, not as a big decimal: only then is it an integer to it.
    let isCompact: Bool

    init(mantissa: Int128, scale: Int, format: Format, isCompact: Bool) {
        (self.mantissa, self.scale, self.format, self.isCompact) = (mantissa, scale, format, isCompact)
    }

    /// A whole number.
    public init(_ value: Int64) {
        self.init(mantissa: Int128(value), scale: 0, format: .decimalSI, isCompact: true)
    }

    /// Parses the whole text; nil if it is no quantity.
    public init?(_ text: String) {
        guard let value = try? Quantity(parsing: text) else { return nil }
        self = value
    }

    /// Parses the whole text; nil if it is no quantity.
    public init?(utf8: UnsafeBufferPointer<UInt8>) {
        guard let value = try? QuantityParser.parse(utf8) else { return nil }
        self = value
    }

    /// Parses the whole text.
    public init(parsing text: String) throws(ParseError) {
        var text = text
        let result = text.withUTF8 { utf8 in
            Result { () throws(ParseError) in try QuantityParser.parse(utf8) }
        }
        self = try result.get()
    }

    // MARK: Questions

    /// -1, 0 or 1.
    public var sign: Int { Int(mantissa.signum()) }

    /// The value, if the API server's `AsInt64` gives one: not for `1.5Gi`, nor for `1000m`, though it is whole.
    public var asInteger: Int64? {
        guard isCompact, scale >= 0, let value = Self.scaled(mantissa, by: scale) else { return nil }
        return Int64(exactly: value)
    }

    /// Whether `asInteger` has a value.
    public var isInteger: Bool { asInteger != nil }

    /// Whether the value is whole, however it is written.
    public var isWhole: Bool {
        guard scale < 0 else { return true }
        guard let unit = Self.scaled(1, by: -scale) else { return mantissa == 0 }
        return mantissa % unit == 0
    }

    /// The value as a double; ± infinity when it is too large.
    public var asApproximateDouble: Double {
        // Ten decimal digits of powers are exact, so short numbers come out as they are written.
        if scale < 0, let unit = Self.scaled(1, by: -scale) { return Double(mantissa) / Double(unit) }
        return Double("\(mantissa)e\(scale)") ?? (mantissa < 0 ? -.infinity : .infinity)
    }

    /// The value in the given power of ten, rounded up (away from zero), as `ScaledValue` gives it: -3 for milli.
    ///
    /// Nil when it does not fit.
    public func rounded(toScale target: Int) -> Int64? {
        if target <= scale { return Self.scaled(mantissa, by: scale - target).flatMap { Int64(exactly: $0) } }
        guard let unit = Self.scaled(1, by: target - scale) else { return Int64(mantissa.signum()) }
        let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: unit)
        return Int64(exactly: quotient + remainder.signum())
    }

    // MARK: Arithmetic

    /// The sum, in the format of the receiver unless that is zero.
    ///
    /// When the two lie further apart than 38 digits, the smaller one is dropped.
    public func adding(_ other: Quantity) -> Quantity {
        if other.mantissa == 0 { return self }
        if mantissa == 0 { return other }
        let isCompact = isCompact && other.isCompact
        let (large, small) = scale >= other.scale ? (self, other) : (other, self)
        guard let shifted = Self.scaled(large.mantissa, by: large.scale - small.scale) else {
            return Quantity(mantissa: large.mantissa, scale: large.scale, format: format, isCompact: false)
        }
        let (sum, overflow) = shifted.addingReportingOverflow(small.mantissa)
        if overflow { return Quantity(mantissa: large.mantissa, scale: large.scale, format: format, isCompact: false) }
        let fits = Int64(exactly: sum) != nil && Int64(exactly: shifted) != nil
        return Quantity(mantissa: sum, scale: small.scale, format: format, isCompact: isCompact && fits)
    }

    /// The difference, in the format of the receiver unless that is zero.
    public func subtracting(_ other: Quantity) -> Quantity { adding(other.negated) }

    /// The same amount with the other sign.
    public var negated: Quantity { Quantity(mantissa: -mantissa, scale: scale, format: format, isCompact: isCompact) }

    /// `value` × 10^`exponent`, or nil on overflow.
    static func scaled(_ value: Int128, by exponent: Int) -> Int128? {
        if value == 0 { return 0 }
        guard exponent <= 38 else { return nil }
        var result = value
        for _ in 0..<exponent {
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            result = product
        }
        return result
    }

    /// The value without trailing zeros in the mantissa: equal amounts have equal ones.
    private var reduced: (mantissa: Int128, scale: Int) {
        guard mantissa != 0 else { return (0, 0) }
        var (value, power) = (mantissa, scale)
        while value % 10 == 0 { (value, power) = (value / 10, power + 1) }
        return (value, power)
    }
}

// MARK: - Comparison

extension Quantity: Comparable, Hashable {
    /// Whether the amounts are equal, however they are written: `1` and `1000m` are.
    public static func == (left: Quantity, right: Quantity) -> Bool { left.reduced == right.reduced }

    /// Hashes the amount, not its spelling.
    public func hash(into hasher: inout Hasher) {
        let (value, power) = reduced
        hasher.combine(value)
        hasher.combine(power)
    }

    /// Compares the amounts.
    public static func < (left: Quantity, right: Quantity) -> Bool { left.compare(to: right) < 0 }

    /// -1, 0 or 1.
    public func compare(to other: Quantity) -> Int {
        guard sign == other.sign else { return sign < other.sign ? -1 : 1 }
        let common = min(scale, other.scale)
        let left = Self.scaled(mantissa, by: scale - common)
        let right = Self.scaled(other.mantissa, by: other.scale - common)
        return switch (left, right) {
        case (let left?, let right?): left < right ? -1 : left > right ? 1 : 0
        // The one that overflows at the scale of the other is farther from zero.
        case (nil, _): sign
        case (_, nil): -sign
        }
    }
}

// MARK: - Multiples

extension Quantity {
    /// The amount as often as said, exactly; where it would not fit, its last ten digits are dropped.
    ///
    /// - Precondition: the number is not negative.
    public func multiplied(by count: Int) -> Quantity {
        precondition(count >= 0, "an amount cannot be there less than zero times")
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: Int128(count))
        guard overflow else {
            return Quantity(
                mantissa: product, scale: scale, format: format, isCompact: isCompact && Int64(exactly: product) != nil)
        }
        let unit: Int128 = 10_000_000_000
        return Quantity(mantissa: mantissa / unit * Int128(count), scale: scale + 10, format: format, isCompact: false)
    }
}
