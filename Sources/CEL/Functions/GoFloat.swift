/// Doubles as Go reads and writes them.
///
/// Source: https://pkg.go.dev/strconv#FormatFloat with format 'g' and the shortest precision, and `ParseFloat`.
enum GoFloat {
    /// The shortest digits that give the same number back; an exponent below 1e-4 and from 1e+06 on.
    static func format(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
        let sign = value.sign == .minus ? "-" : ""
        guard value != 0 else { return sign + "0" }
        let (digits, exponent) = decimal(value.magnitude)
        if exponent < -4 || exponent >= 6 {
            let head = String(digits.first ?? "0")
            let tail = digits.dropFirst()
            let magnitude = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
            return sign + head + (tail.isEmpty ? "" : "." + tail) + "e" + (exponent < 0 ? "-" : "+") + magnitude
        }
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
        if digits.utf8.count <= exponent + 1 {
            return sign + digits + String(repeating: "0", count: exponent + 1 - digits.utf8.count)
        }
        return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
    }

    /// The significant digits of a positive number, and the decimal exponent of the first.
    static func decimal(_ value: Double) -> (digits: String, exponent: Int) {
        // Swift prints the shortest digits too, in forms of its own.
        let parts = "\(value)".split(separator: "e")
        var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let number = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(number[0])
        let fraction = number.count > 1 ? String(number[1]) : ""
        exponent += whole.utf8.count - 1
        var digits = (whole + fraction)[...]
        while digits.first == "0", digits.utf8.count > 1 {
            digits = digits.dropFirst()
            exponent -= 1
        }
        while digits.last == "0", digits.utf8.count > 1 { digits = digits.dropLast() }
        return (String(digits), exponent)
    }

    /// The number of a text; nil if it is none.
    static func parse(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ $0 > 32 }) else { return nil }
        let unsigned = text.first == "+" || text.first == "-" ? text.dropFirst() : text[...]
        switch unsigned.lowercased() {
        case "inf", "infinity": return text.first == "-" ? -.infinity : .infinity
        case "nan": return unsigned.utf8.count == text.utf8.count ? .nan : nil
        default:
            guard let first = unsigned.utf8.first, isDigit(first) || first == UInt8(ascii: ".") else { return nil }
            guard let value = Double(text.hasPrefix("+") ? String(unsigned) : text), value.isFinite else { return nil }
            return value
        }
    }
}
