#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Searches in bytes, in time linear in both lengths whatever they hold: files, patterns of policies and what those are searched in may come
/// from anybody.
extension UnsafeBufferPointer<UInt8> {
    /// Whether a text, which is not empty, stands anywhere in the bytes.
    package func holds(_ text: StaticString) -> Bool {
        holds(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Whether other bytes stand anywhere in these, one after the other.
    package func holds(_ part: UnsafeBufferPointer<UInt8>) -> Bool { firstIndex(of: part) != nil }

    /// Where other bytes begin in these for the first time; nil if they are not in them. The search of the C library goes through them many
    /// times as fast as one over a collection.
    package func firstIndex(of part: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = part.first, let wanted = part.baseAddress else { return 0 }
        guard part.count <= count, let base = baseAddress else { return nil }
        if part.count > Self.longestCompared { return indexByPrefixes(of: part) }
        var start = 0
        while start + part.count <= count {
            guard let found = memchr(base + start, Int32(first), count - part.count + 1 - start) else { return nil }
            start = UnsafeRawPointer(base).distance(to: found)
            if memcmp(base + start, wanted, part.count) == 0 { return start }
            start += 1
        }
        return nil
    }

    /// Up to how many bytes a part is compared at each place where it may begin.
    private static var longestCompared: Int { 32 }

    /// The search of Knuth, Morris and Pratt: no byte is looked at twice.
    private func indexByPrefixes(of part: UnsafeBufferPointer<UInt8>) -> Int? {
        // For each beginning of the part, how long the longest shorter beginning is that it ends with.
        var borders = [Int](repeating: 0, count: part.count)
        var length = 0
        for index in 1..<part.count {
            while length > 0, part[index] != part[length] { length = borders[length - 1] }
            if part[index] == part[length] { length += 1 }
            borders[index] = length
        }
        length = 0
        for index in indices {
            while length > 0, self[index] != part[length] { length = borders[length - 1] }
            if self[index] == part[length] { length += 1 }
            if length == part.count { return index + 1 - length }
        }
        return nil
    }
}
