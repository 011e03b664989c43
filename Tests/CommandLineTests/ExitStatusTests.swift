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
            "tree/kustomization.yaml": "resources: [settings.yaml]\n", "tree/settings.yaml": clean,
            "numbers/c.yaml": clean.replacing("a: b", with: "a: 1"), "bad/pod.yaml": bad, "clean/settings.yaml": clean,
            "empty/readme.txt": "", "values/values.yaml": "replicas: 3\n",
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
        ("plimsoll check values", 2, "plimsoll: error: nothing to check: 'values/values.yaml' holds no Kubernetes object"),
        ("plimsoll check --no-such-flag bad", 2, "Error: Unknown option '--no-such-flag'"),
        ("plimsoll check --format xml bad", 2, "plimsoll: unknown format 'xml'"),
        ("plimsoll check --select nonesuch bad", 2, "plimsoll: "),
        ("plimsoll check --rules broken-rule bad", 2, "broken-rule/team/r.yaml:4:30: rule 'r': found the end"),
        ("plimsoll test broken-rule", 1, ""),
        (
            "cd broken-config && plimsoll check .", 2,
            ".plimsoll.yaml:1:1: unknown key 'profle' in the configuration; did you mean 'profile'?"
        ),
        // What hooks name may be nothing for us.
        (
            "plimsoll check --force-exclude --with-neighbors values/values.yaml", 0,
            "plimsoll: note: nothing to check: 'values/values.yaml' holds no Kubernetes object"
        ),
        (
            "plimsoll check --force-exclude --exclude bad bad/pod.yaml", 0,
            "plimsoll: note: nothing to check: what was named is excluded"
        ),
        ("plimsoll check --force-exclude --exclude bad bad", 2, "nothing to check: no .yaml, .yml or .json file in 'bad'"),
        ("plimsoll check --force-exclude values", 2, "nothing to check: 'values/values.yaml' holds no Kubernetes object"),
        ("plimsoll check --force-exclude values/values.yaml missing", 2, "no such file or directory: 'missing'"),
        ("plimsoll check --unsafe bad", 2, "plimsoll: --unsafe goes with --fix"),
        ("plimsoll chek bad", 2, "plimsoll: 'chek' is neither a command nor a path; did you mean 'check'?"),
        ("plimsoll bild", 2, "did you mean 'build'?"),
        ("mv bad chek && plimsoll chek", 1, ""),
        ("mv bad build && plimsoll ./build", 1, ""),
        ("plimsoll nonesuch", 2, "plimsoll: error: no such file or directory: 'nonesuch'"),
        ("plimsoll check --output text=/nowhere/x clean", 2, "plimsoll: cannot write '/nowhere/x': No such file or directory"),
        ("plimsoll check --output text clean", 2, "plimsoll: '--output text' is not FORMAT=FILE"),
        ("plimsoll check --baseline none.yaml clean", 2, "there is no baseline 'none.yaml'; --write-baseline writes one"),
        ("plimsoll check --baseline bad clean", 2, "cannot read the baseline 'bad'; it is a directory"),
        ("plimsoll check --write-baseline b.yaml bad", 0, "wrote the baseline 'b.yaml'"),
        ("plimsoll check --write-baseline b.yaml -q bad && plimsoll check --baseline b.yaml -q bad", 0, ""),
        ("plimsoll fix clean", 0, "Mended 0 findings."),
        ("plimsoll fix --select non-string-value numbers", 0, "Mended 1 finding in 1 file."),
        ("plimsoll fix --select non-string-value --diff numbers", 1, "Would mend 1 finding in 1 file."),
        ("plimsoll fix --diff clean", 0, "Would mend 0 findings."),
        ("plimsoll fix --select host-network bad", 0, "1 more with --unsafe"),
        ("plimsoll fix missing", 2, "plimsoll: error: no such file or directory: 'missing'"),
        ("plimsoll fix --no-such-flag", 2, "Error: Unknown option '--no-such-flag'"),
        ("chmod a-w numbers/c.yaml; plimsoll fix numbers", 2, "plimsoll: cannot write 'numbers/c.yaml': the file is read-only"),
        ("plimsoll check --fix numbers", 0, "Mended 1 finding in 1 file."),
        ("plimsoll build tree", 0, ""),
        ("plimsoll build clean", 1, "clean"),
        ("plimsoll build missing", 1, "plimsoll: there is no directory 'missing'"),
        ("plimsoll build tree --output /nowhere/x", 2, "plimsoll: error: cannot write '/nowhere/x': No such file or directory"),
        ("plimsoll build --reorder backwards tree", 2, "plimsoll: unknown order 'backwards'; it is 'legacy' or 'none'"),
        ("plimsoll build --load-restrictor x tree", 2, "plimsoll: unknown load restrictor 'x'"),
        ("plimsoll build --no-such-flag tree", 2, "Error: Unknown option '--no-such-flag'"),
        ("plimsoll eval '1 + 1'", 0, ""),
        ("plimsoll eval '1 +'", 2, "1 +"),
        ("plimsoll eval object.kind missing", 2, "plimsoll: no such file or directory: 'missing'"),
        ("plimsoll eval object.nonesuch bad", 1, "no such key: nonesuch"),
        ("plimsoll eval", 2, "plimsoll: give an expression, or a file of them with --file"),
        ("plimsoll rule host-network", 0, ""),
        ("plimsoll rule host-networ", 2, "plimsoll: no rule is named 'host-networ'; did you mean 'host-network'?"),
        ("plimsoll rule --format xml", 2, "plimsoll: unknown format 'xml'; it is one of text, json"),
        ("plimsoll rule nonesuch", 2, "nonesuch"),
        ("plimsoll test missing", 2, "plimsoll: no such file or directory: 'missing'"),
        ("plimsoll test clean", 2, "plimsoll: clean/settings.yaml:"),
        ("plimsoll explain Pod.spec", 0, ""),
        ("plimsoll explain Pod.spec.nonesuch", 2, "plimsoll: no field 'nonesuch' in 'Pod.spec'"),
        ("plimsoll explain Pot", 2, "plimsoll: no kind 'Pot'; did you mean 'Pod'?"),
        ("plimsoll docs --check docs", 1, "plimsoll: run 'plimsoll docs docs' to bring the pages up to date"),
        ("plimsoll docs docs && plimsoll docs --check docs", 0, ""),
        ("plimsoll report tree", 0, "plimsoll: warning: no object here makes pods"),
        ("plimsoll report missing", 2, "plimsoll: error: no such file or directory: 'missing'"),
        ("plimsoll report --format xml tree", 2, "plimsoll: unknown format 'xml'; it is one of table, json, csv, html"),
        ("plimsoll check --format jsonl bad > r.jsonl; plimsoll merge r.jsonl", 1, ""),
        ("plimsoll check --format sarif bad > r.sarif; plimsoll merge --exit-zero r.sarif", 0, ""),
        ("plimsoll check --format json clean > r.json; plimsoll merge r.json", 0, ""),
        ("plimsoll merge missing.json", 2, "plimsoll: error: cannot read 'missing.json'"),
        ("plimsoll merge bad/pod.yaml", 2, "bad/pod.yaml:1:1: this is no report of 'plimsoll check'"),
        ("plimsoll merge clean", 2, "plimsoll: error: no .json, .jsonl or .sarif file in 'clean'"),
        ("plimsoll check --format jsonl missing > r.jsonl; plimsoll merge r.jsonl", 2, "no such file or directory: 'missing'"),
        ("plimsoll merge", 2, "Error: Missing expected argument '<files> ...'"),
        ("plimsoll config", 0, ""),
        ("plimsoll config clean", 0, ""),
        ("plimsoll config --files clean", 0, ""),
        ("plimsoll config --schema rule", 0, ""),
        ("plimsoll config missing", 2, "plimsoll: no such file or directory: 'missing'"),
        ("plimsoll config --files missing", 2, "plimsoll: error: no such file or directory: 'missing'"),
        ("plimsoll config bad clean", 2, "plimsoll: the settings of one path are shown at a time; --files takes several"),
        ("plimsoll config --schema report", 2, "plimsoll: unknown kind of file 'report'; it is one of config, rule"),
        ("cd broken-config && plimsoll config", 2, ".plimsoll.yaml:1:1: unknown key 'profle' in the configuration"),
        ("plimsoll init", 0, ""),
        ("cd broken-config && plimsoll init", 2, "plimsoll: '.plimsoll.yaml' is there already and was left alone"),
        ("plimsoll init --from checkov", 2, "plimsoll: no configuration of checkov here: none of .checkov.yaml, .checkov.yml"),
        ("plimsoll init --from tslint", 2, "plimsoll: cannot read the configuration of 'tslint'; it is one of kube-linter,"),
        ("plimsoll init clean", 2, "plimsoll: 'clean' needs --from, the tool whose configuration it is"),
        ("plimsoll completions fish", 0, ""),
        ("plimsoll completions tcsh", 2, "plimsoll: unknown shell 'tcsh'; it is one of bash, zsh, fish"),
        ("plimsoll completions", 2, "Error: Missing expected argument '<shell>'"),
        ("plimsoll manual missing", 2, "plimsoll: cannot write 'missing/plimsoll.1': No such file or directory"),
        ("plimsoll lsp --no-such-flag", 2, "Error: Unknown option '--no-such-flag'"),
        // The protocol wants 1 of a server that nobody has told to stop.
        ("plimsoll lsp < /dev/null", 1, ""),
        ("plimsoll --no-such-flag", 2, "Error: Unknown option '--no-such-flag'"),
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
