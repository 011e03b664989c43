public import ValueSyntax

/// A value of one of Kubernetes' libraries.
public enum LibraryValue: Hashable, Sendable {
    case quantity(Quantity)
    /// One of the named formats, by its name.
    case format(String)
    /// A value of a function that the environment brings.
    case custom(type: String, text: String)

    /// The name of its type.
    var typeName: String {
        switch self {
        case .quantity: "kubernetes.Quantity"
        case .format: "kubernetes.NamedFormat"
        case .custom(let type, _): type
        }
    }
}

extension LibraryValue: CustomStringConvertible {
    /// The value as `string()` gives it.
    public var description: String {
        switch self {
        case .quantity(let quantity): quantity.description
        case .format(let name): name
        case .custom(_, let text): text
        }
    }
}
