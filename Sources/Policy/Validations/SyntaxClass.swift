import ValueSyntax

/// A form that strings of the API have: the raw values are what rules write in `fits(value, 'dns-label')`.
///
/// A text in which a variable of Flux is still to be filled in (`${NAME}`) fits every class.
///
/// Source: k8s.io/apimachinery/pkg/util/validation and k8s.io/kubernetes/pkg/apis/core/validation of Kubernetes 1.34.
enum SyntaxClass: String, CaseIterable {
    case dnsLabel = "dns-label"
    case dnsSubdomain = "dns-subdomain"
    case dns1035 = "dns-1035"
    case wildcardDNS = "wildcard-dns"
    case qualifiedName = "qualified-name"
    case labelValue = "label-value"
    case portName = "port-name"
    case percent
    case configKey = "config-key"
    case environmentName = "env-name"
    case strictEnvironmentName = "env-name-strict"
    case pathSegment = "path-segment"
    case domainPath = "domain-path"
    case relativePath = "relative-path"
    case headerName = "header-name"
    case ip
    case cidr
    case timeZone = "time-zone"

    /// What it is, in messages: `'{value}' is no …`.
    var description: String {
        switch self {
        case .dnsLabel: "DNS label: at most 63 lower-case letters, digits and '-', with a letter or digit at both ends"
        case .dnsSubdomain:
            "DNS subdomain: at most 253 lower-case letters, digits, '-' and '.', with a letter or digit at both ends of each part"
        case .dns1035:
            "DNS label: at most 63 lower-case letters, digits and '-', with a letter at the start and no '-' at the end"
        case .wildcardDNS: "DNS name, of which '*' may be the first part as a whole"
        case .qualifiedName:
            "qualified name: an optional DNS subdomain and '/', then at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends"
        case .labelValue: "label value: at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends"
        case .portName: "port name: at most 15 lower-case letters, digits and single '-', at least one of them a letter"
        case .percent: "percentage such as '25%'"
        case .configKey: "key: at most 253 letters, digits, '-', '_' and '.', not starting with '..'"
        case .environmentName: "name of a variable: printable ASCII without '='"
        case .strictEnvironmentName: "name of a variable: letters, digits, '_', '-' and '.', not starting with a digit"
        case .pathSegment: "name: it must not be '.' or '..', nor hold '/' or '%'"
        case .domainPath: "name with a domain, such as example.com/controller"
        case .relativePath: "relative path without '..'"
        case .headerName: "name of an HTTP header"
        case .ip: "IP address"
        case .cidr: "CIDR such as 10.0.0.0/8"
        case .timeZone: "name of a time zone, such as Europe/Berlin"
        }
    }

    /// Whether a text has the form.
    func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let bytes = SyntaxText(text[...])
        switch self {
        case .dnsLabel: return bytes.count <= 63 && bytes.isLabel
        case .dnsSubdomain: return bytes.isSubdomain
        case .dns1035: return bytes.count <= 63 && bytes.isLabel && bytes.first.map(SyntaxText.isLower) == true
        case .wildcardDNS: return bytes.count <= 253 && (bytes.dropping("*.") ?? bytes).isSubdomain
        case .qualifiedName: return bytes.isQualifiedName
        case .labelValue: return bytes.isEmpty || bytes.isNamePart
        case .portName: return bytes.isPortName
        case .percent:
            return bytes.last == UInt8(ascii: "%") && bytes.count > 1 && bytes.dropLast().allSatisfy(SyntaxText.isDigit)
        case .configKey:
            return (1...253).contains(bytes.count)
                && bytes.allSatisfy { SyntaxText.isAlphanumeric($0) || SyntaxText.isOneOf("-._", $0) }
                && !bytes.isDot && bytes.dropping("..") == nil
        case .environmentName: return !bytes.isEmpty && bytes.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "=") }
        case .strictEnvironmentName:
            return bytes.first.map { !SyntaxText.isDigit($0) } == true && !bytes.isDot && bytes.dropping("..") == nil
                && bytes.allSatisfy { SyntaxText.isAlphanumeric($0) || SyntaxText.isOneOf("-._", $0) }
        case .pathSegment: return !bytes.isDot && bytes != ".." && bytes.allSatisfy { !SyntaxText.isOneOf("/%", $0) }
        case .domainPath: return bytes.isDomainPath
        case .relativePath: return bytes.first != UInt8(ascii: "/") && !bytes.hasParentStep
        case .headerName: return !bytes.isEmpty && bytes.allSatisfy { SyntaxText.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        case .ip: return IPAddress(String(decoding: text, as: UTF8.self)) != nil
        case .cidr: return CIDR(String(decoding: text, as: UTF8.self)) != nil
        case .timeZone: return TimeZoneName.isValid(String(decoding: text, as: UTF8.self))
        }
    }
}
