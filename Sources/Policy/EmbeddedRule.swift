import SourceText
import YAMLDocument

/// The text of a rule file that is inside the program.
package struct EmbeddedRule: Sendable {
    /// The path below `rules/`: category, `/`, id, `.yaml`.
    package let path: StaticString
    /// The file without its documentation; each line has the number that it has in the file.
    package let head: StaticString
    /// The document of `head` as `DocumentImage` has it, so that no run parses it.
    package let image: StaticString
    /// The whole file.
    package let whole: StaticString
}

extension EmbeddedRule {
    /// The parts of the file that a run needs, under the path that it has in the project.
    func headFile(_ id: SourceFile.ID) -> SourceFile { file(head, id) }

    /// The whole file.
    func wholeFile(_ id: SourceFile.ID) -> SourceFile { file(whole, id) }

    private func file(_ text: StaticString, _ id: SourceFile.ID) -> SourceFile {
        let bytes = Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        return SourceFile(id: id, path: "rules/\(path)", bytes: bytes)
    }

    /// A reader of the head.
    func reader(_ id: SourceFile.ID) throws(RuleErrors) -> RuleReader {
        let file = headFile(id)
        guard image.utf8CodeUnitCount > 0 else { return try RuleReader(file) }
        let bytes = UnsafeBufferPointer(start: image.utf8Start, count: image.utf8CodeUnitCount)
        return RuleReader(file, DocumentImage.document(bytes, of: file))
    }
}
