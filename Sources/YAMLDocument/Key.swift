/// The name of a mapping entry with its hash, made once and looked up often.
///
/// Every entry of a document stores the hash of its key, so that a look-up compares numbers and only then bytes. Hashes
/// need no table that documents and rules would have to share.
public struct Key: Hashable, Sendable {
    /// The name.
    public let text: String
    package let hash: UInt32
    package let utf8: [UInt8]

    /// Prepares a name for look-ups.
    public init(_ text: String) {
        self.text = text
        utf8 = Array(text.utf8)
        hash = utf8.withUnsafeBufferPointer(Key.hash(of:))
    }

    /// Runs a closure on the key as views of documents take it.
    @inline(__always)
    package func withBytes<Result>(_ body: (KeyBytes) -> Result) -> Result {
        utf8.withUnsafeBufferPointer { body(KeyBytes(hash: hash, utf8: $0)) }
    }

    public static func == (a: Key, b: Key) -> Bool { a.hash == b.hash && a.utf8 == b.utf8 }

    public func hash(into hasher: inout Hasher) { hasher.combine(hash) }

    /// The hash that documents store: four bytes at a time, multiplied and folded. Equal bytes have equal hashes on every
    /// machine; nothing else is promised.
    package static func hash(of bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: bytes.count)
        var offset = 0
        let raw = UnsafeRawBufferPointer(bytes)
        while offset + 8 <= raw.count {
            hash = (hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
            offset += 8
        }
        var rest: UInt64 = 0
        var shift: UInt64 = 0
        while offset < raw.count {
            rest |= UInt64(raw[offset]) << shift
            shift += 8
            offset += 1
        }
        hash = (hash ^ rest) &* 0xFF51_AFD7_ED55_8CCD
        return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
    }
}

extension Key: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(text) }
}
