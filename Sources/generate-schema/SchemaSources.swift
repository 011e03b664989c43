import Foundation
import KubernetesSchemaTable

/// The texts of `schema/`, which the embedded table is made from.
struct SchemaSources {
    /// The API of Kubernetes.
    var facts: APIFacts
    /// What may stand in a kustomization, as if every version of Kubernetes had it.
    private let kustomizations: String
    private let lifecycles: [KindName: Lifecycle]
    /// Lines `TYPE FIELD VALUE`.
    private let defaults: String

    /// Reads the files of a folder; without `facts` those of the API too.
    init(folder: URL, facts: APIFacts? = nil) throws {
        func text(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }
        self.facts = try facts ?? APIFacts(text: text("kubernetes-api.txt"))
        kustomizations = try text("kustomization.txt")
        defaults = try text("defaults.txt")
        lifecycles = try Lifecycle.read(text("lifecycle.txt"))
    }

    /// All facts that go into the table.
    func allFacts() throws -> APIFacts {
        var all = facts
        let more = try APIFacts(text: "versions \(facts.versions)\n" + kustomizations)
        all.kinds.merge(more.kinds) { mine, _ in mine }
        all.types.merge(more.types) { mine, _ in mine }
        for line in defaults.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            guard words.count == 3, all.types[words[0]]?.fields[words[1]] != nil else {
                throw GeneratorError("schema/defaults.txt: no field '\(line)'")
            }
            all.types[words[0]]?.fields[words[1]]?.attributes.defaultValue = words[2]
        }
        return all
    }

    /// What the lifecycles say of kinds that no version has: a slip, or the announcement of a version whose document is yet to come.
    func strayLifecycles() throws -> [KindName] {
        let kinds = try allFacts().kinds
        return Set(lifecycles.keys).union(lifecycles.values.compactMap(\.replacement)).filter { kinds[$0] == nil }.sorted()
    }

    /// The table.
    func table() throws -> TableEncoder { try TableEncoder(allFacts(), lifecycles: lifecycles) }
}
