/// One page with all findings, for a browser or for paper; it needs no network and no other file.
struct HTMLReporter: Reporter {
    func write(_ report: Report, to out: inout OutputBuffer) {
        HTMLPage(title: "plimsoll: findings", version: report.version).write(to: &out) { out in
            var findings = HTMLFindings(report)
            findings.write(to: &out)
        }
    }
}
