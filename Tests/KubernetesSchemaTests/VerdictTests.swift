import Foundation
import KubernetesSchema
import KubernetesSchemaTable
import SourceText
import Testing
import YAMLDocument

/// The manifests of other schema validators, with the verdicts that their own tests give.
@Suite struct VerdictTests {
    private struct Verdict: Decodable {
        let id: String
        let check: String
        let verdict: String
        let unit: String
        let config: [String]?
        let object: Object?

        struct Object: Decodable { let index: Int }
    }

    /// Cases that are not the schema's: names and the schema in a CustomResourceDefinition are judged by rules, and a file that has
    /// neither `apiVersion` nor `kind` is no manifest, which only a validator of nothing but manifests can call wrong.
    private static let decidedElsewhere = ["error_invalid_name", "error_crd_typo", "missing_kind.yaml", "missing_kind_value"]

    @Test func verdictsOfSchemaValidatorsAreGivenHereToo() throws {
        let folder = (ProcessInfo.processInfo.environment["PLIMSOLL_CONFORMANCE"] ?? "../shared/conformance") + "/verdicts"
        guard let lines = try? String(contentsOfFile: folder + "/verdicts.jsonl", encoding: .utf8) else {
            return print("verdicts: skipped, none in \(folder)")
        }
        let verdicts = try lines.split(separator: "\n").map { try JSONDecoder().decode(Verdict.self, from: Data($0.utf8)) }
            .filter { $0.check == "schema" }
        var (count, wrong, others) = (0, [String](), 0)
        for verdict in verdicts {
            // The second object of a file, where it is bad by its name.
            let isSecond = (verdict.object?.index ?? 0) > 0
            if isSecond || Self.decidedElsewhere.contains(where: verdict.unit.contains) {
                others += 1
                continue
            }
            count += 1
            let isRefused = try isRefused(verdict, in: folder)
            if isRefused != (verdict.verdict == "fail") { wrong.append("\(verdict.unit): \(verdict.verdict) expected") }
        }
        print("verdicts: \(count - wrong.count) of \(count) agree, \(others) are decided elsewhere")
        #expect(wrong.count == 0, "\(wrong)")
    }

    private func isRefused(_ verdict: Verdict, in folder: String) throws -> Bool {
        var store = SchemaStore()
        for need in verdict.config ?? [] where need.hasPrefix("needs CRDs: ") {
            let path = "\(folder)/files/kubectl_validate/\(need.dropFirst("needs CRDs: ".count))"
            for document in try parse(path).documents { store.addCustomResourceDefinition(document) }
        }
        let newest = BuiltInKind.knownVersions.newest.map { KubernetesVersionSet($0) } ?? BuiltInKind.knownVersions
        let check = SchemaCheck(store: store, targets: newest)
        let file = try parse("\(folder)/\(verdict.unit)")
        if file.diagnostics.contains(where: { $0.severity == .error }) { return true }
        let results = file.documents.flatMap { document in objects(of: document).map { check.check(document, object: $0) } }
        if verdict.config == ["a missing schema is an error"], results.contains(where: { $0.outcome == .noSchema }) {
            return true
        }
        return results.contains { $0.violations.contains(where: \.isRefused) }
    }

    private func parse(_ path: String) throws -> ParsedFile {
        LibYAMLParser.parse(SourceFile(id: .init(0), path: path, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: path)))))
    }

    /// The objects of a document: the elements of a list, or the whole.
    private func objects(of document: Document) -> [NodeID] {
        guard let items = document.value(of: document.root, "items"), document.kind(of: items) == .sequence else {
            return [document.root]
        }
        return Array(document.children(of: items))
    }
}
