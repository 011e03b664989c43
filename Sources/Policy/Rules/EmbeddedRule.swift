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
    /// The expressions of the rule and of its validations as `ExpressionImage` has them: how many there are, for each where it starts in
    /// `text` after the start of the one before it, and how long its image is; and then the images.
    let expressions: StaticString
}

extension EmbeddedRule {
    /// The image of the expression that starts at a byte of the file; nil if it has none.
    func expressionImage(at offset: UInt32) -> UnsafePointer<UInt8>? {
        var reader = PackedNumbers.Reader(expressions.utf8Start)
        var (start, skipped): (UInt32, UInt32) = (0, 0)
        var found: UInt32?
        for _ in 0..<reader.number() {
            start += reader.number()
            let length = reader.number()
            if start == offset, length > 0 { found = skipped }
            skipped += length
        }
        return found.map { reader.skip($0) }
    }

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
