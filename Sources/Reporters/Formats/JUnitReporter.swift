import Policy

/// JUnit's XML: a suite for each file, a case for each finding. Infos pass, since they fail no run either; a report without
/// findings has one case that passes, because CI systems take a report without cases for a mistake.
///
/// Source: Jenkins' `junit-4.xsd`, which knows no attribute `file` of a case.
struct JUnitReporter: Reporter {
    private struct Case {
        let suite: String
        let name: String
        let body: String
        let isFailure: Bool
    }

    func write(_ report: Report, to out: inout OutputBuffer) {
        let cases = cases(of: report)
        let failures = cases.count(where: \.isFailure)
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        out.write("<testsuites name=\"plimsoll\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\">\n")
        var start = 0
        while start < cases.count {
            var end = start + 1
            while end < cases.count, cases[end].suite == cases[start].suite { end += 1 }
            write(cases[start..<end], to: &out)
            start = end
        }
        out.write("</testsuites>\n")
    }

    private func write(_ cases: ArraySlice<Case>, to out: inout OutputBuffer) {
        guard let suite = cases.first?.suite.xml else { return }
        let failures = cases.count(where: \.isFailure)
        out.write("  <testsuite name=\"\(suite)\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\">\n")
        for item in cases {
            out.write("    <testcase classname=\"\(suite)\" name=\"\(item.name.xml)\"")
            out.write(item.body.isEmpty ? "/>\n" : ">\n      \(item.body)\n    </testcase>\n")
        }
        out.write("  </testsuite>\n")
    }

    private func cases(of report: Report) -> [Case] {
        var cases: [Case] = []
        for diagnostic in report.diagnostics where diagnostic.severity == .error {
            let body = Self.failure("error", diagnostic.message, diagnostic.place)
            cases.append(Case(suite: "plimsoll", name: diagnostic.message, body: body, isFailure: true))
        }
        for finding in report.activeFindings {
            let place = finding.place
            let name = "\(finding.rule) at \(place.map { "\($0.start.line):\($0.start.column)" } ?? "1:1")"
            let isFailure = finding.severity != .info
            let body =
                isFailure
                ? Self.failure(finding.severity.rawValue, finding.message, place)
                : "<system-out>\(finding.message.xml)</system-out>"
            cases.append(Case(suite: place?.path ?? "?", name: name, body: body, isFailure: isFailure))
        }
        if cases.isEmpty { cases.append(Case(suite: "plimsoll", name: report.summaryLine, body: "", isFailure: false)) }
        return cases
    }

    private static func failure(_ type: String, _ message: String, _ place: Place?) -> String {
        "<failure type=\"\(type)\" message=\"\(message.xml)\">\(place?.text.xml ?? "")</failure>"
    }
}
