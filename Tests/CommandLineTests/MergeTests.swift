import Foundation
import TestSupport
import Testing

/// `plimsoll merge`: the reports of many runs as one.
@Suite struct MergeTests {
    private static let pod =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {hostNetwork: true, containers: [{name: web, image: nginx}]}\n"

    /// Two repositories, and one report of each in three formats.
    private static func tree() throws -> TemporaryTree {
        let tree = try TemporaryTree([
            "one/pod.yaml": pod, "two/pod.yaml": pod.replacing("name: web}", with: "name: b}"), "two/other.yaml": pod,
            "clean/settings.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: b}\n",
            "reports/keep": "",
        ])
        for repository in ["one", "two", "clean"] {
            for format in ["json", "jsonl", "sarif"] {
                let run = try ProgramRun(
                    "cd \(repository) && plimsoll check . --exit-zero --select host-network,image-tag-latest --format \(format)",
                    in: tree.path)
                #expect(run.status == 0, "\(run.complaints)")
                try tree.write(run.output, to: "\(format)/\(repository).\(format)")
            }
        }
        return tree
    }

    @Test func manyReportsAreOne() throws {
        let tree = try Self.tree()
        _ = try ProgramRun("ln -s . json/circle", in: tree.path)
        for format in ["json", "jsonl", "sarif"] {
            let run = try ProgramRun("plimsoll merge --quiet --prefix-names --format concise \(format)", in: tree.path)
            let places = run.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
            #expect(
                places == [
                    "one/pod.yaml:4:8:", "one/pod.yaml:4:52:", "two/other.yaml:4:8:", "two/other.yaml:4:52:", "two/pod.yaml:4:8:",
                    "two/pod.yaml:4:52:",
                ], "\(run.output)")
            #expect(run.status == 1 && run.complaints.isEmpty, "\(run.complaints)")
        }
    }

    /// The order of the arguments does not matter, nor does reading a report twice or in two formats.
    @Test func whatIsSaidTwiceIsOneFinding() throws {
        let tree = try Self.tree()
        let once = try ProgramRun("plimsoll merge json/one.json json/two.json --format json", in: tree.path)
        for files in [
            "json/two.json json/one.json", "json/one.json json/one.json json/two.json", "json/one.json - < json/two.json",
        ] {
            #expect(try ProgramRun("plimsoll merge \(files) --format json", in: tree.path).output == once.output, "\(files)")
        }
        let mixed = try ProgramRun("plimsoll merge json jsonl sarif --format concise", in: tree.path)
        #expect(mixed.output == (try ProgramRun("plimsoll merge json --format concise", in: tree.path)).output)
    }

    @Test(arguments: [
        ("plimsoll merge json/clean.json", 0, "No findings in 1 file (1 object).\n", ""),
        ("plimsoll merge jsonl/clean.jsonl", 0, "No findings.\n", "1 report is empty"),
        ("plimsoll merge --exit-zero json | tail -1", 0, "Found 6 warnings in 4 files (4 objects).\n", ""),
        ("plimsoll merge --fail-on error json/one.json | tail -1", 0, "Found 2 warnings in 1 file (1 object).\n", ""),
        ("plimsoll merge", 2, "", "Missing expected argument '<files> ...'"),
        ("plimsoll merge missing.json", 2, "", "plimsoll: error: cannot read 'missing.json'"),
        ("plimsoll merge reports", 2, "", "plimsoll: error: no .json, .jsonl or .sarif file in 'reports'"),
        ("plimsoll merge one/pod.yaml", 2, "", "plimsoll: error: one/pod.yaml:1:1: this is no report of 'plimsoll check'"),
        ("plimsoll merge json/one.json --format xml", 2, "", "unknown format 'xml'"),
    ])
    func endsAsACheckWould(_ line: String, _ status: Int, _ output: String, _ complaint: String) throws {
        let tree = try Self.tree()
        let run = try ProgramRun(line, in: tree.path)
        #expect(run.status == Int32(status) && run.output == output, "\(run.output)")
        #expect(complaint.isEmpty ? run.complaints.isEmpty : run.complaints.contains(complaint), "\(run.complaints)")
    }

    /// A run that failed makes the whole fail, and a report that is cut off is said; the rest is there all the same.
    @Test func aRunThatFailedIsNotForgotten() throws {
        let tree = try Self.tree()
        _ = try ProgramRun("plimsoll check missing --format json > json/failed.json", in: tree.path)
        try tree.write(String(try tree.read("jsonl/two.jsonl").dropLast(40)), to: "json/cut.jsonl")
        let run = try ProgramRun("plimsoll merge json --format concise", in: tree.path)
        #expect(run.status == 2 && run.output.contains("pod.yaml:4:8"))
        #expect(run.complaints.contains("plimsoll: error: no such file or directory: 'missing'\n"), "\(run.complaints)")
        #expect(run.complaints.contains(#/plimsoll: error: json/cut.jsonl:\d+:\d+: this is no JSON: /#), "\(run.complaints)")
    }
}
