import ResourceFigures

/// Figures for a terminal: workloads by root and namespace, sums, shares, and what has changed.
struct FiguresTable {
    let report: FiguresReport

    private static let headings = ["pods", "CPU request", "CPU limit", "memory request", "memory limit"]

    func write(to out: inout OutputBuffer) {
        var table = TextTable()
        table.add(["workload"] + Self.headings)
        for (root, sums) in report.figures.roots {
            table.add([root.printable])
            let namespaces = report.figures.namespaces.filter { $0.root == root }
            for (_, namespace, inNamespace) in namespaces {
                let workloads = report.figures.workloads.filter { $0.identity.root == root && $0.identity.namespace == namespace }
                if !namespace.isEmpty { table.add(["  " + namespace.printable]) }
                for workload in workloads { table.add(Self.row(workload)) }
                if namespaces.count > 1, workloads.count > 1, !namespace.isEmpty {
                    Self.add(inNamespace, as: "    sum", to: &table)
                }
            }
            Self.add(sums, as: "  sum", to: &table)
        }
        if report.figures.roots.count > 1 { Self.add(report.figures.total, as: "all", to: &table) }
        table.write(to: &out)
        out.write("\n")
        writeShares(to: &out)
        if report.hasTrend { writeTrend(to: &out) }
    }

    private static func row(_ workload: Workload) -> [String] {
        let mark =
            switch workload.occasion {
            case .always: ""
            case .perNode: " (on each node)"
            case .jobs: " (job)"
            }
        return ["    \(workload.identity.kind) \(workload.identity.name)".printable + mark] + cells(workload.sums)
    }

    private static func cells(_ part: Sums.Part) -> [String] {
        func request(_ resource: String) -> String {
            AmountText.range(part.least.requests[resource], part.most.requests[resource], of: resource)
        }
        return [
            AmountText.pods(part.fewestPods, part.mostPods), request("cpu"), AmountText.limit(part, "cpu"), request("memory"),
            AmountText.limit(part, "memory"),
        ]
    }

    private static func add(_ sums: Sums, as title: String, to table: inout TextTable) {
        for occasion in Occasion.allCases where sums[occasion].workloads > 0 {
            table.add(["\(title), \(occasion.title)"] + cells(sums[occasion]))
        }
    }

    private func writeShares(to out: inout OutputBuffer) {
        var table = TextTable()
        let earlier = report.trend.entries.dropLast()
        table.add(["containers with", "have", "of", "share"] + earlier.map { $0.label.printable })
        let total = report.figures.total
        for practice in Practice.allCases where total.practices[practice].all > 0 {
            let share = total.practices[practice]
            let before = earlier.map { AmountText.percent($0.figures.total.practices[practice]) }
            table.add([practice.title, "\(share.having)", "\(share.all)", AmountText.percent(share)] + before)
        }
        table.write(to: &out)
    }

    private func writeTrend(to out: inout OutputBuffer) {
        out.write("\n")
        var table = TextTable()
        table.add(["sums, always"] + Self.headings)
        for entry in report.trend.entries { table.add([entry.label.printable] + Self.cells(entry.figures.total[.always])) }
        table.write(to: &out)
        let label = report.trend.entries[report.trend.entries.count - 2].label.printable
        guard !report.trend.changes.isEmpty else { return out.write("\nNo workload needs more or less than in \(label).\n") }
        out.write("\nChanged since \(label):\n")
        table = TextTable()
        table.add(["workload"] + Self.headings)
        for change in report.trend.changes {
            let identity = change.identity
            table.add([
                "\(identity.root) \(identity.namespace.isEmpty ? "" : identity.namespace + "/")\(identity.kind) \(identity.name)"
                    .printable
            ])
            switch change {
            case .added(let workload): table.add(["  added"] + Self.cells(workload.sums))
            case .removed(let workload): table.add(["  removed"] + Self.cells(workload.sums))
            case .changed(let old, let new):
                table.add(["  was"] + Self.cells(old.sums))
                table.add(["  is"] + Self.cells(new.sums))
            }
        }
        table.write(to: &out)
    }
}
