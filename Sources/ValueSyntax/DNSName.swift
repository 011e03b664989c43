/// The kinds of DNS names that Kubernetes asks of objects, with the API server's own words for a breach.
///
/// Source: k8s.io/apimachinery/pkg/util/validation.
public enum DNSName: Sendable, Hashable, CaseIterable {
    /// RFC 1123, at most 63 characters.
    case label
    /// Labels joined by dots, at most 253 characters in all.
    case subdomain
    /// RFC 1035: like a label, but a letter first.
    case label1035

    /// What is wrong with a name; empty when it is good.
    public func problems(of name: String) -> [String] {
        let limit = self == .subdomain ? 253 : 63
        let tooLong = name.utf8.count > limit ? ["must be no more than \(limit) bytes"] : []
        return tooLong + (isWellFormed(name) ? [] : [shapeMessage])
    }

    private func isWellFormed(_ name: String) -> Bool {
        guard self == .subdomain else { return isLabel(name.utf8[...]) }
        return name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    private func isLabel(_ part: Substring.UTF8View.SubSequence) -> Bool {
        guard let first = part.first, let last = part.last else { return false }
        func isEnd(_ byte: UInt8) -> Bool { Bytes.isLower(byte) || Bytes.isDigit(byte) }
        return (self == .label1035 ? Bytes.isLower(first) : isEnd(first)) && isEnd(last)
            && part.allSatisfy { isEnd($0) || $0 == UInt8(ascii: "-") }
    }

    private var shapeMessage: String {
        switch self {
        case .label:
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
        case .subdomain:
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
        case .label1035:
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
        }
    }
}
