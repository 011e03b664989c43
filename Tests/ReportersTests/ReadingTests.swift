import Reporters
import SourceText
import Testing

/// Reports that earlier runs wrote are read as they were meant.
@Suite struct ReadingTests {
    /// A report of what a report in a format says.
    private static func reread(_ text: String) throws -> Report {
        let read = try ReportReader.read(SourceFile(path: "report", text: text))
        return Report(
            findings: read.findings, diagnostics: read.diagnostics, counts: read.counts, notes: read.notes, version: "1.2.3",
            ruleText: { read.rules[$0] ?? SampleReport.texts[$0] })
    }

    private static let full = SampleReport.make(
        SampleReport.findings, diagnostics: [.warning("a 'link'", at: SampleReport.span(of: "kind", in: SampleReport.web))])

    @Test(arguments: [ReportFormat.json, .jsonl, .sarif])
    func whatIsWrittenIsRead(_ format: ReportFormat) throws {
        let text = SampleReport.text(format, Self.full)
        #expect(SampleReport.text(format, try Self.reread(text)) == text)
    }

    /// From JSON every format follows but for what needs the files: lines of source, byte columns, GitHub's hash of a line.
    @Test(arguments: ReportFormat.allCases.filter { ![.text, .html, .rdjson, .sarif].contains($0) })
    func everyFormatFollowsFromJSON(_ format: ReportFormat) throws {
        let read = try Self.reread(SampleReport.text(.json, Self.full))
        #expect(SampleReport.text(format, read) == SampleReport.text(format, Self.full))
    }

    /// Lines of JSON have no header, but a run that failed says so in them.
    @Test func linesTellOfARunThatFailed() throws {
        let diagnostics: [Diagnostic] = [
            .warning("a", at: nil), .error("no 'b'", at: SampleReport.span(of: "kind", in: SampleReport.web)),
        ]
        let text = SampleReport.text(.jsonl, SampleReport.make([], diagnostics: diagnostics))
        #expect(text.hasPrefix(#"{"diagnostic":{"severity":"error","message":"no 'b'","file":"shop/web.yaml","line":2,"#))
        let read = try Self.reread(text)
        #expect(read.diagnostics.map(\.message) == ["no 'b'"] && SampleReport.text(.jsonl, read) == text)
    }

    @Test func nothingIsAReportWithoutFindings() throws {
        for text in ["", "\n", "\u{FEFF}\r\n"] {
            #expect(try ReportReader.read(SourceFile(path: "r", text: text)).findings.isEmpty)
        }
    }

    private static let finding = #"{"rule":"a","class":"bug","severity":"error","message":"m","file":null,"fingerprint":"0"}"#
    private static let header = #"{"plimsoll":{"schema":1},"findings":["#

    @Test(arguments: [
        ("[]", "1:1", "this is no report of 'plimsoll check'"),
        ("findings:\n", "1:1", "this is no report of 'plimsoll check'"),
        (#"{"plimsoll":{}}"#, "1:13", "there is no number 'schema' here"),
        (#"{"plimsoll": {"schema": 2}}"#, "1:25", "this report has fields of version 2; this program reads version 1"),
        (#"{"plimsoll":{"schema":1}}"#, "1:1", "there is no list 'findings' here"),
        (header + "\n" + finding + ",\n {}]}", "3:2", "there is no text 'rule' here"),
        (header + "\n" + finding + ",", "2:\(finding.count + 2)", "this is no JSON: the text ends where a value should be"),
        (finding + "\n" + finding + "\n{\"rule\": 1}\n", "3:1", "there is no text 'rule' here"),
        (finding + "\n" + #"{"rule": tru}"#, "2:10", "this is no JSON: not a value"),
        (finding.replacing("bug", with: "bag"), "1:1", "unknown class 'bag'; it is one of 'validity'"),
        (finding.replacing("null", with: #""a.yaml","line":0"#), "1:1", "there is no number 'line' from 1 here"),
        (finding.replacing("null", with: #""a","line":2,"column":1,"endLine":1,"endColumn":9"#), "1:1", "this place ends before"),
        (#"{"runs":[{"tool":{"driver":{"name":"other"}}}]}"#, "1:18", "this run is of 'other', and only what 'plimsoll' wrote"),
        (
            #"{"runs":[{"tool":{"driver":{"name":"plimsoll"}},"results":[{"ruleId":"a"}]}]}"#, "1:60",
            "there is no text 'class' here"
        ),
    ])
    func whatIsNoReportIsSaidWithItsPlace(_ text: String, _ place: String, _ message: String) throws {
        let file = SourceFile(path: "r", text: text)
        let error = try #require(throws: Diagnostic.self) { try ReportReader.read(file) }
        let position = file.position(of: error.span?.lower ?? 0)
        #expect("\(position.line):\(position.column)" == place)
        #expect(error.message.hasPrefix(message), "\(error.message)")
    }

    /// No beginning of a report is taken for a whole one, and none stops the reader.
    @Test(arguments: [ReportFormat.json, .sarif])
    func noPartOfAReportIsTakenForAll(_ format: ReportFormat) {
        let text = SampleReport.text(format, Self.full).dropLast()
        for length in stride(from: 1, to: text.utf8.count, by: 7) {
            let part = SourceFile(id: SourceFile.ID(0), path: "r", bytes: Array(text.utf8.prefix(length)))
            #expect(throws: Diagnostic.self) { try ReportReader.read(part) }
        }
    }
}
