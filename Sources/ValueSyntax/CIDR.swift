/// An IP address with the length of its network's prefix: `10.0.0.0/8`. Bits behind the prefix are kept.
///
/// Source: `k8s.io/apiserver/pkg/cel/library/cidr.go` over Go's `netip.ParsePrefix`.
public struct CIDR: Hashable, Sendable, CustomStringConvertible {
    /// The address as written.
    public let address: IPAddress
    /// How many of its first bits name the network.
    public let prefixLength: Int

    /// Parses the whole text; nil if it is no address with a prefix.
    public init?(_ text: String) {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")), let address = IPAddress(String(text[..<slash])) else {
            return nil
        }
        let digits = text.utf8[text.utf8.index(after: slash)...]
        guard (1...3).contains(digits.count), digits.allSatisfy(Bytes.isDigit), digits.count == 1 || digits.first != 0x30,
            let length = Int(String(decoding: digits, as: UTF8.self)), length <= address.bytes.count * 8
        else { return nil }
        (self.address, prefixLength) = (address, length)
    }

    private init(address: IPAddress, prefixLength: Int) { (self.address, self.prefixLength) = (address, prefixLength) }

    /// The network: the same prefix, all bits behind it zero.
    public var masked: CIDR {
        let bytes = address.bytes.enumerated().map { place, byte -> UInt8 in
            let bits = min(8, max(0, prefixLength - place * 8))
            return bits == 0 ? 0 : byte & (0xFF << UInt8(8 - bits))
        }
        return CIDR(address: IPAddress(bytes: bytes), prefixLength: prefixLength)
    }

    /// Whether an address is in the network.
    public func contains(_ other: IPAddress) -> Bool {
        other.family == address.family && CIDR(address: other, prefixLength: prefixLength).masked.address == masked.address
    }

    /// Whether all of another network is in this one.
    public func contains(_ other: CIDR) -> Bool { other.prefixLength >= prefixLength && contains(other.masked.address) }

    public var description: String { "\(address)/\(prefixLength)" }
}
