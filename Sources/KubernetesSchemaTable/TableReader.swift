#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a section of the table starts, in bytes, and how many records it has.
struct Section {
    let start: Int
    let count: Int
}

/// Reads records of the embedded table. Nothing is decoded before it is asked for.
enum TableReader {
    @inline(__always)
    private static var base: UnsafePointer<UInt8> { TableData.text.utf8Start }

    /// One digit of a record.
    @inline(__always)
    static func digit(_ offset: Int) -> Int { Int(base[offset] &- TableLayout.digitBase) }

    /// A number of two digits.
    @inline(__always)
    static func two(_ offset: Int) -> Int { digit(offset) | digit(offset + 1) << 6 }

    /// A number of three digits.
    @inline(__always)
    static func three(_ offset: Int) -> Int { two(offset) | digit(offset + 2) << 12 }

    /// The byte at which a record of a section starts.
    @inline(__always)
    static func record(_ number: Int, _ section: Section, _ width: Int) -> Int { section.start + number * width }

    /// The bytes of a string, which live as long as the program.
    @inline(__always)
    static func utf8(ofString id: Int) -> UnsafeBufferPointer<UInt8> {
        let record = record(id, TableData.stringStarts, TableLayout.stringWidth)
        let (start, end) = (three(record), three(record + TableLayout.stringWidth))
        return UnsafeBufferPointer(start: base + TableData.strings.start + start, count: end - start)
    }

    /// A string.
    static func string(_ id: Int) -> String { String(decoding: utf8(ofString: id), as: UTF8.self) }

    /// Whether a string has these bytes.
    @inline(__always)
    static func isEqual(_ id: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let string = utf8(ofString: id)
        guard string.count == bytes.count else { return false }
        guard let a = string.baseAddress, let b = bytes.baseAddress else { return true }
        return memcmp(a, b, bytes.count) == 0
    }

    /// Whether a string comes before these bytes in the order of bytes.
    static func isOrdered(_ id: Int, before bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let string = utf8(ofString: id)
        guard let a = string.baseAddress, let b = bytes.baseAddress else { return string.count < bytes.count }
        let order = memcmp(a, b, min(string.count, bytes.count))
        return order == 0 ? string.count < bytes.count : order < 0
    }

    /// The versions between two digits of a record.
    @inline(__always)
    static func versions(_ offset: Int) -> KubernetesVersionSet {
        KubernetesVersionSet(minorsFrom: UInt64(digit(offset)), through: UInt64(digit(offset + 1)))
    }
}
