/// Swift that declares the files of frameworks as literals: pairs of the path and the text.
func SwiftSource(ofFrameworks files: [(path: String, text: String)]) -> String {
    let entries = files.map { "        EmbeddedFramework(path: \(literal($0.path)), text: \(literal($0.text)))," }
    return """
        extension EmbeddedFramework {
            /// Every framework of `frameworks/`, sorted by path.
            static let all: [EmbeddedFramework] = [
        \(entries.joined(separator: "\n"))
            ]
        }

        """
}

/// Swift that declares every rule file as literals.
func SwiftSource(of rules: [RuleText]) -> String {
    let entries = rules.map { rule in
        "        EmbeddedRule(path: \(literal(rule.path)), head: \(literal(rule.head)), image: \(literal(rule.image)), "
            + "whole: \(literal(rule.whole))),"
    }
    return """
        // Made by embed-rules from rules/; do not edit.
        extension EmbeddedRule {
            /// Every rule of `rules/`, sorted by path.
            static let all: [EmbeddedRule] = [
        \(entries.joined(separator: "\n"))
            ]
        }

        """
}

/// A string literal that holds the text; everything but letters that need no escape is written as such.
private func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\\": result += "\\\\"
        case "\"": result += "\\\""
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
