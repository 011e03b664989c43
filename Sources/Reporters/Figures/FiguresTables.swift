import ResourceFigures

/// The tables of the page of figures.
struct FiguresTables {
    let report: FiguresReport

    private static let headings = ["Pods", "CPU request", "CPU limit", "Memory request", "Memory limit"]

    func write(to out: inout OutputBuffer) {
        if report.hasTrend { writeChanges(to: &out) }
        writeNamespaces(to: &out)
        writeWorkloads(to: &out)
    }

    private func writeNamespaces(to out: inout OutputBuffer) {
        begin("Sums", "sums", ["Root", "Namespace", "Runs"], to: &out)
        func row(_ root: String, _ namespace: String, _ sums: Sums, isSum: Bool) {
            for occasion in Occasion.allCases where sums[occasion].workloads > 0 {
                out.write(
                    "<tr\(isSum ? " class=\"sum\"" : "")><td class=\"place\">\(root.html)</td><td>\(namespace.html)</td><td>\(occasion.title)</td>"
                )
                out.write(cells(sums[occasion]) + "</tr>\n")
            }
        }
        for (root, namespace, sums) in report.figures.namespaces { row(root, namespace, sums, isSum: false) }
        row("all", "", report.figures.total, isSum: true)
        end(to: &out)
    }

    private func writeWorkloads(to out: inout OutputBuffer) {
        begin("Workloads", "workloads", ["Root", "Namespace", "Workload"], to: &out)
        for workload in report.figures.workloads {
            let identity = workload.identity
            out.write("<tr><td class=\"place\">\(identity.root.html)</td><td>\(identity.namespace.html)</td>")
            out.write("<td>\("\(identity.kind) \(identity.name)".html)\(workload.note)</td>\(cells(workload.sums))</tr>\n")
        }
        end(to: &out)
    }

    private func writeChanges(to out: inout OutputBuffer) {
        guard !report.trend.changes.isEmpty else { return }
        begin("Changed since the last report", "changes", ["Root", "Workload", ""], to: &out)
        for change in report.trend.changes {
            let identity = change.identity
            let name = (identity.namespace.isEmpty ? "" : identity.namespace + "/") + "\(identity.kind) \(identity.name)"
            func row(_ word: String, _ workload: Workload) {
                out.write(
                    "<tr><td class=\"place\">\(identity.root.html)</td><td>\(name.html)</td><td>\(word)</td>\(cells(workload.sums))</tr>\n"
                )
            }
            switch change {
            case .added(let workload): row("added", workload)
            case .removed(let workload): row("removed", workload)
            case .changed(let old, let new):
                row("was", old)
                row("is", new)
            }
        }
        end(to: &out)
    }

    private func begin(_ title: String, _ id: String, _ first: [String], to out: inout OutputBuffer) {
        out.write("<h2>\(title)</h2>\n<div class=\"scroll\"><table class=\"sortable\" id=\"\(id)\"><thead><tr>")
        out.write(first.map { "<th>\($0)</th>" }.joined() + Self.headings.map { "<th class=\"number\">\($0)</th>" }.joined())
        out.write("</tr></thead><tbody>\n")
    }

    private func end(to out: inout OutputBuffer) { out.write("</tbody></table></div>\n") }

    private func cells(_ part: Sums.Part) -> String {
        func cell(_ text: String, _ order: Double) -> String {
            "<td class=\"number\" data-sort=\"\(order)\">\(text.html)</td>"
        }
        var result = cell(AmountText.pods(part.fewestPods, part.mostPods), Double(part.mostPods))
        for resource in ["cpu", "memory"] {
            let (low, high) = (part.least.requests[resource], part.most.requests[resource])
            result += cell(AmountText.range(low, high, of: resource), high?.asApproximateDouble ?? -1)
            result += cell(AmountText.limit(part, resource), part.most.limits[resource]?.asApproximateDouble ?? -1)
        }
        return result
    }
}

extension Workload {
    /// What a table adds to its name.
    fileprivate var note: String {
        let scaler = pods.autoscaler.map { ", scaled by \($0.html)" } ?? ""
        switch occasion {
        case .always: return scaler
        case .perNode: return ", on each node"
        case .jobs: return ", in each run"
        }
    }
}
