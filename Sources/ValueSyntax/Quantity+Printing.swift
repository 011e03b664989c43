extension Quantity {
    /// The letters before `i`, each 1024 times the last.
    static let binaryLetters = Array("KMGTPE".utf8)

    /// The suffixes of powers of ten.
    static let decimalLetters: [(letter: UInt8, exponent: Int)] = [
        (UInt8(ascii: "n"), -9), (UInt8(ascii: "u"), -6), (UInt8(ascii: "m"), -3), (UInt8(ascii: "k"), 3),
        (UInt8(ascii: "M"), 6), (UInt8(ascii: "G"), 9), (UInt8(ascii: "T"), 12), (UInt8(ascii: "P"), 15),
        (UInt8(ascii: "E"), 18),
    ]
}

extension Quantity: CustomStringConvertible {
    /// The canonical form, as the API server prints it: no fraction, the largest suffix that allows that.
    public var description: String {
        guard mantissa != 0 else { return "0" }
        if format == .binarySI, let text = binaryDescription { return text }
        var (value, exponent) = (mantissa, scale)
        while value % 10 == 0 { (value, exponent) = (value / 10, exponent + 1) }
        // Down to a multiple of three, which is where the suffixes are.
        let surplus = ((exponent % 3) + 3) % 3
        let number = "\(value)" + String(repeating: "0", count: surplus)
        exponent -= surplus
        guard exponent != 0 else { return number }
        let letter = Self.decimalLetters.first { $0.exponent == exponent }?.letter
        guard format != .decimalExponent, let letter else { return number + "e\(exponent)" }
        return number + String(Unicode.Scalar(letter))
    }

    /// Nil when the amount is not whole, or below one Ki: then decimal suffixes say it better.
    private var binaryDescription: String? {
        guard isWhole else { return nil }
        let whole =
            scale >= 0
            ? Self.scaled(mantissa, by: scale) : Self.scaled(1, by: -scale).map { mantissa / $0 }
        guard var value = whole, value <= -1024 || value >= 1024 else { return nil }
        var power = 0
        while value % 1024 == 0, power < Self.binaryLetters.count { (value, power) = (value / 1024, power + 1) }
        return power == 0 ? "\(value)" : "\(value)\(Unicode.Scalar(Self.binaryLetters[power - 1]))i"
    }
}
