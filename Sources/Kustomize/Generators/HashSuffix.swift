import YAMLDocument

/// The suffix that makes the name of a generated object change with its content.
///
/// Source: `api/hasher/hasher.go`. The name that it hashes is always empty there, because it is looked up at a wrong path; kept, since
/// all names would change.
enum HashSuffix {
    /// The ten characters for a ConfigMap or a Secret; for other kinds, of the whole object.
    static func suffix(of document: Document) -> String {
        encode(SHA256.hexadecimal(of: hashedText(document).utf8))
    }

    private static func hashedText(_ document: Document) -> String {
        func json(_ key: Key) -> String? {
            document.value(of: document.root, key).map { JSONPrinter.json(of: $0, in: document) }
        }
        let kind = json("kind") ?? "\"\""
        switch kind {
        case "\"ConfigMap\"":
            let binary = json("binaryData").map { "\"binaryData\":\($0)," } ?? ""
            return "{\(binary)\"data\":\(json("data") ?? "\"\""),\"kind\":\(kind),\"name\":\"\"}"
        case "\"Secret\"":
            let strings = json("stringData").map { "\"stringData\":\($0)," } ?? ""
            return
                "{\"data\":\(json("data") ?? "\"\""),\"kind\":\(kind),\"name\":\"\",\(strings)\"type\":\(json("type") ?? "\"\"")}"
        default: return JSONPrinter.json(of: document.root, in: document)
        }
    }

    /// The first ten digits, without those that could make words.
    private static func encode(_ hexadecimal: String) -> String {
        String(
            hexadecimal.prefix(10).map { digit in
                switch digit {
                case "0": "g"
                case "1": "h"
                case "3": "k"
                case "a": "m"
                case "e": "t"
                default: digit
                }
            } as [Character])
    }
}

/// Puts the hash of its content behind the name of each generated object that wants it; the last change of a build but for references.
enum HashNames {
    static func apply(to resources: inout ResourceSet, as step: Step) throws(KustomizeError) {
        try resources.modifyEach { resource throws(KustomizeError) in
            guard resource.needsHash else { return }
            resource.rememberID()
            let span =
                resource.document.node(at: "metadata", "name").map { resource.document.span(of: $0) } ?? resource.document.span
            resource.rename(resource.id.name + "-" + HashSuffix.suffix(of: resource.document), origin: step.origin(span))
        }
    }
}
