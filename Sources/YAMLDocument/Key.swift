/// The name of a mapping entry with its hash, made once and looked up often.
///
/// Every entry of a document stores the hash of its key, so that a look-up compares numbers and only then bytes. Hashes
/// need no table that documents and rules would have to share. A key that is written in the program allocates nothing.
public struct Key: Hashable, @unchecked Sendable {
    package let hash: UInt32
    /// The bytes of the name: those in the program, or of `owned`, which is never changed, so that they never move.
    private let utf8: UnsafeBufferPointer<UInt8>
    private let owned: [UInt8]

    /// Prepares a name for look-ups.
    public init(_ text: String) {
        owned = Array(text.utf8)
        utf8 = owned.withUnsafeBufferPointer { $0 }
        hash = Key.hash(of: utf8)
    }

    /// Prepares a name that is written in the program.
    public init(stringLiteral text: StaticString) {
        owned = []
        utf8 = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        hash = Key.hash(of: utf8)
    }

    /// The name.
    public var text: String { withBytes { String(decoding: $0.utf8, as: UTF8.self) } }

    /// Runs a closure on the key as views of documents take it.
    @inline(__always)
    package func withBytes<Result>(_ body: (KeyBytes) -> Result) -> Result {
        withExtendedLifetime(owned) { body(KeyBytes(hash: hash, utf8: utf8)) }
    }

    public static func == (a: Key, b: Key) -> Bool {
        a.hash == b.hash && a.withBytes { a in b.withBytes { b in a.utf8.hasSameBytes(as: b.utf8) } }
    }

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

extension Key: ExpressibleByStringLiteral {}
