import Foundation
import KubernetesSchemaTable
import Testing
import YAMLDocument

@testable import generate_schema

/// The repository's root.
private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

@Suite struct EmbeddedTableTests {
    private let sources: SchemaSources
    private let facts: APIFacts

    init() throws {
        sources = try SchemaSources(folder: root.appending(path: "schema"))
        facts = try sources.allFacts()
    }

    @Test func theSourceFileIsWhatTheGeneratorMakesOfTheTexts() throws {
        let path = root.appending(path: "Sources/KubernetesSchemaTable/TableData.swift")
        #expect(
            try SwiftSource.text(of: sources.table(), versions: facts.versions) == String(contentsOf: path, encoding: .utf8),
            "run Scripts/generate-schema")
    }

    @Test func theTextIsWrittenAsItWasRead() throws {
        #expect(try APIFacts(text: FactsText(sources.facts).text()) == sources.facts)
    }

    /// Every fact of the text comes back out of the table, found by the hashes that documents use.
    @Test func theTableSaysWhatTheTextSays() {
        var wrong: [String] = []
        for (name, fact) in facts.kinds {
            guard let kind = BuiltInKind(group: name.group, version: name.version, kind: name.kind) else {
                wrong.append("\(name) is missing")
                continue
            }
            if kind.plural != fact.plural || kind.isNamespaced != fact.isNamespaced { wrong.append("\(name)") }
            if "\(kind.type.package).\(kind.type.name)" != fact.type { wrong.append("\(name): \(kind.type.name)") }
            wrong += fields(of: kind.type, named: fact.type)
        }
        #expect(wrong.count == 0, "\(wrong.prefix(10))")
    }

    private func fields(of type: BuiltInType, named name: String) -> [String] {
        guard let fact = facts.types[name] else { return ["\(name) is unknown"] }
        var wrong: [String] = []
        for (fieldName, field) in fact.fields {
            let key = Key(fieldName)
            var form = key.withBytes { type.field(keyHash: $0.hash, utf8: $0.utf8) }
            var shapes: [FieldShape: KubernetesVersionSet] = [:]
            while let found = form {
                let typeName: String =
                    switch found.element {
                    case .scalar(let scalar): scalar.factName
                    case .object(let object): "\(object.package).\(object.name)"
                    }
                shapes[FieldShape(container: found.container, type: typeName, isRequired: found.isRequired)] = found.versions
                if found.listMapKeys != field.attributes.listMapKeys || found.patchMergeKey != field.attributes.mergeKey {
                    wrong.append("\(name).\(fieldName): keys")
                }
                form = type.form(after: found)
            }
            if shapes != field.shapes { wrong.append("\(name).\(fieldName)") }
        }
        return wrong
    }

    @Test(arguments: ["speck", "spe", "metadat", "", "x"])
    func aFieldThatIsNotThereIsNotFound(_ name: String) throws {
        let type = try #require(BuiltInKind(group: "apps", version: "v1", kind: "Deployment")).type
        let key = Key(name)
        #expect(key.withBytes { type.field(keyHash: $0.hash, utf8: $0.utf8) } == nil)
    }

    @Test func lifecyclesAreOfKindsThatThereAre() throws { #expect(try sources.strayLifecycles().isEmpty) }

    @Test func lifecyclesAreKnown() throws {
        let old = try #require(BuiltInKind(group: "extensions", version: "v1beta1", kind: "Ingress"))
        #expect(old.removedIn == KubernetesVersion(minor: 22) && old.deprecatedIn == KubernetesVersion(minor: 14))
        #expect(old.replacement?.apiVersion == "networking.k8s.io/v1" && old.versions.description == "1.10-1.21")
        #expect(old.migrationNote.contains("pathType"))
    }
}
