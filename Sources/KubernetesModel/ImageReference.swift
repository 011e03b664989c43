/// The parts of an image reference: `registry/repository:tag@digest`.
///
/// Source: the grammar of github.com/distribution/reference; a first part is a registry if it has a dot or a colon or is `localhost`.
public struct ImageReference: Hashable, Sendable {
    /// The registry as written; empty if it is not.
    public let registry: String
    /// The path without the registry.
    public let repository: String
    /// The tag; empty if there is none.
    public let tag: String
    /// The digest with its algorithm; empty if there is none.
    public let digest: String

    /// Registry and repository as written.
    public var name: String { registry.isEmpty ? repository : registry + "/" + repository }

    /// Takes a text apart; every text is taken for a reference.
    public init(_ text: String) {
        var rest = text[...]
        if let at = rest.firstIndex(of: "@") {
            digest = String(rest[rest.index(after: at)...])
            rest = rest[..<at]
        } else {
            digest = ""
        }
        let slash = rest.lastIndex(of: "/")
        if let colon = rest.lastIndex(of: ":"), slash.map({ $0 < colon }) ?? true {
            tag = String(rest[rest.index(after: colon)...])
            rest = rest[..<colon]
        } else {
            tag = ""
        }
        if let first = rest.firstIndex(of: "/"),
            rest[..<first].contains(where: { $0 == "." || $0 == ":" }) || rest[..<first] == "localhost"
        {
            registry = String(rest[..<first])
            repository = String(rest[rest.index(after: first)...])
        } else {
            registry = ""
            repository = String(rest)
        }
    }
}
