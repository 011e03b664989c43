import LinearRegex
import ValueSyntax

extension Library {
    /// Named formats of strings: `format.dns1123Label().validate(name)`.
    ///
    /// Source: `k8s.io/apiserver/pkg/cel/library/format.go`
    static let formats = Library(
        NamedFormat.allCases.map { format in
            Function("format.\(format.rawValue)", ["(): kubernetes.NamedFormat"], .none { .library(Boxed(.format(format))) })
        } + [
            Function(
                "format.named", ["(string): optional(kubernetes.NamedFormat)"],
                .one { name, activation in
                    NamedFormat(rawValue: activation.text(name) ?? "").map { .some(.library(Boxed(.format($0)))) } ?? .none
                }),
            Function(
                "validate", ["kubernetes.NamedFormat.(string): optional(list(string))"],
                .two { format, text, activation in
                    guard case .library(let box) = format, case .format(let format) = box.content else { return .noSuchOverload }
                    let problems = format.problems(of: activation.text(text) ?? "")
                    return problems.isEmpty ? .none : .some(.list(problems.map(Value.string)))
                }),
        ], .since(31))
}

/// A format that strings can be held against.
public enum NamedFormat: String, CaseIterable, Hashable, Sendable {
    case dns1123Label, dns1123Subdomain, dns1035Label, qualifiedName, dns1123LabelPrefix, dns1123SubdomainPrefix,
        dns1035LabelPrefix
    case labelValue, uri, uuid, byte, date, datetime

    /// What is wrong with a text, in the API server's words; empty when it has the format.
    func problems(of text: String) -> [String] {
        switch self {
        case .dns1123Label: DNSName.label.problems(of: text)
        case .dns1123Subdomain: DNSName.subdomain.problems(of: text)
        case .dns1035Label: DNSName.label1035.problems(of: text)
        case .dns1123LabelPrefix: DNSName.label.problems(of: Self.prefix(text))
        case .dns1123SubdomainPrefix: DNSName.subdomain.problems(of: Self.prefix(text))
        case .dns1035LabelPrefix: DNSName.label1035.problems(of: Self.prefix(text))
        case .qualifiedName: Self.qualifiedNameProblems(text)
        case .labelValue: text.isEmpty ? [] : Self.wordProblems(text, Self.labelMessage)
        case .uri: GoURL(text) == nil ? ["invalid URI"] : []
        case .uuid: Self.uuidPattern?.wholeMatch(text) == true ? [] : ["does not match the UUID format"]
        case .byte: Base64.decode(text) == nil ? ["invalid base64"] : []
        case .date: Timestamp.isDate(text) ? [] : ["invalid date"]
        case .datetime: Timestamp(text) == nil ? ["invalid datetime"] : []
        }
    }

    private static let uuidPattern = try? LinearRegex("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")

    /// A name may go on behind a dash at its end, so that dash counts as a letter.
    private static func prefix(_ text: String) -> String {
        text.utf8.count > 1 && text.hasSuffix("-") ? text.dropLast() + "a" : text
    }

    private static func wordProblems(_ text: String, _ message: String) -> [String] {
        let tooLong = text.utf8.count > 63 ? ["must be no more than 63 bytes"] : []
        func isEnd(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) }
        guard let first = text.utf8.first, let last = text.utf8.last, isEnd(first), isEnd(last),
            text.utf8.allSatisfy({ isEnd($0) || "-_.".utf8.contains($0) })
        else { return tooLong + [message] }
        return tooLong
    }

    private static func qualifiedNameProblems(_ text: String) -> [String] {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2 else {
            return [
                "a qualified name " + nameMessage + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
            ]
        }
        var problems: [String] = []
        if parts.count == 2 {
            problems +=
                parts[0].isEmpty
                ? ["prefix part must be non-empty"] : DNSName.subdomain.problems(of: parts[0]).map { "prefix part " + $0 }
        }
        guard let name = parts.last, !name.isEmpty else { return problems + ["name part must be non-empty"] }
        return problems + wordProblems(name, nameMessage).map { "name part " + $0 }
    }

    private static let nameMessage =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
    private static let labelMessage =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
}
