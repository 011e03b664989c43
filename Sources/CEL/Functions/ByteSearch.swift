import SourceText

/// What functions on strings ask of UTF-8.
enum ByteSearch {
    /// Where a part begins in a text, at an index or after it, for the first time; nil if it is not there. The result counts from the text's start.
    static func firstIndex(of part: [UInt8], in text: [UInt8], from start: Int = 0) -> Int? {
        part.withUnsafeBufferPointer { part in
            text.withUnsafeBufferPointer { text in
                UnsafeBufferPointer(rebasing: text[start...]).firstIndex(of: part).map { start + $0 }
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
