/// How Go's programs print the numbers that they have read.
package enum GoNumber {
    /// An integer in decimal, whatever base it was written in; nil if it does not fit into 64 bits.
    package static func integer(_ text: UnsafeBufferPointer<UInt8>) -> String? {
        switch ScalarTyping.integer(text) {
        case .int(let value): String(value)
        case .uint(let value): String(value)
        case nil: nil
        }
    }

    /// A number with the fewest digits that read back as it: as an integer where it is one of 64 bits, else as Go's `%g` of the
    /// shortest form, whose exponent starts below 1e-4 and at 1e6.
    ///
    /// Source: `strconv.FormatFloat(f, 'g', -1, 64)`, after a trip through JSON, which drops `.0`.
    package static func float(_ value: Double) -> String {
        if value.rounded(.towardZero) == value {
            if let int = Int64(exactly: value) { return String(int) }
            if let uint = UInt64(exactly: value) { return String(uint) }
        }
        let (digits, exponent) = shortest(value.magnitude)
        let sign = value < 0 ? "-" : ""
        guard exponent < -4 || exponent >= 6 else { return sign + positional(digits, exponent) }
        return sign + scientific(digits, exponent)
    }

    /// A number as Go's `encoding/json` writes it: with an exponent below 1e-6 and from 1e21 on.
    package static func json(_ value: Double) -> String {
        if value == 0 { return value.sign == .minus ? "-0" : "0" }
        let (digits, exponent) = shortest(value.magnitude)
        let sign = value < 0 ? "-" : ""
        guard exponent < -6 || exponent >= 21 else { return sign + positional(digits, exponent) }
        // JSON leaves out the zero of e-09.
        var text = scientific(digits, exponent)
        if let e = text.firstRange(of: "e-0") { text.replaceSubrange(e, with: "e-") }
        return sign + text
    }

    /// The significant digits, and the power of ten of the first one.
    private static func shortest(_ value: Double) -> (digits: String, exponent: Int) {
        let text = value.description
        let parts = text.split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(mantissa[0])
        let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
        var exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + whole.count - 1
        var digits = Substring(whole + fraction)
        while digits.count > 1, digits.first == "0" {
            digits = digits.dropFirst()
            exponent -= 1
        }
        while digits.count > 1, digits.last == "0" { digits = digits.dropLast() }
        return (String(digits), exponent)
    }

    private static func positional(_ digits: String, _ exponent: Int) -> String {
        if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + digits }
        if digits.count <= exponent + 1 { return digits + String(repeating: "0", count: exponent + 1 - digits.count) }
        return digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
    }

    private static func scientific(_ digits: String, _ exponent: Int) -> String {
        let mantissa = digits.count > 1 ? digits.prefix(1) + "." + digits.dropFirst() : Substring(digits)
        let magnitude = abs(exponent)
        return mantissa + (exponent < 0 ? "e-" : "e+") + (magnitude < 10 ? "0" : "") + String(magnitude)
    }
}
