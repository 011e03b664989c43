import Policy

/// Checkstyle's XML, which many tools read.
struct CheckstyleReporter: Reporter {
    func write(_ report: Report, to out: inout OutputBuffer) {
        var path: String?
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n")
        for finding in report.activeFindings {
            guard let place = finding.place else { continue }
            if path != place.path {
                if path != nil { out.write("  </file>\n") }
                out.write("  <file name=\"\(place.path.xml)\">\n")
                path = place.path
            }
            out.write("    <error line=\"\(place.start.line)\" column=\"\(place.start.column)\"")
            out.write(
                " severity=\"\(finding.severity.rawValue)\" message=\"\(finding.message.xml)\" source=\"plimsoll.\(finding.rule.xml)\"/>\n"
            )
        }
        if path != nil { out.write("  </file>\n") }
        out.write("</checkstyle>\n")
    }
}
