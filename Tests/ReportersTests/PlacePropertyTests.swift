import Foundation
import Policy
import Reporters
import SourceText
import Testing

/// Every place of every format, against the bytes of the file that it names: a column counts what the format says it counts, and the text
/// between the two ends is the text of the finding.
@Suite struct PlacePropertyTests {
    /// What a format counts in its columns.
    private enum Unit {
        case scalars, bytes
    }

    private static let files = [
        "plain: one\nnext: two\n", "a: é日本語😀 # b\r\nc: ü\r\n\tt: x\r\n", "\u{FEFF}a: é\nb: c", "\u{FEFF}\u{FEFF}a: b\r\n",
        "\tx:\ty\n\n\n  z: 1",
        "a: e\u{301}👩‍👩‍👧\nb: \u{2028}c\u{85}d\n", "{\"a\": \"日\", \"b\": [1, 2]}",
    ]

    /// Finds the byte of a position by counting in the file itself, not with the code under test.
    private static func offset(_ line: Int, _ column: Int, _ unit: Unit, in bytes: [UInt8]) -> Int? {
        var offset = 0
        for _ in 1..<line {
            guard let end = bytes[offset...].firstIndex(of: 0x0A) else { return nil }
            offset = end + 1
        }
        if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset += 3 }
        for _ in 1..<column {
            guard offset < bytes.count, bytes[offset] != 0x0A else { return nil }
            offset += 1
            if unit == .scalars { while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 } }
        }
        return offset
    }

    /// All spans of a file between scalars.
    private static func spans(of file: SourceFile) -> [Span] {
        let mark = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let cuts = (mark...file.bytes.count).filter { $0 == file.bytes.count || file.bytes[$0] & 0xC0 != 0x80 }
        return cuts.flatMap { lower in
            cuts.filter { $0 >= lower && $0 - lower < 14 }.map { Span(file.id, UInt32(lower), UInt32($0)) }
        }
    }

    /// A place as a format wrote it; nil columns mean whole lines.
    private struct Written {
        var line: Int
        var column: Int?
        var endLine: Int?
        var endColumn: Int?
    }

    private static func int(_ value: Any?) -> Int? { (value as? NSNumber)?.intValue }

    private static func json(_ text: String, _ path: String...) -> [String: Any] {
        var value = try? JSONSerialization.jsonObject(with: Data(text.utf8))
        for step in path {
            value = (value as? [String: Any])?[step] ?? (value as? [Any])?.first.flatMap { ($0 as? [String: Any])?[step] }
        }
        return value as? [String: Any] ?? (value as? [Any])?.first as? [String: Any] ?? [:]
    }

    private static func numbers(_ text: String, _ pattern: Regex<(Substring, Substring, Substring)>) -> Written? {
        text.firstMatch(of: pattern).flatMap { match in Int(match.1).map { Written(line: $0, column: Int(match.2)) } }
    }

    /// Reads the place of the only finding out of a report.
    private static func written(_ format: ReportFormat, _ text: String) throws -> Written? {
        switch format {
        case .text, .concise, .html, .markdown, .junit: return numbers(text, /f\.yaml:(\d+):(\d+)/)
        case .grouped: return numbers(text, #/(?m)^ *(\d+):(\d+)  /#)
        case .checkstyle: return numbers(text, /line="(\d+)" column="(\d+)"/)
        case .azure: return numbers(text, /linenumber=(\d+);columnnumber=(\d+);/)
        case .github:
            let line = text.firstMatch(of: /line=(\d+),(?:col=(\d+),)?endLine=(\d+),(?:endColumn=(\d+),)?/)
            return line.flatMap { match in
                Int(match.1).map {
                    Written(
                        line: $0, column: match.2.flatMap { Int($0) }, endLine: Int(match.3),
                        endColumn: match.4.flatMap { Int($0) })
                }
            }
        case .gitlab: return int(json(text, "location", "lines")["begin"]).map { Written(line: $0) }
        case .json, .jsonl:
            let finding = format == .json ? json(text, "findings") : json(text)
            return int(finding["line"]).map {
                Written(
                    line: $0, column: int(finding["column"]), endLine: int(finding["endLine"]),
                    endColumn: int(finding["endColumn"]))
            }
        case .sarif:
            let region = json(text, "runs", "results", "locations", "physicalLocation", "region")
            return int(region["startLine"]).map {
                Written(
                    line: $0, column: int(region["startColumn"]), endLine: int(region["endLine"]),
                    endColumn: int(region["endColumn"]))
            }
        case .rdjson:
            let (start, end) = (
                json(text, "diagnostics", "location", "range", "start"), json(text, "diagnostics", "location", "range", "end")
            )
            return int(start["line"]).map {
                Written(line: $0, column: int(start["column"]), endLine: int(end["line"]), endColumn: int(end["column"]))
            }
        }
    }

    @Test(arguments: ReportFormat.allCases, files)
    func everyPlaceIsWhereTheFindingIs(_ format: ReportFormat, _ content: String) throws {
        let file = SourceFile(path: "f.yaml", text: content)
        let unit: Unit = format == .rdjson ? .bytes : .scalars
        var wrong: [String] = []
        for span in Self.spans(of: file) {
            let finding = Finding(rule: "x", ruleClass: .bug, severity: .error, message: "m", span: span)
            let report = Report(findings: [finding], version: "1", file: { _ in file }, ruleText: { _ in nil })
            guard let place = try Self.written(format, SampleReport.text(format, report)) else {
                wrong.append("no place for \(span.range)")
                continue
            }
            let start = Self.offset(place.line, place.column ?? 1, unit, in: file.bytes)
            if place.column != nil ? start != Int(span.lower) : file.lines.line(of: span.lower) != place.line {
                wrong.append("\(span.range) starts at \(place)")
            }
            guard let endLine = place.endLine, let endColumn = place.endColumn else { continue }
            var upper = Int(span.upper)
            if format == .sarif, let lineEnd = file.bytes[Int(span.lower)...].firstIndex(of: 0x0A) {
                // A region of code scanning ends with the text of its line.
                let hasReturn = lineEnd > Int(span.lower) && file.bytes[lineEnd - 1] == 0x0D
                upper = min(upper, hasReturn ? lineEnd - 1 : lineEnd)
            }
            if Self.offset(endLine, endColumn, unit, in: file.bytes) != upper { wrong.append("\(span.range) ends at \(place)") }
        }
        #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(3))")
    }

    /// A suggestion of rdjson replaces the bytes that the fix replaces, and so does a fix of SARIF and of JSON.
    @Test(arguments: files)
    func everyFixIsWhereItsBytesAre(_ content: String) throws {
        let file = SourceFile(path: "f.yaml", text: content)
        for span in Self.spans(of: file) {
            var finding = Finding(rule: "x", ruleClass: .bug, severity: .error, message: "m", span: span)
            finding.fix = Fix(.safe, [TextEdit(span, with: "é")])
            let report = Report(findings: [finding], version: "1", file: { _ in file }, ruleText: { _ in nil })
            let suggestion = Self.json(SampleReport.text(.rdjson, report), "diagnostics", "suggestions", "range")
            let (start, end) = (suggestion["start"] as? [String: Any] ?? [:], suggestion["end"] as? [String: Any] ?? [:])
            let region = Self.json(
                SampleReport.text(.sarif, report), "runs", "results", "fixes", "artifactChanges", "replacements", "deletedRegion")
            let edit = Self.json(SampleReport.text(.json, report), "findings", "fix", "edits")
            func bytes(_ line: Any?, _ column: Any?, _ unit: Unit) -> Int? {
                guard let line = Self.int(line), let column = Self.int(column) else { return nil }
                return Self.offset(line, column, unit, in: file.bytes)
            }
            let found = [
                bytes(start["line"], start["column"], .bytes), bytes(end["line"], end["column"], .bytes),
                bytes(region["startLine"], region["startColumn"], .scalars),
                bytes(region["endLine"], region["endColumn"], .scalars),
                bytes(edit["line"], edit["column"], .scalars), bytes(edit["endLine"], edit["endColumn"], .scalars),
                Self.int(edit["offset"]),
                Self.int(edit["offset"]).flatMap { start in Self.int(edit["length"]).map { start + $0 } },
            ]
            let (lower, upper) = (Int(span.lower), Int(span.upper))
            #expect(found == [lower, upper, lower, upper, lower, upper, lower, upper], "\(span.range)")
        }
    }
}
