import CEL
import YAMLDocument

/// Images of the expressions of a rule and of its validations, as `EmbeddedRule` of the module `Policy` reads them.
struct ExpressionImages {
    let text: String

    /// What expressions of rules and of validations may use; what an environment has not, its expressions do not name.
    private static let variables: Set<String> = [
        "object", "pod", "container", "params", "item", "containerKind", "kind", "home", "name", "index", "self", "value",
        "field",
        "key",
    ]

    init(_ document: Document) {
        let spec = document.node(at: "spec") ?? document.root
        let validations = document.value(of: spec, "validations").map { Array(document.children(of: $0)) } ?? []
        var nodes: [NodeID] = []
        for part in [spec] + validations {
            let fields: [Key] = ["when", "each", "expression"]
            nodes += fields.compactMap { document.value(of: part, $0) }.filter { document.kind(of: $0).isScalar }
        }
        nodes.sort { document.span(of: $0).lower < document.span(of: $1).lower }
        var (head, images, last) = (PackedNumbers.Writer(), "", UInt32(0))
        head.put(UInt32(nodes.count))
        for node in nodes {
            let image = Self.image(of: document.text(of: node))
            let start = document.span(of: node).lower
            head.put(start - last)
            head.put(UInt32(image.utf8.count))
            images += image
            last = start
        }
        text = String(decoding: head.bytes, as: UTF8.self) + images
    }

    /// The image; empty if there is none that can be written in Swift.
    private static func image(of expression: String) -> String {
        guard let image = ExpressionImage.text(of: expression, variables: variables) else { return "" }
        let isWritable = image.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && $0.value != 0x7F || "\t\n\r".unicodeScalars.contains($0)
        }
        return isWritable ? image : ""
    }
}
