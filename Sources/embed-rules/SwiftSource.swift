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
    // A function for each rule: the compiler takes more than its share of time for one that holds all of them.
    let functions = rules.enumerated().map { place, rule in
        "@inline(never) private func rule\(place)() -> EmbeddedRule {\n"
            + "    EmbeddedRule(\n        head: \(expression(rule.head)),\n        text: \(literal(rule.text)),\n"
            + "        image: \(literal(rule.image)),\n        needs: \(literal(rule.needs)),\n        expressions: \(literal(rule.expressions)))\n}\n"
    }
    return """
        // Made by embed-rules from rules/; do not edit.
        import KubernetesModel

        extension EmbeddedRule {
            /// Every rule of `rules/`, sorted by id.
            static let all: [EmbeddedRule] = {
                var rules: [EmbeddedRule] = []
                rules.reserveCapacity(\(rules.count))
        \(rules.indices.map { "        rules.append(rule\($0)())" }.joined(separator: "\n"))
                return rules
            }()
        }

        \(functions.joined(separator: "\n"))

        """
}

private func expression(_ head: RuleHead) -> String {
    func list(_ texts: [String], _ element: (String) -> String = literal) -> String {
        "[\(texts.map(element).joined(separator: ", "))]"
    }
    return "RuleHead(id: \(literal(head.id)), category: \(literal(head.category)), ruleClass: .\(head.ruleClass), "
        + "severity: .\(head.severity), profiles: \(list(head.profiles)), scope: .\(head.scope), "
        + "kinds: \(list(head.kinds) { "KindSelector(\(literal($0)))" }), isBuiltIn: \(head.isBuiltIn), "
        + "hasExpression: \(head.hasExpression), validatedTypes: \(list(head.validatedTypes)), yieldsTo: \(list(head.yieldsTo)))"
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
