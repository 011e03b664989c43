import Foundation
import Testing

/// Published policies and probes, over objects for which the API server's own code has said what it does.
@Suite struct PolicyConformanceTests {
    private static let folder =
        (ProcessInfo.processInfo.environment["PLIMSOLL_CONFORMANCE"] ?? "../shared/conformance") + "/vap"

    @Test func policiesJudgeAsTheServerDoes() throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: Self.folder) else {
            print("vap: skipped, no folder \(Self.folder)")
            return
        }
        var (passed, failures) = (0, [String]())
        for name in names.sorted() where FileManager.default.fileExists(atPath: "\(Self.folder)/\(name)/case.json") {
            let item = try PolicyCase("\(Self.folder)/\(name)")
            for check in item.checks {
                let problems = item.problems(check)
                if problems.isEmpty {
                    passed += 1
                } else {
                    failures.append("\(check["id"] ?? name)\n    \(problems.joined(separator: "\n    "))")
                }
            }
        }
        print("vap: \(passed) passed, \(failures.count) failed")
        if ProcessInfo.processInfo.environment["PLIMSOLL_VERBOSE"] != nil { failures.forEach { print($0) } }
        #expect(failures.isEmpty, "checks that come out otherwise than in the API server")
    }
}
