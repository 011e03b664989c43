import ResourceFigures
import ValueSyntax

/// A line for each workload with plain numbers, of one pod: cores for CPU, bytes for memory. An empty cell means that nothing is written.
struct FiguresCSV {
    let report: FiguresReport

    private static let columns = [
        "root", "namespace", "kind", "name", "runs", "pods_min", "pods_max", "cpu_request_cores", "cpu_limit_cores",
        "memory_request_bytes", "memory_limit_bytes",
    ]

    func write(to out: inout OutputBuffer) {
        var columns = Self.columns
        if report.hasTrend { columns += ["change"] + Self.columns[5...].map { "was_\($0)" } }
        Self.write(columns, to: &out)
        var changes: [Workload.Identity: Trend.Change] = [:]
        for change in report.trend.changes { changes[change.identity] = change }
        for workload in report.figures.workloads {
            var cells = Self.cells(workload)
            if report.hasTrend {
                switch changes[workload.identity] {
                case .added: cells += ["added"] + Array(repeating: "", count: 6)
                case .changed(let old, _): cells += ["changed"] + Self.cells(old)[5...]
                default: cells += ["same"] + Self.cells(workload)[5...]
                }
            }
            Self.write(cells, to: &out)
        }
        for case .removed(let workload) in report.trend.changes {
            let cells = Self.cells(workload)
            Self.write(cells[..<5] + Array(repeating: "", count: 6) + ["removed"] + cells[5...], to: &out)
        }
    }

    private static func cells(_ workload: Workload) -> [String] {
        let identity = workload.identity
        let needs = workload.pod
        func number(_ amount: Quantity?) -> String { amount.map(plainNumber) ?? "" }
        return [
            identity.root, identity.namespace, identity.kind, identity.name, workload.occasion.rawValue,
            "\(workload.pods.fewest)",
            "\(workload.pods.most)", number(needs.requests["cpu"]), number(needs.limits["cpu"]), number(needs.requests["memory"]),
            number(needs.limits["memory"]),
        ]
    }

    /// The amount in digits with a point, exactly.
    static func plainNumber(_ amount: Quantity) -> String {
        let digits = String(amount.mantissa.magnitude)
        let sign = amount.mantissa < 0 ? "-" : ""
        if amount.mantissa == 0 { return "0" }
        if amount.scale >= 0 { return sign + digits + String(repeating: "0", count: amount.scale) }
        let places = -amount.scale
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        var fraction = String(padded.suffix(places))
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return sign + padded.dropLast(places) + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// A record as RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe.
    private static func write(_ cells: some Sequence<String>, to out: inout OutputBuffer) {
        let quoted = cells.map { cell in
            let isNumber = cell.utf8.allSatisfy {
                ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || $0 == UInt8(ascii: ".")
            }
            let text = !isNumber && "=+-@\t\r".contains(cell.first ?? " ") ? "'" + cell : cell
            let needsQuotes = text.utf8.contains { [UInt8(ascii: ","), UInt8(ascii: "\""), 0x0A, 0x0D].contains($0) }
            return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
        }
        out.write(quoted.joined(separator: ",") + "\r\n")
    }
}
