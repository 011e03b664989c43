extension Library {
    /// `format`, in the form that Kubernetes still has, which the specification has since changed.
    ///
    /// Source: cel-go 0.26 `ext/formatting.go`
    static let stringFormats = Library(
        [
            Function(
                "format", ["string.(list(dyn)): string"],
                .two { template, arguments, activation in
                    let text = activation.text(template) ?? ""
                    let values = activation.elements(arguments) ?? []
                    guard activation.spend(text.utf8.count / 10 + values.totalWeight) else { return Activation.exhausted }
                    return StringFormatter(text, values).run(activation)
                })
        ], .since(29))
}

/// Fills a template of `format`.
private struct StringFormatter {
    private let template: [Unicode.Scalar]
    private let values: [Value]

    init(_ template: String, _ values: [Value]) { (self.template, self.values) = (Array(template.unicodeScalars), values) }

    func run(_ activation: borrowing Activation) -> Value {
        var result = ""
        var at = 0
        var used = 0
        while at < template.count {
            guard template[at] == "%" else {
                result.unicodeScalars.append(template[at])
                at += 1
                continue
            }
            at += 1
            if at < template.count, template[at] == "%" {
                result += "%"
                at += 1
                continue
            }
            var precision: Int?
            if at < template.count, template[at] == "." {
                let digits = template[(at + 1)...].prefix { ("0"..."9").contains($0) }
                precision = Int(String(digits))
                guard precision.map({ $0 <= 100 }) ?? digits.isEmpty else {
                    return .failure("the precision of format() is too large")
                }
                at += 1 + digits.count
            }
            guard at < template.count else { return .failure("unexpected end of format string") }
            guard used < values.count else { return .failure("index \(used) out of range: format() has too few arguments") }
            guard let text = Self.text(values[used], template[at], precision, activation) else {
                return .failure("'%\(template[at])' cannot format a value of type '\(activation.typeName(values[used]))'")
            }
            result += text
            used += 1
            at += 1
        }
        guard used == values.count else {
            return .failure("too many arguments supplied to format() (expected \(used), got \(values.count))")
        }
        return .string(result)
    }

    private static func text(_ value: Value, _ verb: Unicode.Scalar, _ precision: Int?, _ activation: borrowing Activation)
        -> String?
    {
        switch (verb, value) {
        case ("s", _): return isPrintable(value) ? plain(value, activation, isNested: false) : nil
        case ("d", .int(let number)): return "\(number)"
        case ("d", .uint(let number)): return "\(number)"
        case ("b", .bool(let bool)): return bool ? "1" : "0"
        case ("b", .int(let number)): return String(number, radix: 2)
        case ("b", .uint(let number)): return String(number, radix: 2)
        case ("o", .int(let number)): return String(number, radix: 8)
        case ("o", .uint(let number)): return String(number, radix: 8)
        case ("x", _): return hexadecimal(value, activation, isUpper: false)
        case ("X", _): return hexadecimal(value, activation, isUpper: true)
        case ("f", .double(let number)): return DecimalText.fixed(number, precision ?? 6)
        case ("e", .double(let number)): return DecimalText.scientific(number, precision ?? 6)
        case ("f", _), ("e", _), ("d", _):
            // The texts of the special numbers are numbers too.
            guard let text = activation.text(value), ["NaN", "Infinity", "-Infinity"].contains(text) else { return nil }
            return verb == "d" ? nil : text == "NaN" ? "NaN" : text == "Infinity" ? "∞" : "-∞"
        default: return nil
        }
    }

    private static func isPrintable(_ value: Value) -> Bool {
        switch value {
        case .optional, .error, .unknown, .deferred, .library: false
        default: true
        }
    }

    /// `%s`: strings inside a list or map are quoted, doubles there have six places.
    private static func plain(_ value: Value, _ activation: borrowing Activation, isNested: Bool) -> String? {
        if let text = activation.text(value) { return isNested ? StringQuoting.quote(text) : text }
        switch value {
        case .double(let number):
            if !number.isFinite { return isNested ? "\"\(GoFloat.format(number))\"" : GoFloat.format(number) }
            return isNested ? DecimalText.fixed(number, 6) : GoFloat.format(number)
        case .timestamp(let time): return isNested ? "timestamp(\"\(time.content)\")" : time.content.description
        case .duration(let duration):
            return isNested ? "duration(\"\(duration.secondsDescription)\")" : duration.secondsDescription
        case .bytes(let bytes):
            return isNested ? "b\"\(String(decoding: bytes, as: UTF8.self))\"" : String(decoding: bytes, as: UTF8.self)
        default: break
        }
        if let elements = activation.elements(value) {
            let texts = elements.compactMap { plain($0, activation, isNested: true) }
            return texts.count == elements.count ? "[" + texts.joined(separator: ", ") + "]" : nil
        }
        if let entries = activation.entries(value) {
            let texts = entries.compactMap { entry -> String? in
                guard let key = plain(entry.key, activation, isNested: true),
                    let value = plain(entry.value, activation, isNested: true)
                else { return nil }
                return "\(key):\(value)"
            }
            return texts.count == entries.count
                ? "{" + texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: ", ") + "}" : nil
        }
        return activation.describe(value)
    }

    private static func hexadecimal(_ value: Value, _ activation: borrowing Activation, isUpper: Bool) -> String? {
        func bytes(_ bytes: some Sequence<UInt8>) -> String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: isUpper) }.joined()
        }
        switch value {
        case .int(let number): return String(number, radix: 16, uppercase: isUpper)
        case .uint(let number): return String(number, radix: 16, uppercase: isUpper)
        case .bytes(let octets): return bytes(octets)
        default: return activation.text(value).map { bytes($0.utf8) }
        }
    }
}

