import Foundation
import Policy
import Reporters
import SourceText
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Texts of manifests go into reports, and manifests may come from anybody: no text may end its field, start another, or speak to a
/// terminal.
@Suite struct HostileTextTests {
    static let texts = [
        "a\nb", "a\r\nb", "::error file=x::y", "##vso[task.setvariable variable=x]y", "a|b`c`*d*_e_[f](g)!h",
        "<script>alert(1)</script>",
        "\u{1B}[2J\u{1B}]0;x\u{7}", "]]>", "<!-- x", "&lt; %0A %25 %AZP25", "\u{202E}abc\u{2066}", "\u{0}\u{1}\u{7F}\u{9B}2J",
        "\\\"'", "@all $x$",
        "a; see [b](1)", "é日😀\u{FFFE}", "]; x=y, z", "--> <td>", "{{ x }} ${x}",
    ]

    /// A report in which a text stands wherever a manifest can put one.
    private static func report(_ text: String) -> Report {
        let file = SourceFile(path: "d/\(text.replacing("\u{0}", with: ""))/f.yaml", text: "key: value\n")
        var finding = Finding(
            rule: text, ruleClass: .policy, severity: .warning, message: text, span: Span(file.id, 5, 10), path: text,
            origins: [OriginPlace(span: Span(file.id, 0, 3), step: text), OriginPlace(span: Span(file.id, 5, 10), step: "b")],
            roots: [text], related: [Located(text, Span(file.id, 0, 3))])
        finding.fix = Fix(.safe, [TextEdit(Span(file.id, 5, 10), with: text)])
        let rule = RuleText(
            id: text, title: text, category: text, severity: .warning, ruleClass: .policy, remedy: text, rationale: text,
            references: [text], helpURL: text)
        return Report(
            findings: [finding], diagnostics: [.error(text, at: nil)], notes: [text], version: "1", file: { _ in file },
            ruleText: { _ in rule })
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A: true
        case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
        default: true
        }
    }

    @Test(arguments: texts)
    func noReportForPeopleSpeaksToATerminal(_ text: String) {
        for format in ReportFormat.allCases where ![.json, .jsonl, .sarif, .gitlab, .rdjson].contains(format) {
            let written = Self.text(format, text)
            #expect(written.unicodeScalars.allSatisfy(Self.isHarmless), "\(format): \(written.debugDescription)")
        }
    }

    @Test(arguments: texts)
    func linesStayLines(_ text: String) {
        #expect(Self.lines(.concise, text).count == 1)
        let annotations = Self.lines(.github, text)
        #expect(annotations.count == 1 && annotations[0].hasPrefix("::warning file=d/"), "\(annotations)")
        #expect(annotations[0].dropFirst(2).components(separatedBy: "::")[0].matches(of: /,[a-zA-Z]+=/).count == 5)
        let issues = Self.lines(.azure, text)
        #expect(issues.count == 1 && issues[0].hasPrefix("##vso[task.logissue type=warning;sourcepath=d/"), "\(issues)")
        #expect(issues[0].prefix { $0 != "]" }.count { $0 == ";" } == 5, "\(issues)")
        #expect(Self.lines(.jsonl, text).count == 2, "one of the finding, one of the error")
    }

    @Test(arguments: texts)
    func xmlIsXMLAndPagesHaveOneScript(_ text: String) {
        for format in [ReportFormat.junit, .checkstyle] {
            let parser = XMLParser(data: Data(Self.text(format, text).utf8))
            #expect(parser.parse(), "\(format): \(String(describing: parser.parserError))")
        }
        let page = Self.text(.html, text)
        #expect(page.matches(of: /<script/).count == 1 && page.matches(of: /<!--/).isEmpty)
    }

    @Test(arguments: texts)
    func jsonKeepsTheText(_ text: String) throws {
        for format in [ReportFormat.json, .sarif, .gitlab, .rdjson] {
            let written = Self.text(format, text)
            _ = try JSONSerialization.jsonObject(with: Data(written.utf8))
            // Lines of our own making separate values; everything else is escaped.
            #expect(written.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F }, "\(format)")
        }
        let first = Self.lines(.jsonl, text)[0].utf8
        let line = try #require(try JSONSerialization.jsonObject(with: Data(first)) as? [String: Any])
        #expect(line["message"] as? String == text)
    }

    /// A table has the cells that it has, and no text becomes a link, a picture, a tag or a mention.
    @Test(arguments: texts)
    func markdownHasItsCells(_ text: String) throws {
        let lines = Self.text(.markdown, text).split(separator: "\n")
        let row = try #require(lines.first { $0.hasPrefix("| warning") })
        #expect(row.matches(of: /(?:^|[^\\])\|/).count == 6, "\(row)")
        let shown = row.replacing("@<!-- -->", with: "")
        #expect(
            !shown.contains("<") && !shown.contains("@") && !shown.contains("$") && !shown.contains(#/(^|[^\\])[`*_\[]/#),
            "\(row)")
    }

    private static func text(_ format: ReportFormat, _ text: String) -> String { SampleReport.text(format, report(text)) }

    private static func lines(_ format: ReportFormat, _ text: String) -> [Substring] {
        Self.text(format, text).split(whereSeparator: \.isNewline)
    }
}
