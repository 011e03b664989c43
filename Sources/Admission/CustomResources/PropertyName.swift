/// How rules of CustomResourceDefinitions write the names of properties that are no identifiers.
///
/// Source: `Escape` of `k8s.io/apiserver/pkg/cel/escaping.go`
package enum PropertyName {
    private static let reserved: Set<String> = [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop", "package", "namespace", "return", "var", "void", "while",
    ]

    /// The name in an expression; nil if expressions cannot name the property.
    package static func escaped(_ name: String) -> String? {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
        if reserved.contains(name) { return "__\(name)__" }
        var result = ""
        var rest = name[...]
        while let character = rest.popFirst() {
            switch character {
            case "_" where rest.first == "_":
                rest.removeFirst()
                result += "__underscores__"
            case ".": result += "__dot__"
            case "-": result += "__dash__"
            case "/": result += "__slash__"
            case "_", "a"..."z", "A"..."Z", "0"..."9": result.append(character)
            default: return nil
            }
        }
        return result
    }
}
