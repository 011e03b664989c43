import Policy
import Reporters
import SourceText
import Testing

@Suite struct ExcerptTests {
    private static func text(
        _ file: SourceFile, _ span: Span, width: Int = 120, about object: ObjectReference? = nil, category: String = "security"
    ) -> String {
        let finding = Finding(rule: "x", ruleClass: .bug, severity: .error, message: "m", span: span, object: object)
        let rule = RuleText(
            id: "x", title: "X", category: category, severity: .error, ruleClass: .bug, isAboutCredentials: category == "secrets")
        let report = Report(findings: [finding], version: "1", file: { _ in file }, ruleText: { _ in rule })
        return SampleReport.text(.text, report, style: TextStyle(width: width))
    }

    /// The line with the carets, and the one it is under, without their gutter.
    private static func marked(_ text: String) -> (line: String, carets: String)? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let index = lines.firstIndex(where: { $0.contains("^") }) else { return nil }
        func withoutGutter(_ line: String) -> String { String(line[line.firstIndex(of: "|")!...].dropFirst(2)) }
        return (withoutGutter(lines[index - 1]), withoutGutter(lines[index]))
    }

    static let hostile: [String] = [
        "", "\n", "\r\n", "a", "a: b\r\nc: d\r\n", "\u{FEFF}a: b\nc: d", "\t\ta: é日\n", "a: \u{1B}[2J\u{202E}\n", "\n\n\n",
        "kind: Secret\nstringData: {a: hunter2}\n---\nkind: Pod\n",
    ]

    @Test(arguments: hostile)
    func noSpanOfAnyFileStopsAnyReporter(_ content: String) {
        let file = SourceFile(path: "a b#.yaml", text: content)
        for lower in 0...UInt32(file.bytes.count) {
            for upper in lower...UInt32(file.bytes.count) {
                let finding = Finding(
                    rule: "x", ruleClass: .bug, severity: .error, message: "m", span: Span(file.id, lower, upper))
                let report = Report(findings: [finding], version: "1", file: { _ in file }, ruleText: { _ in nil })
                let wrong = ReportFormat.allCases.filter { format in
                    let text = SampleReport.text(format, report)
                    return text.isEmpty || text.contains("hunter2") || text.contains("\u{1B}")
                }
                #expect(wrong.isEmpty, "\(lower)..<\(upper)")
            }
        }
    }

    @Test func aLongLineIsCutAroundItsCaret() throws {
        let content = "a: [" + String(repeating: "é, ", count: 400) + "HERE" + String(repeating: ", z", count: 400) + "]\n"
        let file = SourceFile(path: "a.yaml", text: content)
        let text = Self.text(file, SampleReport.span(of: "HERE", in: file), width: 80)
        let (line, carets) = try #require(Self.marked(text))
        #expect(line.hasPrefix("…") && line.hasSuffix("…") && line.count <= 80)
        #expect(zip(line, carets).filter { $0.1 == "^" }.map(\.0) == Array("HERE"))
    }

    @Test func carriageReturnsAreNotShown() {
        let file = SourceFile(path: "a.yaml", text: "a: b\r\nc: d\r\n")
        #expect(
            Self.text(file, SampleReport.span(of: "c: d", in: file)).hasPrefix(
                """
                error[x]: m
                 --> a.yaml:2:1
                  |
                1 | a: b
                2 | c: d
                  | ^^^^
                  |

                """))
    }

    @Test(arguments: [
        ("  password: hunter2", "  password: …"), ("  - --password=hunter2", "  - --password=…"),
        ("- db-password=hunter2", "- db-password=…"),
        ("  hunter2", "  …"), ("- hunter2", "- …"), ("  url: postgres://a:hunter2@db", "  url: …"), ("http://a:hunter2@db", "…"),
    ])
    func credentialsAreShownByTheirNames(_ text: String, _ shown: String) {
        let file = SourceFile(path: "a.yaml", text: text)
        #expect(Self.marked(Self.text(file, file.span, category: "secrets"))?.line == shown)
    }

    /// A Secret beside another object, as documents and on one line.
    static let mixed: [String] = [
        """
        items:
        - kind: Secret
          stringData:
            password: hunter2
        - kind: Pod
          spec: {hostNetwork: true}
        - kind: Secret
          stringData: {key: hunter2}
        """,
        #"{"items": [{"kind": "Secret", "stringData": {"key": "hunter2"}}, {"kind": "Pod", "spec": {}}]}"#,
        """
        secretGenerator:
        - name: x
          literals:
          - "password=hunter2: x"
        kind: Pod
        """,
    ]

    @Test(arguments: mixed)
    func valuesOfSecretsBesideAFindingAreNotShown(_ content: String) {
        let file = SourceFile(path: "a.yaml", text: content)
        for offset in file.bytes.indices {
            let span = Span(file.id, UInt32(offset), UInt32(offset + 1))
            #expect(!Self.text(file, span).contains("hunter2"), "\(offset)")
            #expect(!Self.text(file, span, about: SampleReport.object(of: SampleReport.secret)).contains("hunter2"), "\(offset)")
        }
    }

    @Test func aFileOfOneLineCostsNoMoreThanAnother() {
        let content = "[" + String(repeating: "1, ", count: 100_000) + "1]"
        let file = SourceFile(path: "a.json", text: content)
        let findings = stride(from: UInt32(1), to: 300_000, by: 30).map {
            Finding(rule: "x", ruleClass: .bug, severity: .error, message: "m", span: Span(file.id, $0, $0 + 1))
        }
        let report = Report(findings: findings, version: "1", file: { _ in file }, ruleText: { _ in nil })
        let duration = ContinuousClock().measure { _ = SampleReport.text(.text, report) }
        // With columns counted from the start of the line it takes a minute.
        #expect(duration < .seconds(20))
    }
}
