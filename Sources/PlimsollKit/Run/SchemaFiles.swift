import Kustomize
import KubernetesModel
import KubernetesSchema
import Policy
import SourceText
import YAMLDocument

/// The files of `--crds`: CustomResourceDefinitions, and JSON schemas in the layout of the public catalogues.
struct SchemaFiles {
    /// The paths, as the run names them.
    let paths: [String]
    let tree: FileTree
    let store: FileStore

    /// Adds the catalogues' schemas of the kinds that a run has; a catalogue has thousands, of which nobody wants to read all.
    func add(to schemas: inout SchemaStore, for units: [Unit]) {
        let catalogued = paths.filter { $0.hasSuffix(".json") }
        guard !catalogued.isEmpty else { return }
        var wanted: Set<String> = []
        for manifest in units.lazy.flatMap(\.index.manifests) where !manifest.type.group.isEmpty {
            let type = manifest.type
            wanted.insert("\(type.group)/\(type.kind.lowercased())_\(type.version).json")
        }
        for path in catalogued {
            let name = path.split(separator: "/").suffix(2).joined(separator: "/")
            guard wanted.contains(name), let document = document(at: path) else { continue }
            schemas.addJSONSchema(document, cataloguePath: path)
        }
    }

    /// The first document of a file; nil if it cannot be read.
    func document(at path: String) -> Document? {
        tree.read(path).flatMap { LibYAMLParser.parse(store.add(path, $0)).documents.first }
    }
}

/// A comment that names a JSON schema, as editors read it: `# yaml-language-server: $schema=schema.json`.
///
/// Source: https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
enum SchemaComment {
    /// What the comment above a document names; nil if there is none.
    static func schema(of document: Document) -> String? {
        let bytes = document.file.bytes
        var end = Int(document.span.lower)
        while end > 0 {
            // The line above; the first time the part of the document's own line before it.
            let start = bytes[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let line = String(decoding: bytes[start..<end], as: UTF8.self)
            if let name = named(in: line) { return name }
            let text = line.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
            guard text.isEmpty || text.hasPrefix("#") || text.hasPrefix("---") else { return nil }
            end = start - 1
        }
        return nil
    }

    private static func named(in line: String) -> String? {
        guard line.contains("#"), let tool = line.firstRange(of: "yaml-language-server:"),
            let setting = line[tool.upperBound...].firstRange(of: "$schema=")
        else { return nil }
        let name = line[setting.upperBound...].prefix { !$0.isWhitespace }
        return name.isEmpty ? nil : String(name)
    }
}

/// The check of objects against the JSON schemas that comments above them name.
struct CommentedSchemas {
    private let check: SchemaCheck
    private let files: SchemaFiles
    private var documents: [String: Document] = [:]

    init(check: SchemaCheck, files: SchemaFiles) { (self.check, self.files) = (check, files) }

    /// What does not fit in an object that no other schema describes; nil if no comment names a schema that is a file here.
    ///
    /// No schema is fetched: a name that is a URL names none.
    mutating func violations(in manifest: Manifest) -> [SchemaViolation]? {
        guard manifest.root == manifest.document.root, let name = SchemaComment.schema(of: manifest.document),
            !name.contains("://")
        else { return nil }
        let path = FilePath.join(FilePath.directory(of: manifest.document.file.path), name)
        if documents[path] == nil { documents[path] = files.document(at: path) }
        return documents[path].map { check.check(manifest.document, againstJSONSchema: $0) }
    }
}
