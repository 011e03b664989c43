import SourceText
import YAMLDocument

/// Documents without their layout: one line of JSON for each, keys sorted.
enum StructuralForm {
    static func of(_ text: String) -> [String] {
        LibYAMLParser.parse(SourceFile(path: "", text: text), typing: .kustomize).documents.map { document in
            JSONPrinter.json(of: document.root, in: document)
        }
    }
}
