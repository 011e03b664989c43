import Foundation
import KubernetesSchemaTable
import Testing

/// Every merge fact that kustomize embeds, against a listing of them: `PLIMSOLL_CONFORMANCE` names the folder.
@Suite struct MergeFactsTests {
    private struct Listing: Decodable {
        struct Fact: Decodable {
            let keys: [String]
            let strategy: String
        }
        let kinds: [String: [String: Fact]]
    }

    @Test func listsMergeAsInKustomize() throws {
        let folder = ProcessInfo.processInfo.environment["PLIMSOLL_CONFORMANCE"] ?? "../shared/conformance"
        guard let data = FileManager.default.contents(atPath: folder + "/kustomize/data/merge-keys.json") else {
            return print("merge facts: skipped, no listing at \(folder)")
        }
        let listing = try JSONDecoder().decode(Listing.self, from: data)
        var (count, wrong) = (0, [String]())
        for (name, facts) in listing.kinds {
            let parts = name.split(separator: "/").map(String.init)
            let (group, version) = parts.count == 3 ? (parts[0], parts[1]) : ("", parts[0])
            guard let kind = BuiltInKind(group: group, version: version, kind: parts[parts.count - 1]) else { continue }
            var mine: [String: [String]] = [:]
            collect(kind.type, path: [], depth: 0, into: &mine)
            for (path, fact) in facts where fact.strategy.contains("merge") {
                count += 1
                if mine[path] != fact.keys { wrong.append("\(name) \(path): \(mine[path] ?? ["-"]) for \(fact.keys)") }
            }
            // What kustomize replaces, the table must not merge. Types that contain themselves are cut off in the listing.
            for (path, keys) in mine where facts[path] == nil && !path.contains("status") {
                wrong.append("\(name) \(path): extra \(keys)")
            }
        }
        print("merge facts: \(count) of kustomize compared, \(wrong.count) differ")
        #expect(wrong.count == 0, "\(wrong.sorted().prefix(20))")
    }

    @Test func scopesAreThoseOfKustomize() throws {
        let folder = ProcessInfo.processInfo.environment["PLIMSOLL_CONFORMANCE"] ?? "../shared/conformance"
        guard let data = FileManager.default.contents(atPath: folder + "/kustomize/data/scopes.json") else {
            return print("scopes: skipped, no listing at \(folder)")
        }
        var (count, wrong) = (0, [String]())
        for (name, scope) in try JSONDecoder().decode([String: String].self, from: data) {
            let parts = name.split(separator: "/").map(String.init)
            let (group, version) = parts.count == 3 ? (parts[0], parts[1]) : ("", parts[0])
            guard let kind = BuiltInKind(group: group, version: version, kind: parts[parts.count - 1]) else { continue }
            count += 1
            if kind.isNamespaced != (scope == "Namespaced") { wrong.append(name) }
        }
        print("scopes: \(count) of kustomize compared, \(wrong.count) differ")
        #expect(wrong.count == 0, "\(wrong)")
    }

    private func collect(_ type: BuiltInType, path: [String], depth: Int, into found: inout [String: [String]]) {
        guard depth < 12 else { return }
        for field in type.fields where field.versions.contains(BuiltInField.kustomizeVersion) {
            let name = (path + [field.name]).joined(separator: ".")
            let path = path + [field.container == .list ? field.name + "[]" : field.name]
            if field.isMergedByKustomize { found[name] = field.kustomizeMergeKeys }
            if case .object(let inner) = field.element, !inner.name.hasPrefix("JSONSchemaProps") {
                collect(inner, path: path, depth: depth + 1, into: &found)
            }
        }
    }
}
