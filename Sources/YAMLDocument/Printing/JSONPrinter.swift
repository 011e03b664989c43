/// Prints nodes as JSON in one line, as Go's `encoding/json` does: no blanks, keys in byte order, `<`, `>` and `&` escaped.
///
/// Source: https://pkg.go.dev/encoding/json#Marshal
package struct JSONPrinter {
    /// What has been printed.
    package private(set) var text = ""
    private let sortsKeys: Bool

    /// An empty text; keys are sorted by their bytes unless the order of the document is wanted.
    package init(sortingKeys: Bool = true) { sortsKeys = sortingKeys }

    /// The JSON of a node and all below it.
    package static func json(of node: NodeID, in document: Document, sortingKeys: Bool = true) -> String {
        var printer = JSONPrinter(sortingKeys: sortingKeys)
        printer.print(node, of: document)
        return printer.text
    }

    /// Adds a node.
    package mutating func print(_ node: NodeID, of document: Document) {
        switch document.kind(of: node) {
        case .mapping:
            var entries = document.children(of: node).map { (key: document.key(of: $0) ?? "", value: $0) }
            if sortsKeys { entries.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } }
            text += "{"
            for (index, entry) in entries.enumerated() {
                if index > 0 { text += "," }
                text += Self.quoted(entry.key) + ":"
                print(entry.value, of: document)
            }
            text += "}"
        case .sequence:
            text += "["
            for (index, element) in document.children(of: node).enumerated() {
                if index > 0 { text += "," }
                print(element, of: document)
            }
            text += "]"
        case .null: text += "null"
        case .bool: text += document.bool(node) == true ? "true" : "false"
        case .int: text += GoNumber.integer(document.utf8(of: node)) ?? document.text(of: node)
        case .float: text += document.double(node).map(GoNumber.json) ?? document.text(of: node)
        case .timestamp: text += Self.quoted(Timestamps.rfc3339(document.utf8(of: node)) ?? document.text(of: node))
        case .string, .alias: text += Self.quoted(document.text(of: node))
        }
    }

    /// A text in double quotes with Go's escapes.
    package static func quoted(_ string: String) -> String {
        var result = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            case "\0"..<" ", "<", ">", "&", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
