import Policy

/// Findings in rustc's manner, for people: what is wrong, the lines with a caret, the remedy, where it comes from.
///
/// What to do is said once for each rule, at its first finding: many findings of one rule would repeat it over and over.
///
/// Diagnostics and notes are not in it: they go to standard error while this goes to standard output.
struct TextReporter: Reporter {
    let style: TextStyle
    private let ink: Ink
    /// Lines longer than this are hard to read, however wide the terminal is.
    private static let proseWidth = 100

    init(style: TextStyle) { (self.style, ink) = (style, Ink(style)) }

    func write(_ report: Report, to out: inout OutputBuffer) {
        var memory = Memory()
        for group in FindingGroup.groups(of: report) { write(group, report.rules, to: &out, &memory) }
        out.write(report.summary)
    }

    /// What holds for the report as a whole.
    private struct Memory {
        var secrets = SecretGuard()
        private var said: Set<String> = []

        /// What to do about findings of a rule, if it has not been said.
        mutating func newRemedy(of rule: RuleText) -> String? {
            !rule.remedy.isEmpty && said.insert(rule.remedy).inserted ? rule.remedy : nil
        }
    }

    private func write(_ group: FindingGroup, _ rules: [String: RuleText], to out: inout OutputBuffer, _ memory: inout Memory) {
        for finding in group.findings {
            let rule = rules[finding.rule]
            let name = ink.link(finding.rule.printable, to: rule?.helpURL ?? rule?.references.first)
            let label = ink.paint("\(finding.severity.rawValue)[\(name)]", as: finding.severity)
            out.write("\(label)\(ink.bold(": \(finding.message.printable)"))\n")
        }
        let finding = group.first
        let rule = rules[finding.rule]
        let gutter = writeSource(finding, isMasked: memory.secrets.masks(finding, of: rule), to: &out)
        if let remedy = rule.flatMap({ memory.newRemedy(of: $0) }) {
            let width = min(style.width, Self.proseWidth) - gutter - 9
            writeLines(remedy.printableLines.firstParagraph(width: width), "help", gutter, to: &out)
        }
        if let object = finding.object { writeLines([object.title], "note", gutter, to: &out) }
        if finding.origins.count > 1 {
            writeLines(["set by " + finding.history.printable], "note", gutter, to: &out)
        }
        for related in finding.related {
            let place = related.place.map { " (\($0.text.printable))" } ?? ""
            writeLines([related.text.printable + place], "note", gutter, to: &out)
        }
        if !finding.roots.isEmpty { writeLines(["reaches " + Self.list(finding.roots)], "note", gutter, to: &out) }
        out.write("\n")
    }

    /// Writes the place and the excerpt; returns the width of the line numbers.
    private func writeSource(_ finding: ReportedFinding, isMasked: Bool, to out: inout OutputBuffer) -> Int {
        guard let place = finding.place else { return 1 }
        let gutter = String(place.start.line + 1).count
        out.write(" ", times: gutter)
        out.write("\(ink.frame("-->")) \(ink.link(place.text.printable, toFile: place.path))\n")
        guard let source = finding.source, !source.file.bytes.isEmpty else { return gutter }
        let excerpt = Excerpt(of: source.span, in: source.file, width: style.width - gutter - 3, isMasked: isMasked)
        let blank = String(repeating: " ", count: gutter + 1) + ink.frame("|")
        func writeLine(_ line: Excerpt.Line) {
            let number = String(line.number)
            out.write(" ", times: gutter - number.count)
            out.write("\(ink.frame("\(number) |"))\(line.text.isEmpty ? "" : " ")\(line.text)\n")
        }
        out.write(blank + "\n")
        if let line = excerpt.before { writeLine(line) }
        writeLine(excerpt.line)
        out.write("\(blank) \(excerpt.indent)\(ink.paint(String(repeating: "^", count: excerpt.carets), as: finding.severity))\n")
        if let line = excerpt.after { writeLine(line) }
        out.write(blank + "\n")
        return gutter
    }

    private func writeLines(_ lines: [String], _ label: String, _ gutter: Int, to out: inout OutputBuffer) {
        for (index, line) in lines.enumerated() {
            out.write(" ", times: gutter + 1)
            out.write(index == 0 ? "\(ink.frame("=")) \(ink.bold(label)): \(line)\n" : "        \(line)\n")
        }
    }

    /// `a`, `a and b`, `a, b and 3 more`.
    private static func list(_ roots: [String]) -> String {
        let shown = roots.map(\.printable)
        return switch shown.count {
        case 1: shown[0]
        case 2: "\(shown[0]) and \(shown[1])"
        case 3: "\(shown[0]), \(shown[1]) and \(shown[2])"
        default: "\(shown[0]), \(shown[1]) and \(shown.count - 2) more"
        }
    }
}

extension String {
    /// The text with its line breaks, without what a terminal would obey.
    fileprivate var printableLines: String {
        guard !utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == UInt8(ascii: "\n") }) else { return self }
        return split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }.joined(separator: "\n")
    }
}
