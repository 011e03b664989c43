/// What the checker knows of a value before it exists.
public indirect enum CELType: Hashable, Sendable {
    /// Anything: what comes from an object.
    case dyn
    case null, bool, int, uint, double, string, bytes, timestamp, duration
    case list(CELType)
    case map(CELType, CELType)
    case optional(CELType)
    /// The type of types, of a type.
    case type(CELType)
    /// A type of a library, with its arguments: `kubernetes.Quantity`.
    case opaque(String, [CELType])
    /// A scalar or null.
    case wrapper(CELType)
    /// A map with known fields, all strings; selecting another one is an error.
    case object(name: String, fields: [String: CELType])
    /// A type parameter of a signature.
    case parameter(String)
    /// A type that the checker has not found out yet.
    case unsolved(Int)
}

extension CELType: CustomStringConvertible {
    /// The type as cel-go writes it.
    public var description: String {
        switch self {
        case .dyn, .unsolved: "dyn"
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .optional(let inner): "optional(\(inner))"
        case .type(let inner): "type(\(inner))"
        case .opaque(let name, let arguments):
            arguments.isEmpty ? name : "\(name)(\(arguments.map(\.description).joined(separator: ", ")))"
        case .wrapper(let inner): "wrapper(\(inner))"
        case .object(let name, _): name
        case .parameter(let name): name
        }
    }

    /// What `type()` gives for a value of the type.
    public var runtimeName: String {
        switch self {
        case .null: "null_type"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .list: "list"
        case .map, .object: "map"
        case .optional: "optional_type"
        case .type: "type"
        default: description
        }
    }

    /// The types that have a name in expressions.
    static let named: [String: CELType] = [
        "null_type": .null, "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes,
        "list": .list(.dyn), "map": .map(.dyn, .dyn), "type": .type(.dyn), "google.protobuf.Timestamp": .timestamp,
        "google.protobuf.Duration": .duration, "optional_type": .optional(.dyn), "dyn": .dyn,
        "kubernetes.Quantity": .opaque("kubernetes.Quantity", []), "kubernetes.URL": .opaque("kubernetes.URL", []),
        "net.IP": .opaque("net.IP", []), "net.CIDR": .opaque("net.CIDR", []),
        "kubernetes.NamedFormat": .opaque("kubernetes.NamedFormat", []),
        "kubernetes.Semver": .opaque("kubernetes.Semver", []),
    ]
}
