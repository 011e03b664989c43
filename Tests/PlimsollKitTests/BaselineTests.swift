import Foundation
import PlimsollKit
import Policy
import TestSupport
import Testing

/// Baselines: what a team lives with is not reported, and nothing else is silenced.
@Suite struct BaselineTests {
    private static let pod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostNetwork: true
          containers:
            - name: web
              image: nginx:1.29
              securityContext:
                privileged: true

        """

    /// A tree whose baseline has been written.
    private final class Known {
        let tree: TemporaryTree
        var select = ["privileged-container", "host-network"]
        var baseline: String { tree.path + "/known.yaml" }

        init(_ files: [String: String]) throws {
            tree = try TemporaryTree(files)
            let result = try run(reads: nil, writes: baseline)
            #expect(result.exitStatus(failOn: .info) == 0)
        }

        func run(reads: String?, writes: String? = nil, _ path: String = "") throws -> RunResult {
            var options = RunOptions()
            options.paths = [tree.path + path]
            options.selection.select = select
            let library = try RuleLibrary()
            var result = Run.check(options, library: library)
            var use = BaselineUse()
            (use.reads, use.writes) = (reads, writes)
            #expect(use.apply(to: &result, library: library) == nil)
            return result
        }

        /// The rules that are reported, and the remarks without the way to the tree.
        func report(_ path: String = "") throws -> [String] {
            let result = try run(reads: baseline, path)
            return result.openFindings.map(\.rule) + result.notes.map { $0.replacing(tree.path + "/", with: "") }
        }

        func write(_ text: String, to name: String) throws {
            try text.write(toFile: tree.path + "/" + name, atomically: true, encoding: .utf8)
        }
    }

    @Test func linesMayMoveAndFilesMayBeRenamed() throws {
        let known = try Known(["a.yaml": Self.pod])
        try known.write("# moved\n\n" + Self.pod, to: "a.yaml")
        #expect(try known.report() == ["2 findings are in the baseline 'known.yaml'"])
        try FileManager.default.moveItem(atPath: known.tree.path + "/a.yaml", toPath: known.tree.path + "/b.yaml")
        #expect(try known.report() == ["2 findings are in the baseline 'known.yaml'"])
    }

    @Test func whatIsNewIsReportedAlsoBesideTheSame() throws {
        let known = try Known(["a.yaml": Self.pod])
        try known.write(Self.pod, to: "b.yaml")
        #expect(try known.report() == ["host-network", "privileged-container", "2 findings are in the baseline 'known.yaml'"])
    }

    @Test func mendedEntriesAreNamedAndTakenOutButNothingIsAdded() throws {
        let known = try Known(["a.yaml": Self.pod, "b.yaml": Self.pod.replacing("name: web", with: "name: api")])
        try known.write(Self.pod.replacing("  hostNetwork: true\n", with: ""), to: "a.yaml")
        try known.write(Self.pod.replacing("name: web", with: "name: new"), to: "c.yaml")
        #expect(
            try known.report() == [
                "host-network", "privileged-container", "3 findings are in the baseline 'known.yaml'",
                "mended, but still in the baseline 'known.yaml': a.yaml: host-network of Pod web",
                "--baseline known.yaml --write-baseline known.yaml takes out 1 mended entry",
            ])
        // What a run has not looked at stays.
        #expect(try known.report("/b.yaml") == ["2 findings are in the baseline 'known.yaml'"])
        let shrunk = try known.run(reads: known.baseline, writes: known.baseline)
        #expect(shrunk.openFindings.map(\.rule) == ["host-network", "privileged-container"])
        #expect(try known.report() == ["host-network", "privileged-container", "3 findings are in the baseline 'known.yaml'"])
    }

    @Test func anotherOverlayAndAnotherHashChangeNothing() throws {
        let overlay = { (name: String) in "resources: [../base]\nnamePrefix: \(name)-\nnamespace: \(name)\n" }
        let known = try Known([
            "base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": Self.pod, "b/kustomization.yaml": overlay("b"),
        ])
        try FileManager.default.createDirectory(atPath: known.tree.path + "/a", withIntermediateDirectories: false)
        try known.write(overlay("a"), to: "a/kustomization.yaml")
        #expect(try known.report() == ["2 findings are in the baseline 'known.yaml'"])
    }

    @Test func theFileIsSortedTextForReviews() throws {
        let known = try Known(["a.yaml": Self.pod])
        let text = try String(contentsOfFile: known.baseline, encoding: .utf8)
        #expect(
            text.split(separator: "\n").dropFirst(2).joined(separator: "\n") == """
                plimsoll-baseline: 1
                findings:
                  "a.yaml":
                    - {rule: host-network, object: "Pod web", path: "spec.hostNetwork", fingerprint: "\(fingerprint(text, 0))"}
                    - {rule: privileged-container, object: "Pod web", path: "spec.containers[0].securityContext.privileged", fingerprint: "\(fingerprint(text, 1))"}
                """)
    }

    private func fingerprint(_ text: String, _ index: Int) -> String {
        String(text.split(separator: "fingerprint: \"")[index + 1].prefix { $0 != "\"" })
    }

    @Test(arguments: [
        ("a: 1\n", "known.yaml:1:1: no baseline: a baseline has 'plimsoll-baseline: 1' and 'findings'"),
        (
            "plimsoll-baseline: 1\nfindings: {a.yaml: [{rule: x}]}\n",
            "known.yaml:2:21: an entry has a 'rule' and a 'fingerprint', and a 'count' from 1 if any"
        ),
        (
            "plimsoll-baseline: 1\nfindings: {a.yaml: [{rule: x, fingerprint: f, count: -1}]}\n",
            "known.yaml:2:21: an entry has a 'rule' and a 'fingerprint', and a 'count' from 1 if any"
        ),
        (
            "plimsoll-baseline: 2\nfindings: {}\n",
            "known.yaml:1:20: this baseline has version '2', and this program reads version 1; use the program that wrote it, or write it anew with --write-baseline"
        ),
        (
            "plimsoll-baseline: 1\nfindings: [a]\n",
            "known.yaml:2:11: 'findings' of a baseline has a list of entries for each file; without any it is '{}'"
        ),
        ("plimsoll-baseline: 1\nfindings: {a.yaml: x}\n", "known.yaml:2:20: 'a.yaml' of a baseline has a list of entries"),
        (
            "plimsoll-baseline: 1\nfindings: {}\n---\nb: 1\n",
            "known.yaml:4:1: a baseline is one document; another one starts here"
        ),
        ("", "known.yaml:1:1: no baseline: a baseline has 'plimsoll-baseline: 1' and 'findings'"),
        (
            "plimsoll-baseline: 1\n<<<<<<< HEAD\n",
            "known.yaml:3:1: not YAML: could not find expected ':' while scanning a simple key"
        ),
    ])
    func aBrokenBaselineSaysWhereItIs(_ text: String, _ message: String) throws {
        let tree = try TemporaryTree(["known.yaml": text, "a.yaml": Self.pod])
        var use = BaselineUse()
        use.reads = tree.path + "/known.yaml"
        var result = RunResult()
        let failure = use.apply(to: &result, library: try RuleLibrary())
        #expect(failure?.message.replacing(tree.path + "/", with: "") == message)
    }

    @Test func countsThatSomebodyHasMadeUpDoNotOverflow() throws {
        let entry = "{rule: x, fingerprint: f, count: 9223372036854775807}"
        let tree = try TemporaryTree([
            "known.yaml": "plimsoll-baseline: 1\nfindings: {a.yaml: [\(entry), \(entry)]}\n", "a.yaml": Self.pod,
        ])
        var use = BaselineUse()
        use.reads = tree.path + "/known.yaml"
        var result = RunResult()
        #expect(use.apply(to: &result, library: try RuleLibrary()) == nil)
    }
}
