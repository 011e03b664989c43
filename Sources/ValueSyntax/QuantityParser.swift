/// Reads quantities byte for byte as the API server does.
enum QuantityParser {
    private static let nano = -9
    private static let maximum = Int128(Int64.max)

    /// The parts of the text: `-` `1` `.5` `Gi`.
    private struct Parts {
        var isNegative = false
        /// Digits before the point, without leading zeros, and behind it.
        var whole: Range<Int> = 0..<0
        var fraction: Range<Int> = 0..<0
        var suffix: Range<Int> = 0..<0
        var hasDigits = false
    }

    /// What a suffix multiplies by.
    private enum Factor {
        case ten(exponent: Int, Quantity.Format)
        case two(exponent: Int)
    }

    static func parse(_ text: UnsafeBufferPointer<UInt8>) throws(Quantity.ParseError) -> Quantity {
        let parts = split(text)
        guard parts.hasDigits, parts.suffix.upperBound == text.count else { throw .wrongFormat }
        guard let factor = factor(UnsafeBufferPointer(rebasing: text[parts.suffix])) else { throw .wrongSuffix }
        return compact(parts, factor, text) ?? decimal(parts, factor, text)
    }

    private static func split(_ text: UnsafeBufferPointer<UInt8>) -> Parts {
        var parts = Parts()
        var at = 0
        func skip(while holds: (UInt8) -> Bool) -> Range<Int> {
            let start = at
            while at < text.count, holds(text[at]) { at += 1 }
            return start..<at
        }
        func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
        if at < text.count, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
            parts.isNegative = text[at] == UInt8(ascii: "-")
            at += 1
        }
        let zeros = skip { $0 == 0x30 }
        parts.whole = skip(while: isDigit)
        parts.fraction = at..<at
        if at < text.count, text[at] == UInt8(ascii: ".") {
            at += 1
            parts.fraction = skip(while: isDigit)
        }
        parts.hasDigits = !zeros.isEmpty || !parts.whole.isEmpty || !parts.fraction.isEmpty
        let start = at
        _ = skip { "eEinumkKMGTP".utf8.contains($0) }
        if at < text.count, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") { at += 1 }
        _ = skip(while: isDigit)
        parts.suffix = start..<at
        return parts
    }

    private static func factor(_ suffix: UnsafeBufferPointer<UInt8>) -> Factor? {
        if suffix.count == 2, suffix[1] == UInt8(ascii: "i") {
            guard let index = Quantity.binaryLetters.firstIndex(of: suffix[0]) else { return nil }
            return .two(exponent: 10 * (index + 1))
        }
        if suffix.count > 1, suffix[0] == UInt8(ascii: "e") || suffix[0] == UInt8(ascii: "E") {
            guard let exponent = Int32(String(decoding: suffix[1...], as: UTF8.self)) else { return nil }
            return .ten(exponent: Int(exponent), .decimalExponent)
        }
        guard suffix.count <= 1 else { return nil }
        guard let letter = suffix.first else { return .ten(exponent: 0, .decimalSI) }
        return Quantity.decimalLetters.first { $0.letter == letter }.map { .ten(exponent: $0.exponent, .decimalSI) }
    }

    /// The API server's fast form: an int64 and a scale.
    private static func compact(_ parts: Parts, _ factor: Factor, _ text: UnsafeBufferPointer<UInt8>) -> Quantity? {
        // Upstream counts an absent whole part as the digit 0.
        let wholeCount = max(parts.whole.count, 1)
        let digitCount = wholeCount + parts.fraction.count
        var multiplier: Int128 = 1
        var scale = 0
        let format: Quantity.Format
        switch factor {
        case .ten(let exponent, let family):
            guard digitCount <= 18 else { return nil }
            (scale, format) = (exponent, family)
        case .two(let exponent):
            guard parts.fraction.isEmpty, 15 - wholeCount - exponent * 3 / 10 - 1 >= 0 else { return nil }
            (multiplier, format) = (1 << Int128(exponent), .binarySI)
        }
        scale -= parts.fraction.count
        guard scale >= nano else { return nil }
        var value: Int128 = 0
        for range in [parts.whole, parts.fraction] {
            for byte in text[range] { value = value * 10 + Int128(byte - 0x30) }
        }
        value *= multiplier
        guard value <= maximum else { return nil }
        return Quantity(mantissa: parts.isNegative ? -value : value, scale: scale, format: format, isCompact: true)
    }

    /// The slow form: rounded up to nanos, capped at 2^63 - 1.
    private static func decimal(_ parts: Parts, _ factor: Factor, _ text: UnsafeBufferPointer<UInt8>) -> Quantity {
        var value: Int128 = 0
        var scale = 0
        var isInexact = false
        var isCapped = false
        // Leading zeros of the fraction do not count; 37 digits are more than the cap and the nanos need.
        let digits = [text[parts.whole], text[parts.fraction]].joined()
        let room: Int128 = 1_000_000_000_000_000_000_000_000_000
        for (index, byte) in digits.enumerated() {
            if value < room {
                value = value * 10 + Int128(byte - 0x30)
                if index >= parts.whole.count { scale -= 1 }
            } else {
                isInexact = isInexact || byte != 0x30
                if index < parts.whole.count { scale += 1 }
            }
        }
        var format = Quantity.Format.binarySI
        switch factor {
        case .ten(let exponent, let family): (scale, format) = (scale + exponent, family)
        case .two(let exponent):
            // The power of two is taken by halves of the spare room: 2^60 × 10^28 does not fit 127 bits.
            (value, scale, isInexact) = multiply(value, scale, isInexact, byTwoTo: exponent)
        }
        if scale < nano {
            let unit = Quantity.scaled(1, by: nano - scale)
            let (quotient, remainder) = unit.map(value.quotientAndRemainder(dividingBy:)) ?? (0, value)
            value = quotient + (remainder != 0 || isInexact ? 1 : 0)
            scale = nano
        } else if isInexact {
            value += 1
        }
        if let whole = Quantity.scaled(value, by: max(scale, 0)) {
            let limit = Quantity.scaled(maximum, by: max(-scale, 0)) ?? Int128.max
            isCapped = whole > limit
        } else {
            isCapped = true
        }
        if isCapped { (value, scale) = (maximum, 0) }
        if format == .binarySI, value > 0, let one = Quantity.scaled(1, by: max(-scale, 0)), value < one { format = .decimalSI }
        return Quantity(mantissa: parts.isNegative ? -value : value, scale: scale, format: format, isCompact: false)
    }

    private static func multiply(
        _ value: Int128, _ scale: Int, _ isInexact: Bool, byTwoTo exponent: Int
    ) -> (Int128, Int, Bool) {
        var (value, scale, isInexact) = (value, scale, isInexact)
        for _ in 0..<exponent {
            // A digit that is shed here lies far below a nano, or the amount is above the cap.
            if value > Int128.max / 2 {
                isInexact = isInexact || value % 10 != 0
                (value, scale) = (value / 10, scale + 1)
            }
            value *= 2
        }
        return (value, scale, isInexact)
    }
}
