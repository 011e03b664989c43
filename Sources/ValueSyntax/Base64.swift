/// Standard base64 with padding, as Go's `base64.StdEncoding`: line breaks inside are skipped.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The text of some bytes.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            (bits, count) = (bits << 8 | UInt32(byte), count + 1)
            if count == 3 {
                for shift: UInt32 in [18, 12, 6, 0] { result.append(alphabet[Int(bits >> shift & 63)]) }
                (bits, count) = (0, 0)
            }
        }
        if count > 0 {
            bits <<= UInt32(8 * (3 - count))
            for place in 0..<4 {
                result.append(place <= count ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The bytes of a text; nil if it is not base64.
    public static func decode(_ text: String) -> [UInt8]? {
        let symbols = text.utf8.filter { $0 != 10 && $0 != 13 }
        guard symbols.count % 4 == 0 else { return nil }
        let padding = symbols.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        var result: [UInt8] = []
        var (bits, count): (UInt32, Int) = (0, 0)
        for symbol in symbols.dropLast(padding) {
            guard let value = value(of: symbol) else { return nil }
            (bits, count) = (bits << 6 | UInt32(value), count + 6)
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return result
    }

    private static func value(of symbol: UInt8) -> UInt8? {
        switch symbol {
        case 0x41...0x5A: symbol - 0x41
        case 0x61...0x7A: symbol - 0x61 + 26
        case 0x30...0x39: symbol - 0x30 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
