import Foundation
import TestSupport
import Testing

/// Several reports of one run, and what happens to them when they cannot be written.
@Suite struct OutputTests {
    private static func tree() throws -> TemporaryTree {
        try TemporaryTree([
            "pod.yaml":
                "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {hostNetwork: true, containers: [{name: web, image: a}]}\n",
            "out/keep": "",
        ])
    }

    private static let check = "plimsoll check --select host-network --format concise pod.yaml"
    private static let finding = "pod.yaml:4:8: warning host-network"

    @Test func oneRunWritesManyReports() throws {
        let tree = try Self.tree()
        let run = try ProgramRun(
            "\(Self.check) --output sarif=out/a=b.sarif --output junit=out/a.xml --output text=out/a.txt --color always",
            in: tree.path)
        #expect(run.status == 1 && run.output.contains("host-network"))
        #expect(try tree.read("out/a=b.sarif").contains("\"ruleId\":\"host-network\""))
        #expect(try tree.read("out/a.xml").contains("failures=\"1\""))
        #expect(try !tree.read("out/a.txt").contains("\u{1B}"), "a file is no terminal")
    }

    @Test(arguments: [
        ("--output sarif", "'--output sarif' is not FORMAT=FILE"),
        ("--output =a", "'--output =a' is not FORMAT=FILE"),
        ("--output sarif=", "'--output sarif=' is not FORMAT=FILE"),
        ("--output serif=a", "unknown format 'serif' in '--output serif=a'; it is one of text, "),
        ("--output sarif=-", "'--output sarif=-' would mix two reports on standard output; use '--format sarif'"),
        ("--output sarif=out/a --output json=./out//a", "two reports would be written to './out//a'"),
        ("--fail-on fatal", "unknown severity 'fatal'"),
        ("--color sometimes", "unknown value 'sometimes' of --color"),
    ])
    func aWrongFlagIsSaidBeforeAnythingIsDone(_ flags: String, _ complaint: String) throws {
        let tree = try Self.tree()
        let run = try ProgramRun("\(Self.check) \(flags); s=$?; ls out; exit $s", in: tree.path)
        #expect(run.status == 2 && run.complaints.contains(complaint), "\(run.complaints)")
        #expect(run.output == "keep\n", "nothing is judged and nothing written: \(run.output)")
    }

    /// What cannot be written fails the run, and the other reports are written all the same.
    @Test(arguments: [
        ("out", "cannot write 'out': Is a directory"),
        ("missing/a", "cannot write 'missing/a': No such file or directory"),
        ("pod.yaml/a", "cannot write 'pod.yaml/a': Not a directory"),
        ("/dev/full", "cannot write '/dev/full': No space left on device"),
    ])
    func whatCanBeWrittenIsWritten(_ path: String, _ complaint: String) throws {
        #if os(macOS)
            if path == "/dev/full" { return }
        #endif
        let tree = try Self.tree()
        let run = try ProgramRun(
            "\(Self.check) --exit-zero --output json=\(path) --output jsonl=out/b --output json=/dev/null --output sarif=/dev/null",
            in: tree.path)
        #expect(run.status == 2 && run.complaints == "plimsoll: \(complaint)\n", "\(run.complaints)")
        #expect(run.output.hasPrefix(Self.finding))
        #expect(try tree.read("out/b").contains("host-network"))
    }

    @Test func aReportOnStandardErrorIsPossible() throws {
        let tree = try Self.tree()
        let run = try ProgramRun("\(Self.check) --output gitlab=/dev/stderr", in: tree.path)
        #expect(run.status == 1 && run.complaints.contains("\"check_name\":\"host-network\""), "\(run.complaints)")
    }
}