/// Doubles with a number of decimal places, rounded exactly, halves to even.
enum DecimalText {
    static func special(_ value: Double) -> String { value.isNaN ? "NaN" : value < 0 ? "-∞" : "∞" }

    /// `3.140000`
    static func fixed(_ value: Double, _ places: Int) -> String {
        guard value.isFinite else { return special(value) }
        let digits = rounded(ExactDecimal(value.magnitude), places: places)
        let text = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
        let sign = value.sign == .minus ? "-" : ""
        return sign + text.dropLast(places) + (places > 0 ? "." + text.suffix(places) : "")
    }

    /// `3.140000×10⁰⁰`
    static func scientific(_ value: Double, _ places: Int) -> String {
        // cel-go pads what is no number to the precision.
        guard value.isFinite else {
            let text = special(value)
            return String(repeating: " ", count: max(0, places - text.unicodeScalars.count)) + text
        }
        let exact = ExactDecimal(value.magnitude)
        var exponent = exact.exponent
        var digits = rounded(exact, places: places - exponent)
        if digits.utf8.count > places + 1 {
            exponent += 1
            digits = String(digits.dropLast())
        }
        digits += String(repeating: "0", count: max(0, places + 1 - digits.utf8.count))
        let head = (value.sign == .minus ? "-" : "") + digits.prefix(1) + (places > 0 ? "." + digits.dropFirst() : "")
        let number = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
        let raised = number.unicodeScalars.map { superscripts[Int($0.value) - 48] }
        return head + "×10" + (exponent < 0 ? "⁻" : "") + String(raised)
    }

    private static let superscripts: [Unicode.Scalar] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]

    /// The number times 10^places, as an integer's digits.
    private static func rounded(_ exact: ExactDecimal, places: Int) -> String {
        let kept = exact.digits.count - exact.scale + places
        if kept >= exact.digits.count {
            let text =
                String(decoding: exact.digits.map { $0 + 48 }, as: UTF8.self)
                + String(repeating: "0", count: kept - exact.digits.count)
            return text.allSatisfy { $0 == "0" } ? "0" : text
        }
        guard kept >= 0 else { return "0" }
        var head = Array(exact.digits[..<kept])
        let tail = exact.digits[kept...]
        let isHalf = tail.first == 5 && tail.dropFirst().allSatisfy { $0 == 0 }
        let roundsUp = isHalf ? (head.last ?? 0) % 2 == 1 : (tail.first ?? 0) >= 5
        if roundsUp {
            var at = head.count - 1
            while at >= 0, head[at] == 9 {
                head[at] = 0
                at -= 1
            }
            if at >= 0 { head[at] += 1 } else { head.insert(1, at: 0) }
        }
        let text = String(decoding: head.drop { $0 == 0 }.map { $0 + 48 }, as: UTF8.self)
        return text.isEmpty ? "0" : text
    }
}

/// All decimal digits of a double, which are finitely many.
private struct ExactDecimal {
    /// Without leading zeros, but for zero itself.
    var digits: [UInt8] = [0]
    /// How many of them stand behind the point.
    var scale = 0
    /// The decimal exponent of the first digit.
    var exponent: Int { digits == [0] ? 0 : digits.count - scale - 1 }

    init(_ value: Double) {
        guard value != 0 else { return }
        let power = Int(value.exponent) - 52
        digits = String(UInt64(value.significand * 0x1p52)).utf8.map { $0 - 48 }
        for _ in 0..<max(0, power) { multiply(by: 2) }
        for _ in 0..<max(0, -power) where !(digits.last == 0 && halve()) {
            // Halving is multiplying by five one place further down.
            multiply(by: 5)
            scale += 1
        }
    }

    private mutating func multiply(by factor: UInt8) {
        var carry: UInt8 = 0
        for at in digits.indices.reversed() {
            let product = digits[at] * factor + carry
            (digits[at], carry) = (product % 10, product / 10)
        }
        if carry > 0 { digits.insert(carry, at: 0) }
    }

    /// Halves the integer in place; only called when its last digit is even.
    private mutating func halve() -> Bool {
        var rest: UInt8 = 0
        for at in digits.indices {
            let value = rest * 10 + digits[at]
            (digits[at], rest) = (value / 2, value % 2)
        }
        while digits.count > 1, digits[0] == 0 { digits.removeFirst() }
        return true
    }
}
