import Policy
import SourceText

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
                            json.suggestion(finding.fix, in: finding.span.file, places)
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
    fileprivate mutating func suggestion(_ fix: Fix?, in file: SourceFile.ID, _ places: PlaceFinder) {
        var places = places
        guard let edit = fix?.edits.first, fix?.edits.count == 1, edit.span.file == file, let place = places.place(of: edit.span),
            let columns = places.byteColumns(of: edit.span)
        else { return }
        array("suggestions") { json in
            json.object { json in
                json.object("range") { json in
                    json.position("start", place.start.line, columns.start)
                    json.position("end", place.end.line, columns.end)
                }
                json.field("text", String(decoding: edit.replacement, as: UTF8.self))
            }
        }
    }

    fileprivate mutating func position(_ name: String, _ line: Int, _ column: Int) {
        object(name) { json in
            json.field("line", line)
            json.field("column", column)
        }
    }
}
