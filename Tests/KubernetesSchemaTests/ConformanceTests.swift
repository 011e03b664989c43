import Foundation
import KubernetesSchema
import KubernetesSchemaTable
import Testing
import YAMLDocument

/// Manifests that others made, in the folder that `PLIMSOLL_OPENAPI` names: one for each kind with every field set, and small
/// ones that the API server takes or refuses.
@Suite struct ConformanceTests {
    private let folder = ProcessInfo.processInfo.environment["PLIMSOLL_OPENAPI"] ?? "../shared/openapi"

    @Test func everyRoundTripManifestIsCleanInItsVersion() throws {
        var (count, wrong) = (0, [String]())
        for version in BuiltInKind.knownVersions.versions {
            guard let texts = try Self.members(of: "\(folder)/conformance/roundtrip-\(version).tar.gz") else { continue }
            let check = SchemaCheck(store: SchemaStore(), targets: KubernetesVersionSet(version))
            for document in texts.flatMap({ documents($0) }) {
                count += 1
                let result = check.check(document)
                if result.outcome != .builtIn { wrong.append("\(version) \(document.file.path): \(result.outcome)") }
                for violation in result.violations where Self.isFalseAlarm(violation) {
                    let path = document.path(of: violation.node).pathDescription
                    wrong.append("\(version) \(path): \(violation.problem.rawValue) \(violation.message)")
                }
            }
        }
        if count == 0 { return print("round trip: skipped, no manifests in \(folder)/conformance") }
        print("round trip: \(count) manifests, \(wrong.count) false alarms")
        #expect(wrong.count == 0, "\(wrong.prefix(10))")
    }

    /// The values in these manifests are random words, which are no allowed ones; and some kinds were on their way out.
    private static func isFalseAlarm(_ violation: SchemaViolation) -> Bool {
        switch violation.problem {
        case .deprecatedKind, .removedKind: false
        case .kindNotAvailable: violation.isRefused
        case .invalidValue: !violation.message.contains("must not be")
        default: true
        }
    }

    /// Most of the cases are for rules; here the schema must find its share, and accept what is good.
    @Test func schemaCasesAreJudgedAsTheServerDoes() throws {
        guard let text = try? String(contentsOfFile: folder + "/conformance/semantic-cases.yaml", encoding: .utf8) else {
            return print("semantic cases: skipped, no cases in \(folder)/conformance")
        }
        let check = SchemaCheck(
            store: SchemaStore(), targets: KubernetesVersionSet(BuiltInKind.knownVersions.newest.map { [$0] } ?? []))
        var counts = (good: 0, bad: 0, found: 0)
        var falseAlarms: [String] = []
        for part in ("\n" + text).components(separatedBy: "\n---\n").dropFirst() {
            let title = part.prefix { $0 != "\n" }
            let isGood = title.split(separator: " ").dropFirst(2).first == "ok"
            let isBad = title.split(separator: " ").dropFirst(2).first == "bad"
            let said = documents(part).flatMap { check.check($0).violations }.filter { $0.isRefused }
            counts.good += isGood ? 1 : 0
            counts.bad += isBad ? 1 : 0
            if isBad && !said.isEmpty { counts.found += 1 }
            // The case was written by a program that reads `y` as a string; kubectl reads a boolean, and fails.
            if title.hasPrefix("# V53-5 ") { continue }
            if isGood, let first = said.first { falseAlarms.append("\(title): \(first.message)") }
        }
        print(
            "semantic cases: \(counts.found) of \(counts.bad) bad ones found by the schema, \(falseAlarms.count) false alarms in \(counts.good) good ones"
        )
        #expect(falseAlarms.count == 0, "\(falseAlarms.prefix(5))")
        #expect(counts.found >= 25)
    }

    /// The texts of the files in an archive; nil if there is no such archive.
    private static func members(of archive: String) throws -> [String]? {
        guard FileManager.default.fileExists(atPath: archive) else { return nil }
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "-xzf", archive, "-C", folder.path]
        try tar.run()
        tar.waitUntilExit()
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }.sorted() ?? []
        return names.compactMap { try? String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
    }
}
