#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Searches in UTF-8, in time linear in both lengths whatever they hold: texts and what is searched in them may come from whoever
/// wrote an object.
enum ByteSearch {
    /// Where a part begins in a text for the first time; nil if it is not in it.
    static func firstIndex(of part: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = part.first, let wanted = part.baseAddress else { return 0 }
        guard part.count <= text.count, let base = text.baseAddress else { return nil }
        if part.count > longestCompared { return indexByPrefixes(of: part, in: text) }
        var start = 0
        while start + part.count <= text.count {
            guard let found = memchr(base + start, Int32(first), text.count - part.count + 1 - start) else { return nil }
            start = UnsafeRawPointer(base).distance(to: found)
            if memcmp(base + start, wanted, part.count) == 0 { return start }
            start += 1
        }
        return nil
    }

    /// Up to how many bytes a part is compared at each place where it may begin.
    private static let longestCompared = 32

    /// The search of Knuth, Morris and Pratt: no byte of the text is looked at twice.
    private static func indexByPrefixes(of part: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>) -> Int? {
        // For each beginning of the part, how long the longest shorter beginning is that it ends with.
        var borders = [Int](repeating: 0, count: part.count)
        var length = 0
        for index in 1..<part.count {
            while length > 0, part[index] != part[length] { length = borders[length - 1] }
            if part[index] == part[length] { length += 1 }
            borders[index] = length
        }
        length = 0
        for index in text.indices {
            while length > 0, text[index] != part[length] { length = borders[length - 1] }
            if text[index] == part[length] { length += 1 }
            if length == part.count { return index + 1 - length }
        }
        return nil
    }

    /// The same in the rest of a text; the index counts from the text's start.
    static func firstIndex(of part: [UInt8], in text: [UInt8], from start: Int = 0) -> Int? {
        part.withUnsafeBufferPointer { part in
            text.withUnsafeBufferPointer { text in
                firstIndex(of: part, in: UnsafeBufferPointer(rebasing: text[start...])).map { start + $0 }
            }
        }
    }

    /// Where a part begins in a text for the last time; nil if it is not in it.
    static func lastIndex(of part: [UInt8], in text: some BidirectionalCollection<UInt8>) -> Int? {
        // A part's last place is the first place of the part read backwards in the text read backwards.
        firstIndex(of: part.reversed(), in: text.reversed()).map { text.count - $0 - part.count }
    }

    /// How many code points bytes hold.
    static func scalarCount(_ bytes: some Sequence<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }

    /// The index after the code point that begins at one.
    static func indexAfterScalar(at index: Int, in bytes: [UInt8]) -> Int {
        var next = index + 1
        while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }

    /// The index of a code point by its number; nil beyond the end.
    static func index(ofScalar number: Int, in bytes: [UInt8]) -> Int? {
        var left = number
        for index in bytes.indices where bytes[index] & 0xC0 != 0x80 {
            if left == 0 { return index }
            left -= 1
        }
        return left == 0 ? bytes.count : nil
    }
}

extension Activation {
    /// The UTF-8 of a string; empty for other values.
    func utf8(_ value: Value) -> [UInt8] { withUTF8(value) { Array($0) } ?? [] }
}
