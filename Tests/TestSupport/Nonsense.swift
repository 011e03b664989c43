/// Documents of no sense, in which names that mean something are frequent; the same in every run.
package struct Nonsense {
    private var numbers: SplitMix
    private let names = [
        "spec", "metadata", "template", "containers", "name", "ports", "containerPort", "protocol", "labels", "status", "env",
        "kind", "apiVersion", "items", "volumes", "selector", "matchLabels", "x", "", "resources", "limits", "strategy",
        "openAPIV3Schema", "properties", "versions", "type", "schema", "group", "names", "additionalProperties", "enum",
        "default",
        "required", "rules", "subjects", "roleRef", "data", "annotations", "key", "value", "operator", "values", "path",
        "schedule",
    ]
    private let scalars = [
        "null", "true", "1", "-1", "1.5", "\"a\"", "\"\"", "99999999999999999999", "\"Pod\"", "\"v1\"", "\"object\"", "\"array\"",
    ]

    /// Starts from a seed.
    package init(seed: UInt64) { numbers = SplitMix(seed: seed) }

    /// A value in JSON.
    package mutating func value(depth: Int = 0) -> String {
        switch depth > 6 ? 2 : Int.random(in: 0..<5, using: &numbers) {
        case 0:
            let count = Int.random(in: 0..<4, using: &numbers)
            return "[" + (0..<count).map { _ in value(depth: depth + 1) }.joined(separator: ", ") + "]"
        case 1, 3, 4: return "{" + entries(depth: depth) + "}"
        default: return scalars.randomElement(using: &numbers) ?? "null"
        }
    }

    /// Entries of an object in JSON, without the braces; there may be none.
    package mutating func entries(depth: Int) -> String {
        let count = Int.random(in: 0..<6, using: &numbers)
        return (0..<count).map { _ in "\"\(names.randomElement(using: &numbers) ?? "")\": \(value(depth: depth + 1))" }
            .joined(separator: ", ")
    }
}
