import SourceText
import YAMLDocument

/// A rule file that is inside the program.
package struct EmbeddedRule: Sendable {
    /// What every run asks of it.
    let head: RuleHead
    /// The whole file.
    let text: StaticString
    /// The document of `text` as `DocumentImage` has it, so that no run parses it; empty for the few that have to be parsed.
    let image: StaticString
    /// What documents need for the rule to have anything to say: see `RuleNeeds`.
    let needs: StaticString
}

extension EmbeddedRule {
    /// A reader of the file, under the path that it has in the project.
    func reader(_ id: SourceFile.ID) -> RuleReader {
        let bytes = Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        let file = SourceFile(id: id, path: "rules/\(head.category)/\(head.id).yaml", bytes: bytes)
        guard image.utf8CodeUnitCount > 0 else {
            // The build takes in nothing that does not parse.
            guard let document = LibYAMLParser.parse(file).documents.first else { preconditionFailure("a rule is a document") }
            return RuleReader(file, document, head: head)
        }
        let image = UnsafeBufferPointer(start: image.utf8Start, count: image.utf8CodeUnitCount)
        return RuleReader(file, DocumentImage.document(image, of: file), head: head)
    }
}
