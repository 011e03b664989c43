import CEL
import YAMLDocument

/// What documents need for a rule to have anything to say, as `RuleNeeds` of the module `Policy` reads it.
struct NeedsText {
    let text: String

    init(_ document: Document) {
        let spec = document.node(at: "spec") ?? document.root
        func text(_ key: Key, of node: NodeID) -> String? { document.value(of: node, key).map(document.text) }
        func finding(of node: NodeID, forEachOf list: String?) -> [[String]] {
            text("expression", of: node).map { KeyNeeds(ofFalsehood: $0, forEachOf: list).clauses } ?? []
        }
        let precondition = text("when", of: spec)
        let asksItsFile = precondition != nil || document.node(at: "match", "containers", from: spec) != nil
        var lines = [
            (asksItsFile ? "r" : "-") + Self.line(precondition.map { KeyNeeds(ofTruth: $0).clauses } ?? []),
            Self.line(finding(of: spec, forEachOf: text("each", of: spec))),
        ]
        if let list = document.value(of: spec, "validations") {
            for validation in document.children(of: list) {
                let types =
                    document.node(at: "types", from: validation).map { document.children(of: $0).map(document.text) } ?? []
                var needs = text("when", of: validation).map { KeyNeeds(ofTruth: $0).clauses } ?? []
                if let fields = document.node(at: "fields", from: validation) {
                    needs.append(document.children(of: fields).map { Self.lastKey(of: document.text(of: $0)) })
                }
                needs += finding(of: validation, forEachOf: text("each", of: validation))
                lines.append(types.joined(separator: ",") + " " + Self.line(needs))
            }
        }
        self.text = lines.joined(separator: "\n")
    }

    /// The last key of a path of fields, such as `ports[].name` or `data{}`.
    private static func lastKey(of path: String) -> String {
        String(path.split(separator: ".").last?.prefix { !"[{".contains($0) } ?? "")
    }

    /// Clauses parted by blanks, keys by commas; what could not be told apart then is left out.
    private static func line(_ clauses: [[String]]) -> String {
        clauses.filter { clause in
            !clause.isEmpty && clause.allSatisfy { !$0.isEmpty && !$0.contains { $0 == " " || $0 == "," || $0.isNewline } }
        }.map { $0.joined(separator: ",") }.joined(separator: " ")
    }
}
