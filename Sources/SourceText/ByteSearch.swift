#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension UnsafeBufferPointer<UInt8> {
    /// Whether a text, which is not empty, stands anywhere in the bytes. The search of the C library goes through them many times as fast
    /// as one over a collection.
    package func holds(_ text: StaticString) -> Bool {
        holds(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Whether other bytes stand anywhere in these, one after the other.
    package func holds(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first, let start = text.baseAddress else { return true }
        guard var place = UnsafeRawPointer(baseAddress) else { return false }
        let end = place + count - text.count
        while place <= end, let found = memchr(place, Int32(first), end - place + 1) {
            if memcmp(found, start, text.count) == 0 { return true }
            place = UnsafeRawPointer(found) + 1
        }
        return false
    }
}
