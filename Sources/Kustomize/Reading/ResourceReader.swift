import SourceText
import YAMLDocument

/// Reads the objects of a file as kustomize does: aliases expanded, lists unpacked, empty documents left out.
///
/// Source: `kyaml/kio/byteio_reader.go` and `api/resource/factory.go`.
enum ResourceReader {
    /// The objects in a file.
    static func objects(in file: SourceFile) throws(KustomizeError) -> [Document] {
        try checkSeparators(file)
        let parsed = LibYAMLParser.parse(file, typing: .kustomize)
        if let problem = parsed.diagnostics.firstError { throw Messages.malformed(problem, in: file) }
        return try objects(in: parsed.documents)
    }

    /// The objects in the documents of one text.
    static func objects(in documents: [Document]) throws(KustomizeError) -> [Document] {
        let documents = documents.filter { $0.kind(of: $0.root) != .null }
        var result: [Document] = []
        var unpacked: [Document] = []
        for var document in documents {
            guard document.kind(of: document.root) == .mapping else { throw Messages.notAnObject(document) }
            if let problem = repeatedKey(below: document.root, of: document) { throw problem }
            document.expandAliases()
            let kind = document.node(at: "kind").map { document.text(of: $0) } ?? ""
            if kind.hasSuffix("List"), let items = document.node(at: "items") {
                // Only a file's single List is unpacked without looking at its items.
                unpacked += try self.items(items, of: document)
            } else {
                try check(document, kind: kind)
                result.append(document)
            }
        }
        return result + unpacked
    }

    private static func items(_ items: NodeID, of list: Document) throws(KustomizeError) -> [Document] {
        var result: [Document] = []
        for item in list.children(of: items) {
            guard list.kind(of: item) == .mapping else { throw Messages.notAnObject(list) }
            let document = Document.make(
                .node(item, of: list), file: list.file, origin: Origin(span: list.span(of: item), step: .reading))
            let kind = document.node(at: "kind").map { document.text(of: $0) } ?? ""
            if kind.hasSuffix("List"), let items = document.node(at: "items") {
                result += try self.items(items, of: document)
            } else {
                try check(document, kind: kind)
                result.append(document)
            }
        }
        return result
    }

    private static func check(_ document: Document, kind: String) throws(KustomizeError) {
        guard !kind.isEmpty else { throw Messages.missingField("kind", of: document) }
        let name = document.node(at: "metadata", "name").map { document.text(of: $0) } ?? ""
        if name.isEmpty, !kind.hasSuffix("List") { throw Messages.missingField("metadata.name", of: document) }
    }

    /// A key that stands twice in a mapping.
    private static func repeatedKey(below node: NodeID, of document: Document) -> KustomizeError? {
        let isMapping = document.kind(of: node) == .mapping
        var seen: [UInt32: NodeID] = [:]
        for child in document.writtenChildren(of: node) {
            if isMapping {
                if let other = seen.updateValue(child, forKey: document.keyHash(of: child)),
                    document.key(of: other) == document.key(of: child)
                {
                    return Messages.repeatedField(child, other, of: document)
                }
            }
            if !document.kind(of: child).isScalar, let found = repeatedKey(below: child, of: document) { return found }
        }
        return nil
    }

    /// kustomize cuts a file at lines that start with `---` before it parses, and wants nothing but a comment behind.
    private static func checkSeparators(_ file: SourceFile) throws(KustomizeError) {
        if file.bytes.first == UInt8(ascii: "%") {
            throw Messages.malformed(
                .error("a '%' directive is not supported here", at: Span(file.id, 0, 1)),
                upstream: "line 1: did not find expected <document start>",
                in: file)
        }
        let dashes = [UInt8](repeating: UInt8(ascii: "-"), count: 3)
        var start = 0
        while start < file.bytes.count {
            let end = file.bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? file.bytes.count
            let line = file.bytes[start..<end]
            if line.starts(with: dashes) {
                let rest = line.dropFirst(3).drop {
                    $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
                }
                if let first = rest.first, first != UInt8(ascii: "#") {
                    let span = Span(file.id, UInt32(start), UInt32(end))
                    throw Messages.badSeparator(Located(String(decoding: line, as: UTF8.self), span))
                }
            }
            start = end + 1
        }
    }
}

extension [Diagnostic] {
    /// The first reason why a text is no YAML. Repeated keys are none for kustomize, which finds them later or, in its own files, never.
    var firstError: Diagnostic? { first { $0.severity == .error && $0.code != "yaml-duplicate-key" } }
}
