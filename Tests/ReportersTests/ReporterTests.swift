import Foundation
import Policy
import Reporters
import SourceText
import Testing

@Suite struct ReporterTests {
    @Test(arguments: ReportFormat.allCases)
    func everyFormatWritesItsSnapshot(_ format: ReportFormat) {
        var text = SampleReport.text(format)
        // The style and the script of a page are looked at in a browser.
        if format == .html { text = String(text.split(separator: "main>")[1]) }
        if ProcessInfo.processInfo.environment["PLIMSOLL_SHOW_REPORTS"] != nil { print("#### \(format.rawValue)\n\(text)") }
        #expect(text == (format == .html ? Snapshots.html : Snapshots.all[format]))
    }

    @Test(arguments: ReportFormat.allCases)
    func theOrderOfFindingsDoesNotMatter(_ format: ReportFormat) {
        let turned = SampleReport.make(SampleReport.findings.reversed())
        #expect(SampleReport.text(format, turned) == SampleReport.text(format))
    }

    @Test(arguments: [ReportFormat.json, .sarif, .gitlab, .rdjson])
    func jsonIsJSON(_ format: ReportFormat) throws {
        for report in [SampleReport.report, SampleReport.make([])] {
            _ = try JSONSerialization.jsonObject(with: Data(SampleReport.text(format, report).utf8))
        }
    }

    @Test func jsonEscapesWhatJSONCannotHold() throws {
        let message = String(String.UnicodeScalarView((1..<0x3000).compactMap(Unicode.Scalar.init))) + "\u{1F600}\u{0}"
        let finding = Finding(rule: "x", ruleClass: .style, severity: .info, message: message, span: SampleReport.web.span)
        let line = SampleReport.text(.jsonl, SampleReport.make([finding]))
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(object?["message"] as? String == message)
        #expect(line.utf8.count { $0 == UInt8(ascii: "\n") } == 1)
    }

    @Test func aPageShowsTextsAsTextsAndLoadsNothing() {
        let message = "<script>alert('&\"')</script>\u{202E}"
        let finding = Finding(
            rule: "\" onload=x", ruleClass: .style, severity: .info, message: message, span: SampleReport.web.span)
        let page = SampleReport.text(.html, SampleReport.make([finding]))
        #expect(page.contains("&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;\u{FFFD}"))
        #expect(page.contains("href=\"#rule-&quot; onload=x\""))
        #expect(page.matches(of: /<script/).count == 1)
        #expect(!page.contains(/(src|href)="(?!#)/), "a page without references links to nothing outside")
    }

    @Test func aReportWithoutFindingsSaysWhatWasRead() {
        let report = SampleReport.make([], notes: [])
        #expect(SampleReport.text(.text, report) == "No findings in 3 files (2 objects, 4 kustomizations).\n")
        #expect(SampleReport.text(.concise, report).isEmpty)
        #expect(SampleReport.text(.junit, report).contains("tests=\"1\" failures=\"0\""))
        #expect(SampleReport.text(.sarif, report).contains("\"results\":[]"))
    }

    /// GitHub would show a covered finding as a second alert for one defect.
    @Test(arguments: ReportFormat.allCases)
    func aCoveredFindingIsForProgramsThatAskForIt(_ format: ReportFormat) {
        var finding = Finding(
            rule: "covered-rule", ruleClass: .policy, severity: .error, message: "m", span: SampleReport.web.span)
        finding.coveredBy = "0123456789abcdef"
        var report = SampleReport.make([finding])
        #expect(SampleReport.text(format, report).contains("covered-rule") == [.json, .jsonl].contains(format))
        report.tellsCovered = true
        #expect(SampleReport.text(format, report).contains("covered-rule") == [.json, .jsonl, .sarif].contains(format))
    }

    /// The report tells how many findings there is a fix for.
    @Test func whatCanBeMendedIsCounted() {
        func closing(_ safeties: [FixSafety?]) -> Substring? {
            let findings = safeties.map { safety in
                var finding = Finding(rule: "x", ruleClass: .style, severity: .info, message: "m", span: SampleReport.web.span)
                finding.proposal = safety.map { FixProposal($0, []) }
                return finding
            }
            return SampleReport.text(.grouped, SampleReport.make(findings)).split(separator: "\n").last
        }
        #expect(closing([.safe, .safe, .unsafe, nil]) == "'plimsoll fix' can mend 2 of them, and 1 more with --unsafe.")
        #expect(closing([.safe, nil]) == "'plimsoll fix' can mend 1 of them.")
        #expect(closing([.unsafe, nil]) == "'plimsoll fix --unsafe' can mend 1 of them: look at each change.")
        #expect(closing([nil]) == "Found 1 info in 3 files (2 objects, 4 kustomizations).")
    }

    @Test func aRunThatWasStoppedDoesNotLookClean() {
        let report = SampleReport.make([], diagnostics: [.error("no such profile", at: SampleReport.web.span)])
        #expect(
            SampleReport.text(.text, report)
                == "No findings in 3 files (2 objects, 4 kustomizations), but 1 error kept the run from its end.\n")
        #expect(SampleReport.text(.junit, report).contains("message=\"no such profile\">shop/web.yaml:1:1</failure>"))
        #expect(SampleReport.text(.sarif, report).contains("\"executionSuccessful\":false"))
        let diagnostic = #"[{"severity":"error","message":"no such profile","file":"shop/web.yaml","line":1,"#
        #expect(SampleReport.text(.json, report).contains(#""diagnostics":"# + diagnostic))
    }

    @Test func colorsChangeNothingButColors() {
        let colored = SampleReport.text(.text, style: TextStyle(isColored: true))
        #expect(colored.contains("\u{1B}[1;31merror[image-tag-latest]\u{1B}[0m"))
        #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == SampleReport.text(.text))
    }

    @Test func aBufferHandsOnAllItsBytes() {
        let collected = Collected()
        var out = OutputBuffer { collected.bytes += $0 }
        for number in 0..<30_000 { out.write("line \(number)\n") }
        #expect(collected.bytes.count > 1 << 16)
        out.flush()
        #expect(collected.bytes == Array((0..<30_000).map { "line \($0)\n" }.joined().utf8))
    }

    private final class Collected {
        var bytes: [UInt8] = []
    }
}
