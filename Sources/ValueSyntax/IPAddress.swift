/// An IP address as Kubernetes accepts it: no leading zeros, no zone, no IPv4 address inside an IPv6 one's mapped range.
///
/// Source: `k8s.io/apiserver/pkg/cel/library/ip.go` over Go's `netip.ParseAddr`.
public struct IPAddress: Hashable, Sendable {
    /// The bytes in network order: 4 or 16.
    public let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Parses the whole text; nil if it is no address.
    public init?(_ text: String) {
        if text.utf8.contains(UInt8(ascii: ":")) {
            guard let bytes = Self.version6(text), !Self.isMapped(bytes) else { return nil }
            self.bytes = bytes
        } else {
            guard let bytes = Self.version4(text) else { return nil }
            self.bytes = bytes
        }
    }

    /// 4 or 6.
    public var family: Int { bytes.count == 4 ? 4 : 6 }

    private static func isMapped(_ bytes: [UInt8]) -> Bool {
        bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
    }

    private static func version4(_ text: String) -> [UInt8]? {
        let fields = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard fields.count == 4 else { return nil }
        let bytes = fields.compactMap { field -> UInt8? in
            guard field.count <= 3, field.allSatisfy(Bytes.isDigit), field.count == 1 || field.first != 0x30 else { return nil }
            return UInt8(String(decoding: field, as: UTF8.self))
        }
        return bytes.count == 4 ? bytes : nil
    }

    private static func version6(_ text: String) -> [UInt8]? {
        let halves = text.components(separatedBy: "::")
        guard halves.count <= 2, let head = groups(halves[0]) else { return nil }
        guard halves.count == 2 else { return head.count == 16 ? head : nil }
        guard let tail = groups(halves[1]), head.count + tail.count <= 14 else { return nil }
        return head + Array(repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// The bytes of groups of hexadecimal digits, the last of which may be an IPv4 address.
    private static func groups(_ text: String) -> [UInt8]? {
        if text.isEmpty { return [] }
        let fields = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        var bytes: [UInt8] = []
        for (place, field) in fields.enumerated() {
            if place == fields.count - 1, field.utf8.contains(UInt8(ascii: ".")) {
                guard let tail = version4(field) else { return nil }
                bytes += tail
            } else {
                guard (1...4).contains(field.utf8.count), field.utf8.allSatisfy(Bytes.isHexadecimal),
                    let value = UInt16(field, radix: 16)
                else { return nil }
                bytes += [UInt8(value >> 8), UInt8(value & 255)]
            }
        }
        return bytes
    }

    // MARK: Kinds of addresses

    /// `0.0.0.0` or `::`
    public var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

    /// `127.0.0.0/8` or `::1`
    public var isLoopback: Bool { family == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1 }

    /// `169.254.0.0/16` or `fe80::/10`
    public var isLinkLocalUnicast: Bool {
        family == 4 ? bytes[0] == 169 && bytes[1] == 254 : bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
    }

    /// `224.0.0.0/24` or `ff02::/16`
    public var isLinkLocalMulticast: Bool {
        family == 4 ? bytes[..<3] == [224, 0, 0] : bytes[0] == 0xFF && bytes[1] & 0x0F == 2
    }

    /// `224.0.0.0/4` or `ff00::/8`
    public var isMulticast: Bool { family == 4 ? bytes[0] & 0xF0 == 0xE0 : bytes[0] == 0xFF }

    /// Neither unspecified, loopback, multicast, link-local nor the IPv4 broadcast address.
    public var isGlobalUnicast: Bool {
        !isUnspecified && bytes != [255, 255, 255, 255] && !isLoopback && !isMulticast && !isLinkLocalUnicast
    }
}

extension IPAddress: CustomStringConvertible {
    /// The canonical text: lower case, the longest run of zero groups as `::`.
    public var description: String {
        if family == 4 { return bytes.map { "\($0)" }.joined(separator: ".") }
        let groups = (0..<8).map { Int(bytes[2 * $0]) << 8 | Int(bytes[2 * $0 + 1]) }
        var best = 0..<0
        var start = 0
        while start < 8 {
            let end = groups[start...].firstIndex { $0 != 0 } ?? 8
            if end - start > max(1, best.count) { best = start..<end }
            start = max(end, start) + 1
        }
        func text(_ part: ArraySlice<Int>) -> String { part.map { String($0, radix: 16) }.joined(separator: ":") }
        return best.isEmpty ? text(groups[...]) : text(groups[..<best.lowerBound]) + "::" + text(groups[best.upperBound...])
    }
}

extension String {
    /// The parts between separators, empty ones included.
    fileprivate func components(separatedBy separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let found = rest.firstRange(of: separator) {
            parts.append(String(rest[..<found.lowerBound]))
            rest = rest[found.upperBound...]
        }
        return parts + [String(rest)]
    }
}
