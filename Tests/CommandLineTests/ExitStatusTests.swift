import Foundation
import TestSupport
import Testing

/// How the program ends, and what it says when something is wrong with the run itself.
@Suite struct ExitStatusTests {
    private static let bad =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {hostNetwork: true, containers: [{name: web, image: a}]}\n"
    private static let clean = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: b}\n"

    private static func tree() throws -> TemporaryTree {
        try TemporaryTree([
            "bad/pod.yaml": bad, "clean/settings.yaml": clean, "empty/readme.txt": "", "values/values.yaml": "replicas: 3\n",
            "broken-config/.plimsoll.yaml": "profle: strict\n", "broken-config/settings.yaml": clean,
            "broken-rule/team/r.yaml":
                "apiVersion: plimsoll.dev/v1\nkind: Rule\nmetadata: {name: r}\nspec: {title: T, expression: 1 +}\n",
        ])
    }

    @Test(arguments: [
        ("plimsoll check clean", 0, ""),
        ("plimsoll check bad", 1, ""),
        ("plimsoll bad", 1, ""),
        ("plimsoll check --exit-zero bad", 0, ""),
        ("plimsoll check --select host-network --fail-on error bad", 0, ""),
        ("plimsoll check --severity host-network=error --select host-network --fail-on error bad", 1, ""),
        ("plimsoll check missing", 2, "plimsoll: error: no such file or directory: 'missing'"),
        ("plimsoll check missing bad", 2, "plimsoll: error: no such file or directory: 'missing'"),
        ("plimsoll check --exit-zero missing", 2, "plimsoll: error: no such file or directory: 'missing'"),
        ("plimsoll check empty", 2, "plimsoll: error: nothing to check: no .yaml, .yml or .json file in 'empty'"),
        ("plimsoll check values", 2, "plimsoll: error: nothing to check: none of the 1 files holds a Kubernetes object"),
        ("plimsoll check --no-such-flag bad", 2, "Error: Unknown option '--no-such-flag'"),
        ("plimsoll check --format xml bad", 2, "plimsoll: unknown format 'xml'"),
        ("plimsoll check --select nonesuch bad", 2, "plimsoll: "),
        ("plimsoll check --rules broken-rule bad", 2, "broken-rule/team/r.yaml:4:30: rule 'r': found the end"),
        ("plimsoll test broken-rule", 1, ""),
        (
            "cd broken-config && plimsoll check .", 2,
            ".plimsoll.yaml:1:1: unknown key 'profle' in the configuration; did you mean 'profile'?"
        ),
        ("plimsoll build clean", 1, "clean"),
        ("plimsoll eval '1 +'", 2, "1 +"),
        ("plimsoll rule nonesuch", 2, "nonesuch"),
        ("plimsoll check - < /dev/null", 2, "plimsoll: error: nothing to check"),
        ("plimsoll check bad > /dev/full", 2, "plimsoll: error: cannot write to standard output: No space left on device"),
        ("plimsoll check bad >&-", 2, "plimsoll: error: cannot write to standard output: Bad file descriptor"),
        ("plimsoll --help", 0, ""),
        ("plimsoll --version", 0, ""),
    ])
    func endsAsItShould(_ line: String, _ status: Int, _ complaint: String) throws {
        #if os(macOS)
            if line.contains("/dev/full") { return }
        #endif
        let tree = try Self.tree()
        let run = try ProgramRun(line, in: tree.path)
        #expect(run.status == Int32(status), "\(run.complaints)")
        #expect(complaint.isEmpty ? run.complaints.isEmpty : run.complaints.contains(complaint), "\(run.complaints)")
    }

    /// `plimsoll check … | head -1` ends without a complaint.
    @Test func aReaderThatLeavesIsNoError() throws {
        let tree = try Self.tree()
        for number in 0..<400 { try tree.write(Self.bad, to: "bad/pod\(number).yaml") }
        let run = try ProgramRun("plimsoll check bad | head -1", in: tree.path)
        #expect(run.output.split(separator: "\n").count == 1 && run.complaints.isEmpty, "\(run.complaints)")
    }

    /// A path that cannot be read fails the run, and the rest is judged all the same.
    @Test func whatCanBeReadIsJudged() throws {
        let tree = try Self.tree()
        #expect(try ProgramRun("plimsoll check missing bad", in: tree.path).output.contains("host-network"))
        // Nothing keeps root from reading.
        guard geteuid() != 0 else { return }
        try tree.write(Self.bad, to: "bad/locked/pod.yaml")
        let run = try ProgramRun("chmod 0 bad/locked; plimsoll check bad; s=$?; chmod 755 bad/locked; exit $s", in: tree.path)
        #expect(run.status == 2 && run.output.contains("host-network"))
        #expect(run.complaints == "plimsoll: error: cannot read directory 'bad/locked'\n")
    }

    /// A file that somebody writes while it is read is what it was or what it becomes, or broken; the program never is.
    @Test func aFileMayChangeWhileItIsRead() throws {
        let tree = try Self.tree()
        try tree.write(Self.bad, to: "a.yaml")
        try tree.write(String(repeating: Self.bad + "---\n", count: 500), to: "b.yaml")
        let writer = "(while [ ! -e stop ]; do cp a.yaml changing.yaml; cp b.yaml changing.yaml; : > changing.yaml; done) &"
        let checks =
            "for i in 1 2 3 4 5 6 7 8; do plimsoll check --select host-network a.yaml changing.yaml; echo status $?; done"
        let run = try ProgramRun("cp a.yaml changing.yaml; \(writer) \(checks) | grep status; touch stop; wait", in: tree.path)
        #expect(run.output.split(separator: "\n") == Array(repeating: "status 1", count: 8), "\(run.output) \(run.complaints)")
    }

    /// A hundred megabytes are read and judged in bounded time and memory.
    @Test func aLargeFileIsJudged() throws {
        let tree = try Self.tree()
        let document = Self.clean.replacing("a: b", with: "a: \"\(String(repeating: "x", count: 1_000_000))\"") + "---\n"
        try tree.write(String(repeating: document, count: 100) + Self.bad, to: "large.yaml")
        let run = try ProgramRun(
            "ulimit -v 4000000; plimsoll check --format concise --select host-network large.yaml", in: tree.path)
        #expect(run.status == 1 && run.output.hasPrefix("large.yaml:504:"), "\(run.output.prefix(200)) \(run.complaints)")
    }
}
