import Policy

/// The diagnostic format of reviewdog, whose columns are UTF-8 bytes.
///
/// Source: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
struct RDJSONReporter: Reporter {
    func write(_ report: Report, to out: inout OutputBuffer) {
        out.writeJSON { json in
            json.object { json in
                json.object("source") { $0.field("name", "plimsoll") }
                json.array("diagnostics") { json in
                    for finding in report.activeFindings {
                        guard let place = finding.place else { continue }
                        json.object(onNewLine: true) { json in
                            json.field("message", finding.message.printable)
                            json.object("location") { json in
                                json.field("path", place.path)
                                json.range(place)
                            }
                            json.suggestion(finding.fix, in: place.path)
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
    /// A fix as a suggestion, which has one range in the file of the finding; longer fixes are left to `plimsoll fix`.
    fileprivate mutating func suggestion(_ fix: ReportedFinding.Mending?, in path: String) {
        // Without columns a suggestion would replace whole lines.
        guard let edit = fix?.edits.first, fix?.edits.count == 1, let place = edit.place, place.path == path,
            place.byteColumns != nil
        else { return }
        array("suggestions") { json in
            json.object { json in
                json.range(place)
                json.field("text", edit.text)
            }
        }
    }

    /// The lines of a place, and its columns if the bytes are known.
    fileprivate mutating func range(_ place: Place) {
        object("range") { json in
            json.position("start", place.start.line, place.byteColumns?.start)
            json.position("end", place.end.line, place.byteColumns?.end)
        }
    }

    private mutating func position(_ name: String, _ line: Int, _ column: Int?) {
        object(name) { json in
            json.field("line", line)
            if let column { json.field("column", column) }
        }
    }
}
