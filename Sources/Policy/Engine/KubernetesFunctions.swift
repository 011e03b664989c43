import CEL
import YAMLDocument

extension CELEnvironment {
    /// Declares the functions on what only Kubernetes knows: image references and security contexts.
    mutating func addKubernetesFunctions() {
        addFunction("image", ["(dyn): dyn"]) { arguments, activation in
            guard let text = activation.text(arguments[0]) else { return .failure("no such overload") }
            let image = ImageParts(text)
            return .map(
                MapValue([
                    ("registry", .string(image.registry)), ("repository", .string(image.repository)),
                    ("tag", .string(image.tag)), ("digest", .string(image.digest)), ("name", .string(image.name)),
                ]))
        }
        addFunction("cron", ["(dyn): bool"]) { arguments, activation in
            guard let text = activation.text(arguments[0]) else { return .failure("no such overload") }
            return .bool(CronSchedule.isValid(text))
        }
        addFunction("effective", ["(dyn, dyn, dyn): dyn"]) { arguments, activation in
            guard let field = activation.text(arguments[2]) else { return .failure("no such overload") }
            let steps: [(Value, [Key])] = [
                (arguments[1], ["securityContext", Key(field)]), (arguments[0], ["spec", "securityContext", Key(field)]),
            ]
            for (value, path) in steps {
                guard case .node(let reference) = value,
                    let node = activation.documents[Int(reference.document)].node(at: path, from: reference.node)
                else { continue }
                let found = activation.value(reference.document, node)
                if case .null = found { continue }
                return found
            }
            return .null
        }
    }
}

/// The parts of an image reference: `registry/repository:tag@digest`.
///
/// Source: the grammar of github.com/distribution/reference; a first part is a registry if it has a dot or a colon or is `localhost`.
struct ImageParts {
    /// The registry as written; empty if it is not.
    let registry: String
    /// The path without the registry.
    let repository: String
    /// The tag; empty if there is none.
    let tag: String
    /// The digest with its algorithm; empty if there is none.
    let digest: String

    /// Registry and repository as written.
    var name: String { registry.isEmpty ? repository : registry + "/" + repository }

    init(_ text: String) {
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
