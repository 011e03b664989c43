import LinearRegex
import ValueSyntax

/// The formats of strings that the API server checks in custom resources; it ignores all others. Names are without dashes.
///
/// Source: apiextensions-apiserver/pkg/apiserver/validation/formats.go, and go-openapi/strfmt for what each accepts.
enum StringFormat: String, CaseIterable {
    case bsonobjectid, uri, email, hostname, ipv4, ipv6, cidr, mac, uuid, uuid3, uuid4, uuid5, byte, date, duration, datetime
    case isbn10, isbn13, isbn, creditcard, ssn, hexcolor, rgbcolor
    case k8sshortname, k8slongname

    /// The name in messages.
    var title: String {
        switch self {
        case .datetime: "RFC 3339 time"
        case .byte: "base64"
        case .uri: "URI"
        case .ipv4: "IPv4 address"
        case .ipv6: "IPv6 address"
        case .cidr: "CIDR"
        case .mac: "MAC address"
        case .uuid, .uuid3, .uuid4, .uuid5: "UUID"
        case .k8sshortname: "DNS label"
        case .k8slongname: "DNS subdomain"
        case .hexcolor, .rgbcolor: "color"
        case .creditcard: "credit card number"
        case .ssn: "social security number"
        case .bsonobjectid: "BSON object id"
        default: rawValue
        }
    }

    /// Whether a text is in the format.
    func accepts(_ text: String) -> Bool {
        switch self {
        case .datetime: Timestamp(text) != nil
        case .date: Timestamp.isDate(text)
        case .duration: GoDuration(text) != nil || Self.wordDuration?.wholeMatch(text) == true
        case .byte: Base64.decode(text) != nil
        case .k8sshortname: DNSName.label.problems(of: text).isEmpty
        case .k8slongname: DNSName.subdomain.problems(of: text).isEmpty
        case .ipv4: Self.isIPv4(text[...])
        case .ipv6: text.contains(":") && Self.isIPv6(text[...])
        case .cidr: Self.isCIDR(text)
        case .isbn: StringFormat.isbn10.accepts(text) || StringFormat.isbn13.accepts(text)
        default: Self.expressions[self]?.wholeMatch(text) ?? true
        }
    }

    private static let wordDuration = try? LinearRegex(
        "(-?[0-9]+ *(d|days?|w|weeks?|h|hours?|m|min|minutes?|s|sec|seconds?|ms|us|ns) *)+")

    private static let expressions: [StringFormat: LinearRegex] = [
        .uuid: "(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}",
        .uuid3: "(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}",
        .uuid4: "(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}",
        .uuid5: "(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}",
        .bsonobjectid: "[0-9a-fA-F]{24}",
        .uri: "([a-zA-Z][a-zA-Z0-9+.-]*:[^ ]+|/[^ ]*)",
        .email: "[^@ ]+@[^@ ]+",
        .hostname: "[a-zA-Z0-9]([a-zA-Z0-9_-]*[a-zA-Z0-9])?([.][a-zA-Z0-9]([a-zA-Z0-9_-]*[a-zA-Z0-9])?)*[.]?",
        .mac:
            "([0-9a-fA-F]{2}[:-]){5}([0-9a-fA-F]{2}[:-][0-9a-fA-F]{2}[:-])?[0-9a-fA-F]{2}|([0-9a-fA-F]{4}[.]){2,3}[0-9a-fA-F]{4}",
        .isbn10: "([0-9][- ]?){9}[0-9X]",
        .isbn13: "([0-9][- ]?){12}[0-9]",
        .ssn: "[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}",
        .hexcolor: "#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})",
        .creditcard: "[0-9 -]{13,23}",
    ].compactMapValues { try? LinearRegex($0) }

    private static func isIPv4(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
                    && (Int(part) ?? 256) < 256
                    && (part.utf8.count == 1 || part.first != "0")
            }
    }

    private static func isIPv6(_ text: Substring) -> Bool {
        let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count) else { return false }
        var count = 0
        for half in halves where !half.isEmpty {
            let groups = half.split(separator: ":", omittingEmptySubsequences: false)
            for (number, group) in groups.enumerated() {
                // An address of version 4 may stand for the last two groups.
                let isLast = number == groups.count - 1 && half.endIndex == text.endIndex
                guard isIPv6Group(group) || isLast && isIPv4(group) else { return false }
                count += group.contains(".") ? 2 : 1
            }
        }
        return halves.count == 2 ? count < 8 : count == 8
    }

    private static func isIPv6Group(_ text: Substring) -> Bool {
        (1...4).contains(text.utf8.count) && text.allSatisfy { $0.isASCII && $0.isHexDigit }
    }

    private static func isCIDR(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let bits = Int(parts[1]), bits >= 0, !parts[1].hasPrefix("+") else { return false }
        return isIPv4(parts[0]) ? bits <= 32 : isIPv6(parts[0]) && bits <= 128
    }
}
