/// The name of each file, and under it one line a finding, in columns.
struct GroupedReporter: Reporter {
    let style: TextStyle

    private struct Row {
        let place: String
        let finding: ReportedFinding
    }

    func write(_ report: Report, to out: inout OutputBuffer) {
        var rows: [Row] = []
        var path: String?
        for finding in report.activeFindings {
            let place = finding.place
            if let path, path != place?.path ?? "?" { write(rows.take(), of: path, to: &out) }
            path = place?.path ?? "?"
            rows.append(Row(place: place.map { "\($0.start.line):\($0.start.column)" } ?? "1:1", finding: finding))
        }
        if let path { write(rows, of: path, to: &out) }
        out.write(report.summary)
    }

    private func write(_ rows: [Row], of path: String, to out: inout OutputBuffer) {
        let ink = Ink(style)
        out.write("\(ink.bold(path.printable)):\n")
        let placeWidth = rows.reduce(0) { max($0, $1.place.utf8.count) }
        let ruleWidth = rows.reduce(0) { max($0, $1.finding.rule.count) }
        for row in rows {
            let (finding, severity) = (row.finding, row.finding.severity.rawValue)
            out.write(" ", times: placeWidth - row.place.utf8.count + 2)
            out.write("\(row.place)  \(ink.paint(severity, as: finding.severity))")
            out.write(" ", times: 7 - severity.count + 2)
            out.write(finding.rule.printable)
            out.write(" ", times: ruleWidth - finding.rule.count + 2)
            out.write("\(finding.message.printable)\n")
        }
        out.write("\n")
    }
}

extension Array {
    /// The elements, leaving none behind.
    fileprivate mutating func take() -> [Element] {
        defer { removeAll() }
        return self
    }
}
