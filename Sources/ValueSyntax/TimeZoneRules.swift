#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A time zone: at which moments its offset from UTC changes, and to what.
///
/// Source: RFC 8536 (TZif), read from the system's zone files.
public struct TimeZoneRules: Sendable {
    /// Moments in seconds since 1970, ascending.
    private let transitions: [Int64]
    /// The offset from each moment on, in seconds east.
    private let offsets: [Int]
    /// The offset before the first moment.
    private let firstOffset: Int
    /// The rule for the time after the last moment, if the file has one.
    private let rule: PosixZoneRule?

    /// A zone that never changes.
    public init(offsetSeconds: Int) {
        (transitions, offsets, firstOffset, rule) = ([], [], offsetSeconds, nil)
    }

    /// A zone by what CEL accepts: an IANA name, `UTC`, the empty text for UTC, or `+05:30`, `05:30`, `-5:30`.
    ///
    /// Nil if there is no such zone, or the system has no zone files.
    public init?(_ name: String) {
        if name.isEmpty || name == "UTC" {
            self.init(offsetSeconds: 0)
        } else if name.utf8.contains(UInt8(ascii: ":")) {
            guard let offset = Self.fixedOffset(name) else { return nil }
            self.init(offsetSeconds: offset)
        } else {
            self.init(named: name)
        }
    }

    /// A zone by its IANA name, case-sensitive; nil if the system has none of that name.
    public init?(named name: String) {
        guard Self.isWellFormed(name) else { return nil }
        if name == "UTC" {
            self.init(offsetSeconds: 0)
            return
        }
        for folder in ["/usr/share/zoneinfo/", "/usr/lib/zoneinfo/", "/usr/share/lib/zoneinfo/", "/etc/zoneinfo/"] {
            if let bytes = Self.contents(of: folder + name), let rules = Self(tzif: bytes) {
                self = rules
                return
            }
        }
        return nil
    }

    /// Whether a name has the shape of an IANA zone name, as CronJob's `timeZone` must: parts of 1 to 14 letters,
    /// digits and `._+-`, separated by `/`. `Local` is none.
    public static func isWellFormed(_ name: String) -> Bool {
        guard !name.isEmpty, name != "Local" else { return false }
        return name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            (1...14).contains(part.count) && part.first != UInt8(ascii: "-") && !part.elementsEqual("..".utf8)
                && !part.elementsEqual(".".utf8)
                && part.allSatisfy { byte in Bytes.isAlphanumeric(byte) || "._+-".utf8.contains(byte) }
        }
    }

    /// The offset at a moment, in seconds east.
    public func offset(at seconds: Int64) -> Int {
        guard let last = transitions.last else { return rule?.offset(at: seconds) ?? firstOffset }
        if seconds >= last, let rule { return rule.offset(at: seconds) }
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? firstOffset : offsets[low - 1]
    }

    private static func fixedOffset(_ text: String) -> Int? {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hours = UInt8(parts[0]), let minutes = UInt8(parts[1]), hours < 24, minutes < 60,
            (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2
        else { return nil }
        let total = Int(hours) * 3600 + Int(minutes) * 60
        return isNegative ? -total : total
    }

    // MARK: Zone files

    private static func contents(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        // The largest zone file has 4 KiB.
        return [UInt8](unsafeUninitializedCapacity: 1 << 17) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
    }

    /// The bytes of a zone file; nil if they are none.
    init?(tzif bytes: [UInt8]) {
        guard var header = Header(bytes, at: 0) else { return nil }
        var start = 44
        var width = 4
        // From version 2 on, a second block with 64-bit times follows the first.
        if bytes[4] != 0 {
            start += header.dataLength(timeWidth: 4)
            guard let second = Header(bytes, at: start) else { return nil }
            header = second
            start += 44
            width = 8
        }
        guard bytes.count >= start + header.dataLength(timeWidth: width), header.types > 0 else { return nil }
        let indexStart = start + header.times * width
        let typeStart = indexStart + header.times
        let types = (0..<header.types).map { Int(Int32(truncatingIfNeeded: Self.integer(bytes, typeStart + $0 * 6, 4))) }
        let indices = bytes[indexStart..<typeStart].map(Int.init)
        guard indices.allSatisfy({ $0 < types.count }) else { return nil }
        transitions = (0..<header.times).map { Self.integer(bytes, start + $0 * width, width) }
        offsets = indices.map { types[$0] }
        firstOffset = types[0]
        let footer = start + header.dataLength(timeWidth: width)
        rule = width == 8 ? PosixZoneRule(bytes[footer...].filter { $0 != 10 }) : nil
    }

    /// The counts at the head of a block.
    private struct Header {
        let counts: [Int]
        var times: Int { counts[3] }
        var types: Int { counts[4] }

        init?(_ bytes: [UInt8], at start: Int) {
            guard bytes.count >= start + 44, bytes[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
            // isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt
            counts = (0..<6).map { Int(UInt32(truncatingIfNeeded: TimeZoneRules.integer(bytes, start + 20 + $0 * 4, 4))) }
            guard counts.allSatisfy({ $0 < 1 << 16 }) else { return nil }
        }

        func dataLength(timeWidth: Int) -> Int {
            times * (timeWidth + 1) + types * 6 + counts[5] + counts[2] * (timeWidth + 4) + counts[1] + counts[0]
        }
    }

    /// A big-endian signed integer.
    private static func integer(_ bytes: [UInt8], _ start: Int, _ width: Int) -> Int64 {
        let value = bytes[start..<start + width].reduce(0) { $0 << 8 | UInt64($1) }
        return width == 8 ? Int64(bitPattern: value) : Int64(Int32(truncatingIfNeeded: value))
    }
}
