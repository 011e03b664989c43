import ResourceFigures
import ValueSyntax

/// The figures as a page: the sums, plots of them, every workload, and the findings of the same run.
struct FiguresPage {
    let report: FiguresReport

    /// How many bars a plot has at most.
    private static let bars = 20

    func write(to out: inout OutputBuffer) {
        HTMLPage(title: "plimsoll: resources and findings", version: report.findings.version).write(to: &out) { out in
            writeTiles(to: &out)
            if report.hasTrend { writeTrend(to: &out) }
            if report.figures.roots.count > 1 {
                writePlots(of: "root", bars: report.figures.roots.map { ($0.root, $0.sums) }, to: &out)
            }
            writeWorkloadPlots(to: &out)
            writeShares(to: &out)
            FiguresTables(report: report).write(to: &out)
            out.write("<h2>What was found</h2>\n")
            var findings = HTMLFindings(report.findings)
            findings.write(to: &out)
        }
    }

    private func writeTiles(to out: inout OutputBuffer) {
        let total = report.figures.total
        let part = total[.always]
        func request(_ resource: String) -> String {
            AmountText.range(part.least.requests[resource], part.most.requests[resource], of: resource)
        }
        let tiles = [
            (request("cpu"), "CPU requested, always"), (request("memory"), "memory requested, always"),
            (AmountText.pods(part.fewestPods, part.mostPods), "pods, always"),
            ("\(report.figures.workloads.count)", "workloads"), ("\(total.containers)", "containers"),
        ]
        out.write(
            "<p class=\"lead\">What the workloads ask for, with the fewest and the most pods that replicas and autoscalers allow. "
        )
        out.write(
            "DaemonSets count for each node and jobs for each run, so they are not added to what runs always.</p>\n<ul class=\"tiles\">\n"
        )
        for (value, name) in tiles { out.write("<li><b>\(value.html)</b><span>\(name)</span></li>\n") }
        for occasion in [Occasion.perNode, .jobs] where total[occasion].workloads > 0 {
            let needs = total[occasion].most.requests
            let text = "\(AmountText.text(needs["cpu"], of: "cpu")) · \(AmountText.text(needs["memory"], of: "memory"))"
            out.write("<li><b>\(text.html)</b><span>CPU · memory, \(occasion.title)</span></li>\n")
        }
        out.write("</ul>\n")
    }

    // MARK: Plots

    private func writeWorkloadPlots(to out: inout OutputBuffer) {
        let several = report.figures.roots.count > 1
        let workloads = report.figures.workloads.map { workload in
            let identity = workload.identity
            let owner = several ? "\(identity.root) " : ""
            return (owner + (identity.namespace.isEmpty ? "" : identity.namespace + "/") + identity.name, Sums([workload]))
        }
        writePlots(of: "workload", bars: workloads, to: &out)
    }

    private func writePlots(of what: String, bars: [(label: String, sums: Sums)], to out: inout OutputBuffer) {
        for (resource, name) in [("cpu", "CPU"), ("memory", "Memory")] {
            let all = bars.compactMap { bar(label: $0.label, $0.sums, resource) }.sorted {
                ($1.high, $0.label) < ($0.high, $1.label)
            }
            if all.isEmpty { continue }
            let title = "\(name) by \(what)"
            out.write("<h2>\(title)</h2>\n")
            if all.count > Self.bars { out.write("<p class=\"lead\">The \(Self.bars) largest of \(all.count).</p>\n") }
            let shown = Array(all.prefix(Self.bars))
            let longest = shown.flatMap { [$0.high, $0.outline ?? 0] }.max() ?? 1
            var unit = 1.0
            while resource == "memory", longest / unit >= 1024 { unit *= 1024 }
            BarPlot(
                title: title, bars: shown,
                tick: { value in
                    guard resource == "memory" else { return AmountText.decimal(value, places: 3) }
                    let names = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"]
                    var (power, size) = (0, 1.0)
                    while size < unit, power < names.count - 1 { (power, size) = (power + 1, size * 1024) }
                    return AmountText.decimal(value / size, places: 2) + (value == 0 ? "" : names[power])
                }, unit: unit
            ).write(to: &out)
        }
        out.write(
            "<p class=\"lead\">Dark: requests of the fewest pods. Light: of the most pods. Outline: limits of the most pods. ")
        out.write("DaemonSets count once, jobs as one run.</p>\n")
    }

    private func bar(label: String, _ sums: Sums, _ resource: String) -> BarPlot.Bar? {
        var needs = (least: PodNeeds(), most: PodNeeds())
        for occasion in Occasion.allCases {
            needs.least.requests = needs.least.requests.adding(sums[occasion].least.requests)
            needs.most.requests = needs.most.requests.adding(sums[occasion].most.requests)
            needs.most.limits = needs.most.limits.adding(sums[occasion].most.limits)
        }
        let (low, high) = (needs.least.requests[resource], needs.most.requests[resource])
        // Larger than anything real, and still a number to draw with.
        func length(_ amount: Quantity?) -> Double? { amount.map { min($0.asApproximateDouble, 1e30) } }
        let outline = length(needs.most.limits[resource])
        guard high != nil || outline != nil else { return nil }
        return BarPlot.Bar(
            label: label, low: length(low) ?? 0, high: length(high) ?? 0, outline: outline,
            text: AmountText.range(low, high, of: resource))
    }

    private func writeShares(to out: inout OutputBuffer) {
        let practices = report.figures.total.practices
        let bars = Practice.allCases.filter { practices[$0].all > 0 }.map { practice in
            let share = practices[practice]
            let part = Double(share.having) / Double(share.all) * 100
            return BarPlot.Bar(
                label: practice.title, low: part, high: part, outline: 100,
                text: "\(AmountText.percent(share)), \(share.having) of \(share.all)")
        }
        if bars.isEmpty { return }
        out.write("<h2>What containers have</h2>\n")
        BarPlot(title: "What containers have", bars: bars, end: 100, tick: { AmountText.decimal($0, places: 0) + " %" }).write(
            to: &out)
    }

    private func writeTrend(to out: inout OutputBuffer) {
        out.write("<h2>Trend</h2>\n<div class=\"figures\">\n")
        for (resource, name) in [("cpu", "CPU requests, always, most pods"), ("memory", "Memory requests, always, most pods")] {
            let points = report.trend.entries.map { entry in
                let amount = entry.figures.total[.always].most.requests[resource]
                return (entry.label, min(amount?.asApproximateDouble ?? 0, 1e30), AmountText.text(amount, of: resource))
            }
            TrendPlot(title: name, points: points).write(to: &out)
        }
        for practice in [Practice.memoryLimit, .readinessProbe, .nonRootUser, .pinnedImage] {
            let points = report.trend.entries.map { entry in
                let share = entry.figures.total.practices[practice]
                return (entry.label, share.all == 0 ? 0 : Double(share.having) / Double(share.all), AmountText.percent(share))
            }
            TrendPlot(title: "Containers with \(practice.title)", points: points, end: 1).write(to: &out)
        }
        out.write("</div>\n")
    }
}
