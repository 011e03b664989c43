import KubernetesSchemaTable

/// What the project has announced about a kind, which no OpenAPI document says: kept by hand in `schema/lifecycle.txt`.
struct Lifecycle: Equatable {
    /// The version that deprecates the kind.
    var deprecated: KubernetesVersion?
    /// The version that no longer serves it.
    var removed: KubernetesVersion?
    /// The first version that serves it, where the documents come in too late.
    var since: KubernetesVersion?
    /// What to use in its place, `apps/v1 Deployment`; empty if nothing takes its place.
    var replacement: KindName?
    /// What changes in moving there; empty if only the version does.
    var note = ""

    /// Reads lines such as `apps/v1beta1 Deployment deprecated=1.8 removed=1.16 use=apps/v1: selector is required`.
    static func read(_ text: String) throws -> [KindName: Lifecycle] {
        var result: [KindName: Lifecycle] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: ": ", maxSplits: 1)
            let words = parts[0].split(separator: " ")
            guard words.count >= 2 else { throw GeneratorError("schema/lifecycle.txt: '\(line)' names no kind") }
            let name = KindName(apiVersion: String(words[0]), kind: String(words[1]))
            var lifecycle = Lifecycle(note: parts.count == 2 ? String(parts[1]) : "")
            for word in words[2...] {
                let value = word.drop { $0 != "=" }.dropFirst()
                switch word.prefix(while: { $0 != "=" }) {
                case "deprecated": lifecycle.deprecated = KubernetesVersion(value)
                case "removed": lifecycle.removed = KubernetesVersion(value)
                case "since": lifecycle.since = KubernetesVersion(value)
                case "use": lifecycle.replacement = KindName(apiVersion: String(value), kind: name.kind)
                default: throw GeneratorError("schema/lifecycle.txt: '\(word)' says nothing of a kind")
                }
            }
            result[name] = lifecycle
        }
        return result
    }
}
