import Foundation
import Testing

/// kustomize's own tests and our probes of it, rewritten as trees with the text that must come out.
///
/// The material is not part of this repository: PLIMSOLL_CONFORMANCE says where it is. Cases that are left out stand in `Skipped.txt`
/// with reasons.
@Suite struct KustomizeConformanceTests {
    @Test(arguments: ["krusty", "plugins", "filters", "probes"])
    func everyCasePasses(_ suite: String) throws {
        let cases = try CaseFolder.all(of: suite)
        guard !cases.isEmpty else { return print("kustomize/\(suite): not here, skipped") }
        let skipped = try Skipped.names()
        let toRun = cases.filter { !skipped.contains($0.description.name) }
        let failures = toRun.compactMap { one in one.problem().map { "\(one.description.name): \($0)" } }
        print(
            "kustomize/\(suite): \(toRun.count - failures.count) passed, \(failures.count) failed, \(cases.count - toRun.count) skipped"
        )
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }
}

/// The cases that are left out: a line `suite/feature/name: reason` each.
enum Skipped {
    static func names() throws -> Set<String> {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Skipped.txt")
        let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Set(lines.compactMap { $0.split(separator: ":").first.map(String.init) })
    }
}
