import ValueSyntax

extension Library {
    /// URLs.
    ///
    /// Source: `k8s.io/apiserver/pkg/cel/library/urls.go`
    static let urls = Library([
        Function(
            "url", ["(string): kubernetes.URL"],
            .one { text, activation in
                GoURL(activation.text(text) ?? "").map { .library(Boxed(.url($0))) }
                    ?? .failure("'\(activation.describe(text))' is no URL")
            }),
        Function("isURL", ["(string): bool"], .one { .bool(GoURL($1.text($0) ?? "") != nil) }),
        part("getScheme", "string") { .string($0.scheme) },
        part("getHost", "string") { .string($0.host) },
        part("getHostname", "string") { .string($0.hostname) },
        part("getPort", "string") { .string($0.port) },
        part("getEscapedPath", "string") { .string($0.escapedPath) },
        part("getQuery", "map(string, list(string))") { url in
            .map(MapValue(url.query.map { ($0.name, .list($0.values.map(Value.string))) }))
        },
    ])

    private static func part(_ name: String, _ result: String, _ fact: @escaping @Sendable (GoURL) -> Value) -> Function {
        Function(
            name, ["kubernetes.URL.(): \(result)"],
            .one { value, _ in
                if case .library(let box) = value, case .url(let url) = box.content { fact(url) } else { .noSuchOverload }
            })
    }
}
