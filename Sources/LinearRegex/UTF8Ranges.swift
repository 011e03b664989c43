/// Splits ranges of scalars into sequences of byte ranges, which together match exactly their UTF-8.
enum UTF8Ranges {
    /// A closed range of byte values.
    struct Bytes {
        let low: UInt8
        let high: UInt8
    }

    static func sequences(_ low: UInt32, _ high: UInt32) -> [[Bytes]] {
        var result: [[Bytes]] = []
        var stack = [(low, high)]
        while let (low, high) = stack.popLast() {
            guard let cut = cut(low, high) else {
                result.append(zip(encode(low), encode(high)).map { Bytes(low: $0, high: $1) })
                continue
            }
            stack.append((cut + 1, high))
            stack.append((low, cut))
        }
        return result
    }

    /// The last scalar of a first part, when the range is not one sequence of byte ranges.
    private static func cut(_ low: UInt32, _ high: UInt32) -> UInt32? {
        for limit: UInt32 in [0x7F, 0x7FF, 0xFFFF] where low <= limit && limit < high { return limit }
        guard high > 0x7F else { return nil }
        for shift: UInt32 in [6, 12, 18] {
            let mask: UInt32 = (1 << shift) - 1
            guard low & ~mask != high & ~mask else { break }
            if low & mask != 0 { return low | mask }
            if high & mask != mask { return (high & ~mask) - 1 }
        }
        return nil
    }

    /// Surrogates are encoded too: nothing that is UTF-8 holds those bytes.
    private static func encode(_ value: UInt32) -> [UInt8] {
        func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(value >> shift & 0x3F) }
        return switch value {
        case ..<0x80: [UInt8(value)]
        case ..<0x800: [0xC0 | UInt8(value >> 6), tail(0)]
        case ..<0x10000: [0xE0 | UInt8(value >> 12), tail(6), tail(0)]
        default: [0xF0 | UInt8(value >> 18), tail(12), tail(6), tail(0)]
        }
    }
}
