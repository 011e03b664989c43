import SourceText
import YAMLDocument

/// One rule file, with what is known of the rule without reading it.
struct RuleText {
    /// What every run asks.
    let head: RuleHead
    /// The file as it is.
    let text: String
    /// `text` as it is once parsed; empty if it has to be parsed when it is read, as what has anchors has.
    let image: String
    /// What documents need for the rule to have anything to say, as `RuleNeeds` of the module `Policy` reads it.
    let needs: String
    /// Images of the expressions, as `EmbeddedRule` of the module `Policy` reads them.
    let expressions: String

    /// Reads a file.
    ///
    /// - Parameter path: the path below `rules/`: category, `/`, id, `.yaml`.
    /// - Throws: what keeps the file from being read.
    init(path: String, text: String) throws(BrokenRule) {
        self.text = text
        let file = SourceFile(path: path, text: text)
        let parsed = LibYAMLParser.parse(file)
        guard let document = parsed.documents.first, parsed.documents.count == 1, parsed.diagnostics.isEmpty else {
            let problem = parsed.diagnostics.first
            throw BrokenRule(
                file: path, line: file.position(of: problem?.span?.lower ?? 0).line,
                message: problem?.message ?? "a rule file holds one document")
        }
        head = try RuleHead(document)
        needs = NeedsText(document).text
        expressions = ExpressionImages(document).text
        image = DocumentImage.text(of: document) ?? ""
    }
}

/// What keeps a rule from being put into the program.
struct BrokenRule: Error, CustomStringConvertible {
    let file: String
    let line: Int
    let message: String

    var description: String { "rules/\(file):\(line): error: \(message)" }
}
