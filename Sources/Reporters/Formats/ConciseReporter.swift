/// One line a finding, `path:line:column: severity rule message`, which one regular expression reads.
struct ConciseReporter: Reporter {
    let style: TextStyle

    func write(_ report: Report, to out: inout OutputBuffer) {
        let ink = Ink(style)
        for finding in report.activeFindings {
            out.write(finding.place?.text.printable ?? "?:1:1")
            out.write(": ")
            out.write(ink.paint(finding.severity.rawValue, as: finding.severity))
            out.write(" \(finding.rule.printable) \(finding.message.printable)\n")
        }
    }
}
