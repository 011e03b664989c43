/// Bytes of a name, and the forms that names of Kubernetes are put together from.
struct SyntaxText {
    private let bytes: Slice<UnsafeBufferPointer<UInt8>>

    init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) { self.bytes = bytes }

    var count: Int { bytes.count }
    var isEmpty: Bool { bytes.isEmpty }
    var first: UInt8? { bytes.first }
    var last: UInt8? { bytes.last }
    var isDot: Bool { self == "." }

    static func == (text: SyntaxText, literal: StaticString) -> Bool {
        text.bytes.elementsEqual(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    static func != (text: SyntaxText, literal: StaticString) -> Bool { !(text == literal) }

    func allSatisfy(_ predicate: (UInt8) -> Bool) -> Bool { bytes.allSatisfy(predicate) }
    func dropLast() -> SyntaxText { SyntaxText(bytes.dropLast()) }

    /// What follows a prefix; nil if the text does not start with it.
    func dropping(_ prefix: StaticString) -> SyntaxText? {
        let count = prefix.utf8CodeUnitCount
        return SyntaxText(bytes.prefix(count)) == prefix ? SyntaxText(bytes.dropFirst(count)) : nil
    }

    /// `[a-z0-9]([-a-z0-9]*[a-z0-9])?`, of any length.
    var isLabel: Bool {
        guard let first, let last, Self.isLowerAlphanumeric(first), Self.isLowerAlphanumeric(last) else { return false }
        return bytes.allSatisfy { Self.isLowerAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    /// Labels with dots between them, 253 bytes in all.
    var isSubdomain: Bool {
        count <= 253
            && bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { SyntaxText($0).isLabel }
    }

    /// The part of a qualified name after the slash.
    var isNamePart: Bool {
        guard count <= 63, let first, let last, Self.isAlphanumeric(first), Self.isAlphanumeric(last) else { return false }
        return bytes.allSatisfy { Self.isAlphanumeric($0) || Self.isOneOf("-_.", $0) }
    }

    /// `[prefix/]name`
    var isQualifiedName: Bool {
        let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2 else { return parts.count == 1 && isNamePart }
        return SyntaxText(parts[0]).isSubdomain && SyntaxText(parts[1]).isNamePart
    }

    /// A name of a service in the manner of IANA.
    var isPortName: Bool {
        guard (1...15).contains(count), first != UInt8(ascii: "-"), last != UInt8(ascii: "-") else { return false }
        var (hasLetter, previous) = (false, UInt8(0))
        for byte in bytes {
            guard Self.isLowerAlphanumeric(byte) || byte == UInt8(ascii: "-") && previous != byte else { return false }
            hasLetter = hasLetter || Self.isLower(byte)
            previous = byte
        }
        return hasLetter
    }

    /// A DNS subdomain, a slash, and a path of what a URL may hold.
    var isDomainPath: Bool {
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return false }
        let path = bytes[bytes.index(after: slash)...]
        return SyntaxText(bytes[..<slash]).isSubdomain && !path.isEmpty
            && path.allSatisfy { Self.isAlphanumeric($0) || Self.isOneOf("/-._~%!$&'()*+,;=:", $0) }
    }

    /// Whether `..` is one of the steps of a path.
    var hasParentStep: Bool {
        bytes.split(separator: UInt8(ascii: "/")).contains { SyntaxText($0) == ".." }
    }

    static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    static func isLowerAlphanumeric(_ byte: UInt8) -> Bool { isLower(byte) || isDigit(byte) }
    static func isAlphanumeric(_ byte: UInt8) -> Bool { isLower(byte | 0x20) || isDigit(byte) }
    static func isOneOf(_ set: StaticString, _ byte: UInt8) -> Bool {
        UnsafeBufferPointer(start: set.utf8Start, count: set.utf8CodeUnitCount).contains(byte)
    }
}
