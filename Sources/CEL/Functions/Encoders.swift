import ValueSyntax

extension Library {
    /// Base64; no Kubernetes environment has it.
    ///
    /// Source: cel-go `ext.Encoders`
    static let encoders = Library(
        [
            Function(
                "base64.encode", ["(bytes): string"],
                .one { value, _ in
                    if case .bytes(let bytes) = value { .string(Base64.encode(bytes)) } else { .noSuchOverload }
                }),
            Function(
                "base64.decode", ["(string): bytes"],
                .one { value, activation in
                    // What fills up the last four digits may be left out.
                    let written = activation.text(value) ?? ""
                    let text = written + String(repeating: "=", count: (4 - written.utf8.count % 4) % 4)
                    return Base64.decode(text).map(Value.bytes) ?? .failure("the text is no base64")
                }),
        ], .notInKubernetes)
}
