import SourceText
import YAMLDocument

/// What is known of a rule without reading it: `RuleHead` of the module `Policy`, as texts of Swift.
///
/// `RuleReader` finds the same of a user's own rules; a test compares the two for every rule.
struct RuleHead {
    let id: String
    let category: String
    let ruleClass: String
    let severity: String
    let profiles: [String]
    let scope: String
    let kinds: [String]
    let isBuiltIn: Bool
    let hasExpression: Bool
    let validatedTypes: [String]
    let yieldsTo: [String]

    init(_ document: Document) throws(BrokenRule) {
        let file = document.file
        guard let spec = document.node(at: "spec") else {
            throw BrokenRule(file: file.path, line: 1, message: "a rule has a 'spec'")
        }
        func choice(_ path: [Key], of allowed: [String], default first: String) throws(BrokenRule) -> String {
            guard let node = document.node(at: path, from: spec) else { return first }
            let text = document.text(of: node)
            guard allowed.contains(text) else {
                let line = file.position(of: document.span(of: node).lower).line
                throw BrokenRule(file: file.path, line: line, message: "'\(text)' is none of \(allowed.joined(separator: ", "))")
            }
            return text
        }
        func texts(_ node: NodeID?) -> [String] {
            guard let node else { return [] }
            return document.kind(of: node).isScalar ? [document.text(of: node)] : document.children(of: node).map(document.text)
        }
        let parts = file.path.split(separator: "/")
        id = String(parts.last?.dropLast(".yaml".count) ?? "")
        category = parts.dropLast().last.map(String.init) ?? ""
        ruleClass = try choice(["class"], of: ["validity", "bug", "policy", "style", "inventory"], default: "policy")
        severity = try choice(["severity"], of: ["info", "warning", "error"], default: "warning")
        scope = try choice(["match", "scope"], of: ["object", "workload", "container"], default: "object")
        profiles = document.node(at: "profiles", from: spec).map(texts) ?? ["*"]
        kinds = texts(document.node(at: "match", "kinds", from: spec))
        isBuiltIn = document.node(at: "check", from: spec).map { document.hasText($0, "built-in") } ?? false
        hasExpression = document.node(at: "expression", from: spec).map { document.kind(of: $0).isScalar } ?? false
        yieldsTo = texts(document.node(at: "yieldsTo", from: spec))
        var types: [String] = []
        if let validations = document.node(at: "validations", from: spec) {
            for validation in document.children(of: validations) {
                for type in texts(document.node(at: "types", from: validation)) where !types.contains(type) { types.append(type) }
            }
        }
        validatedTypes = types
    }
}
