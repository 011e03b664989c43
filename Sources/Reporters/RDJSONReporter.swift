import Policy

/// The diagnostic format of reviewdog, whose columns are UTF-8 bytes.
///
/// Source: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
struct RDJSONReporter: Reporter {
    func write(_ report: Report, to out: inout OutputBuffer) {
        var places = PlaceFinder(report)
        out.writeJSON { json in
            json.object { json in
                json.object("source") { $0.field("name", "plimsoll") }
                json.array("diagnostics") { json in
                    for finding in report.activeFindings {
                        guard let place = places.place(of: finding.span),
                            let columns = places.byteColumns(of: finding.span)
                        else { continue }
                        json.object(onNewLine: true) { json in
                            json.field("message", finding.message)
                            json.object("location") { json in
                                json.field("path", place.path)
                                json.object("range") { json in
                                    json.position("start", place.start.line, columns.start)
                                    json.position("end", place.end.line, columns.end)
                                }
                            }
                            json.field("severity", finding.severity.rawValue.uppercased())
                            json.object("code") { json in
                                json.field("value", finding.rule)
                                if let url = report.rules[finding.rule]?.helpURL { json.field("url", url) }
                            }
                        }
                    }
                }
            }
        }
        out.write("\n")
    }
}

extension JSONWriter {
    fileprivate mutating func position(_ name: String, _ line: Int, _ column: Int) {
        object(name) { json in
            json.field("line", line)
            json.field("column", column)
        }
    }
}
