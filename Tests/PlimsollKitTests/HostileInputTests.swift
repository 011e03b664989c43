import Foundation
import PlimsollKit
import Policy
import TestSupport
import Testing

/// Input that is broken or meant to hurt: one clear message each, no crash, no hang, and the rest is judged.
@Suite struct HostileInputTests {
    private static let pod =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: good}\nspec: {containers: [{name: a, image: b, securityContext: {privileged: true}}]}\n"

    /// The messages of a run over a file beside a good one, and whether the good one was judged.
    private func run(_ bytes: [UInt8]) throws -> (messages: [String], judgedTheRest: Bool) {
        let tree = try TemporaryTree(["good.yaml": Self.pod])
        try Data(bytes).write(to: URL(filePath: tree.path + "/hostile.yaml"))
        var options = RunOptions()
        options.paths = [tree.path]
        options.selection.select = ["privileged-container", "yaml-syntax", "yaml-duplicate-key"]
        let result = Run.check(options, library: try RuleLibrary())
        let names = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0) })
        let findings = result.findings.map { finding in
            let file = names[finding.span.file]
            let place = file?.position(of: finding.span.lower)
            return (file?.path.hasSuffix("hostile.yaml") ?? false, "\(place?.line ?? 0):\(place?.column ?? 0) \(finding.message)")
        }
        return (findings.filter(\.0).map(\.1) + result.diagnostics.map(\.message), findings.contains { !$0.0 })
    }

    @Test(arguments: [
        (
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a",
            "3:19 not YAML: did not find expected ',' or '}' while parsing a flow mapping"
        ),
        ("kind: Pod\napiVersion: \"\u{0}\"\n", "2:14 not YAML: control characters are not allowed"),
        (
            "kind: Pod\napiVersion: v1\nx: " + String(repeating: "[", count: 10_000),
            "3:503 more than 500 collections inside one another"
        ),
        (
            "kind: Pod\napiVersion: v1\n" + (0..<600).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
            "503:501 more than 500 collections inside one another"
        ),
        (
            "kind: Pod\nkind: Pod\napiVersion: v1\n",
            "2:1 key 'kind' is already set in this mapping; the last one counts, and strict readers refuse both"
        ),
    ])
    func hostileTextsGetOneMessage(_ text: String, _ expected: String) throws {
        let (messages, judgedTheRest) = try run(Array(text.utf8))
        #expect(messages.first == expected && judgedTheRest, "\(messages.prefix(3))")
    }

    @Test func otherEncodingsGetOneMessage() throws {
        let (utf16, _) = try run([0xFF, 0xFE, 0x61, 0, 0x3A, 0])
        let (invalid, judgedTheRest) = try run(Array("kind: Pod\napiVersion: v1\nname: ".utf8) + [0xFF, 0x0A])
        #expect(utf16 == ["1:1 the file is UTF-16; save it as UTF-8"])
        #expect(invalid == ["3:7 not YAML: invalid leading UTF-8 octet (0xFF)"] && judgedTheRest)
    }

    @Test func aFIFOIsNotWaitedFor() throws {
        let tree = try TemporaryTree(["good.yaml": Self.pod])
        let fifo = tree.path + "/pipe.yaml"
        #expect(mkfifo(fifo, 0o600) == 0)
        var options = RunOptions()
        options.paths = [fifo, tree.path]
        let result = Run.check(options, library: try RuleLibrary())
        #expect(
            result.diagnostics.map { $0.message.replacing(tree.path, with: "") } == [
                "left out '/pipe.yaml', which is no regular file",
                "cannot read '/pipe.yaml'; it is no regular file, or not yours to read",
            ])
    }

    @Test func linksAreNotFollowedOutOfTheTreeNorForever() throws {
        let outside = try TemporaryTree(["secret.yaml": Self.pod])
        let tree = try TemporaryTree(["good.yaml": Self.pod])
        for (name, target) in [
            ("loop", "."), ("a.yaml", "b.yaml"), ("b.yaml", "a.yaml"), ("dangling.yaml", "nowhere"),
            ("out.yaml", outside.path + "/secret.yaml"),
        ] {
            try FileManager.default.createSymbolicLink(atPath: tree.path + "/" + name, withDestinationPath: target)
        }
        var options = RunOptions()
        options.paths = [tree.path]
        options.selection.select = ["privileged-container"]
        let result = Run.check(options, library: try RuleLibrary())
        #expect(result.findings.count == 1 && !result.hasFailed)
        #expect(
            result.diagnostics.map { $0.message.replacing(tree.path + "/", with: "") } == [
                "left out 'a.yaml', which is a link that leads nowhere", "left out 'b.yaml', which is a link that leads nowhere",
                "left out 'dangling.yaml', which is a link that leads nowhere",
                "left out 'out.yaml', which is a link out of the directory that is linted",
            ])
    }

    @Test func anEndlessExpressionIsStopped() throws {
        let expression = "[1,2,3,4,5,6,7,8,9,10]" + String(repeating: ".map(x, [1,2,3,4,5,6,7,8,9,10])", count: 1)
        let nested =
            "\(expression).all(a, \(expression).all(b, \(expression).all(c, \(expression).all(d, \(expression).all(e, \(expression).all(f, \(expression).all(g, true)))))))"
        let result = Evaluation.run(EvaluationOptions([nested]))
        #expect(result.status == 1)
        #expect(result.problems.first?.contains("the expression takes more steps than are allowed") == true)
    }
}
