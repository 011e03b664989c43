/// Turns libyaml's offsets, which count code points, into offsets of bytes.
///
/// Marks come in nearly ascending order, so the cursor walks with them instead of keeping a table.
struct ByteCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let isASCII: Bool
    private var codePoint = 0
    private var byte: Int
    private let start: Int

    /// Counts code points from an offset.
    init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        (self.bytes, self.start, byte) = (bytes, start, start)
        isASCII = ByteCursor.isASCII(UnsafeRawBufferPointer(bytes))
    }

    /// The offset of the byte at which a code point starts.
    @inline(__always)
    mutating func offset(ofCodePoint index: Int) -> UInt32 {
        if isASCII { return UInt32(truncatingIfNeeded: start + index) }
        return walk(to: index)
    }

    private mutating func walk(to index: Int) -> UInt32 {
        while codePoint < index, byte < bytes.count {
            byte += 1
            while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
            codePoint += 1
        }
        while codePoint > index, byte > start {
            byte -= 1
            while byte > start, bytes[byte] & 0xC0 == 0x80 { byte -= 1 }
            codePoint -= 1
        }
        return UInt32(truncatingIfNeeded: byte)
    }

    private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        var all: UInt64 = 0
        while offset + 8 <= bytes.count {
            all |= bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            offset += 8
        }
        while offset < bytes.count {
            all |= UInt64(bytes[offset])
            offset += 1
        }
        return all & 0x8080_8080_8080_8080 == 0
    }
}
