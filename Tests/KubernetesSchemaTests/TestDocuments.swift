import SourceText
import YAMLDocument

/// The documents of a text, as if it had been a file.
func documents(_ text: String) -> [Document] {
    LibYAMLParser.parse(SourceFile(path: "test.yaml", text: text)).documents
}
