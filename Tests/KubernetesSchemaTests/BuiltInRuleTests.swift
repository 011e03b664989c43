import Foundation
import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
import SourceText
import Testing
import YAMLDocument

/// The rules that the schema check reports: each is declared by a file, whose examples show what it finds.
@Suite struct BuiltInRuleTests {
    private static let rules: [String: URL] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "rules")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return Dictionary(files.filter { $0.pathExtension == "yaml" }.map { ($0.deletingPathExtension().lastPathComponent, $0) })
        { a, _ in a }
    }()

    /// What is too large is too large for an example.
    @Test(arguments: Set(SchemaProblem.allCases.filter { $0 != .tooLarge }.map(\.rule)).sorted())
    func everyRuleReportsExactlyItsMarkedLines(_ rule: String) throws {
        let file = try #require(Self.rules[rule], "no file declares the rule")
        let spec = try #require(documents(String(contentsOf: file, encoding: .utf8)).first)
        let examples = try #require(spec.node(at: "spec", "examples"))
        let newest = try #require(BuiltInKind.knownVersions.newest)
        let check = SchemaCheck(store: SchemaStore(), targets: KubernetesVersionSet(newest))
        for example in spec.children(of: examples) {
            let isFailing = spec.value(of: example, "fail") != nil
            let node = try #require(spec.value(of: example, isFailing ? "fail" : "pass"))
            let text = spec.text(of: node)
            let source = SourceFile(path: "example.yaml", text: text)
            let parsed = LibYAMLParser.parse(source).documents
            let lines = parsed.flatMap { document in
                check.check(document).violations.filter { $0.rule == rule }.map {
                    source.position(of: $0.span(in: document).lower).line
                }
            }
            let marked = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
                .filter { $1.hasSuffix("# finding") }.map { $0.offset + 1 }
            #expect(lines.sorted() == marked, "\(spec.value(of: example, "title").map(spec.text) ?? "")")
            #expect(isFailing == !marked.isEmpty)
        }
    }
}
