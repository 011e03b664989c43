import SourceText
import ValueSyntax
import YAMLDocument

/// Makes a ConfigMap or a Secret from an entry of `configMapGenerator` or `secretGenerator`.
///
/// Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/ and `api/internal/generators`.
struct DataGenerator {
    /// What is made.
    enum Kind: String { case configMap = "ConfigMap", secret = "Secret" }

    let kind: Kind
    /// The entry, with the options of the whole file merged in.
    let arguments: GeneratorArguments
    let file: SourceFile
    let loader: Loader

    /// The name of the step: the field of the kustomization.
    var field: String { kind == .configMap ? "configMapGenerator" : "secretGenerator" }

    /// The object.
    func generate(as step: Step, provenance: Provenance) throws(KustomizeError) -> Resource {
        guard !arguments.name.value.isEmpty else { throw Messages.generatorWithoutName(kind.rawValue, at: arguments.span) }
        let values = try KeyValueSources(loader: loader, field: field).values(of: arguments)
        let origin = step.origin(arguments.span)
        var document = Document.make(.mapping, file: file, origin: origin)
        let root = document.root
        _ = document.set("apiVersion", in: root, to: .string("v1"), origin: origin)
        _ = document.set("kind", in: root, to: .string(kind.rawValue), origin: origin)
        writeMetadata(into: &document, step)
        try write(values, into: &document, step)
        if kind == .secret {
            let type = arguments.type.flatMap { $0.value.isEmpty ? nil : $0 } ?? Located("Opaque", arguments.span)
            _ = document.set("type", in: root, to: .string(type.value), origin: step.origin(type.span))
        }
        if arguments.options.isImmutable { _ = document.set("immutable", in: root, to: .bool(true), origin: origin) }
        var resource = Resource(document, provenance: provenance)
        resource.needsHash = !arguments.options.disablesNameSuffixHash
        resource.behavior = arguments.behavior
        if arguments.options.disablesNameSuffixHash { resource.fixedName = arguments.options.hashSwitch }
        return resource
    }

    private func writeMetadata(into document: inout Document, _ step: Step) {
        let origin = step.origin(arguments.span)
        let metadata = document.set("metadata", in: document.root, to: .mapping, origin: origin)
        _ = document.set("name", in: metadata, to: .string(arguments.name.value), origin: step.origin(arguments.name.span))
        if let namespace = arguments.namespace, !namespace.value.isEmpty {
            _ = document.set("namespace", in: metadata, to: .string(namespace.value), origin: step.origin(namespace.span))
        }
        for (field, pairs) in [("labels", arguments.options.labels), ("annotations", arguments.options.annotations)]
        where !pairs.isEmpty {
            let mapping = document.set(field, in: metadata, to: .mapping, origin: origin)
            for pair in pairs {
                _ = document.set(pair.key.value, in: mapping, to: .string(pair.value.value), origin: step.origin(pair.value.span))
            }
        }
    }

    private func write(_ values: [GeneratedValue], into document: inout Document, _ step: Step) throws(KustomizeError) {
        var seen: Set<String> = []
        if kind == .secret { _ = document.set("data", in: document.root, to: .mapping, origin: step.origin(arguments.span)) }
        for value in values {
            guard seen.insert(value.key).inserted else { throw Messages.repeatedKey(value, kind.rawValue, arguments.name) }
            let text = kind == .configMap ? String(validating: value.bytes, as: UTF8.self) : nil
            let field: String = kind == .configMap && text == nil ? "binaryData" : "data"
            let mapping =
                document.value(of: document.root, Key(field))
                ?? document.set(field, in: document.root, to: .mapping, origin: step.origin(arguments.span))
            _ = document.set(
                value.key, in: mapping, to: .string(text ?? Self.base64(value.bytes)), origin: step.origin(value.span))
        }
    }

    /// Base64 in lines of 70 characters, each ended by a line break, if there are that many; that text is also what is hashed.
    static func base64(_ bytes: [UInt8]) -> String {
        let text = Array(Base64.encode(bytes).utf8)
        guard text.count >= 70 else { return String(decoding: text, as: UTF8.self) }
        var lines: [UInt8] = []
        for start in stride(from: 0, to: text.count, by: 70) {
            lines += text[start..<min(start + 70, text.count)]
            lines.append(UInt8(ascii: "\n"))
        }
        return String(decoding: lines, as: UTF8.self)
    }
}
