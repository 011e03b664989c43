import SourceText
import YAMLDocument

/// The text of one rule file, taken apart into what a run needs and what only a reader needs.
struct RuleText {
    /// The path below `rules/`: category and id.
    let path: String
    /// The file as it is, for `plimsoll rule`, `plimsoll test` and the documentation.
    let whole: String
    /// The file with the fields of `spec` left out that a run does not read. Lines keep their numbers.
    let head: String
    /// `head` as it is once parsed; empty if it has to be parsed when it is read, as what is broken has.
    let image: String

    /// Fields of `spec`, which a rule file indents by two, that no run needs.
    private static let documentation: Set<Substring> = ["rationale", "remedy", "references", "mapsTo", "examples"]

    init(path: String, text: String) {
        (self.path, whole) = (path, text)
        var isLeftOut = false
        head = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let isField = line.hasPrefix("  ") && !line.dropFirst(2).hasPrefix(" ") && !line.dropFirst(2).hasPrefix("-")
            if isField {
                isLeftOut = Self.documentation.contains(line.dropFirst(2).prefix { $0 != ":" })
            } else if let first = line.first, first != " ", first != "#" {
                isLeftOut = false
            }
            return isLeftOut ? "" : String(line)
        }.joined(separator: "\n")
        let parsed = LibYAMLParser.parse(SourceFile(path: path, text: head))
        let isWhole = parsed.diagnostics.isEmpty && parsed.documents.count == 1
        image = isWhole ? DocumentImage.text(of: parsed.documents[0]) ?? "" : ""
    }
}
