public import ValueSyntax

/// A value of one of Kubernetes' libraries.
public enum LibraryValue: Hashable, Sendable {
    case quantity(Quantity)
    case ip(IPAddress)
    case cidr(CIDR)
    case url(GoURL)
    case version(SemanticVersion)
    case format(NamedFormat)
    /// A value of a function that the environment brings, by its type and a text that tells it from others.
    case custom(type: String, text: String)

    /// The name of its type.
    var typeName: String {
        switch self {
        case .quantity: "kubernetes.Quantity"
        case .ip: "net.IP"
        case .cidr: "net.CIDR"
        case .url: "kubernetes.URL"
        case .version: "kubernetes.Semver"
        case .format: "kubernetes.NamedFormat"
        case .custom(let type, _): type
        }
    }
}

extension LibraryValue: CustomStringConvertible {
    /// The value as `string()` gives it, or as messages show it.
    public var description: String {
        switch self {
        case .quantity(let quantity): quantity.description
        case .ip(let address): address.description
        case .cidr(let network): network.description
        case .url(let url): url.description
        case .version(let version): version.description
        case .format(let format): format.rawValue
        case .custom(_, let text): text
        }
    }
}
