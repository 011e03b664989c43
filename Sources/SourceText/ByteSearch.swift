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
        guard var place = UnsafeRawPointer(baseAddress) else { return false }
        let end = place + count - text.utf8CodeUnitCount
        while place <= end, let found = memchr(place, Int32(text.utf8Start.pointee), end - place + 1) {
            if memcmp(found, text.utf8Start, text.utf8CodeUnitCount) == 0 { return true }
            place = UnsafeRawPointer(found) + 1
        }
        return false
    }
}
