/// Bars from left to right, one under the other, as SVG within a page.
struct BarPlot {
    /// One bar: what is sure, what may come on top, and an outline behind both.
    struct Bar {
        /// What it is about.
        let label: String
        /// The end of the dark part.
        let low: Double
        /// The end of the light part; not below `low`.
        let high: Double
        /// The end of the outline; nil for none.
        let outline: Double?
        /// What is written after the bar.
        let text: String
    }

    /// What it shows, for people who cannot see it.
    let title: String
    /// The bars from the top.
    let bars: [Bar]
    /// Where the scale ends; nil to end it at the longest bar.
    var end: Double?
    /// How a value of the scale is written.
    let tick: (Double) -> String
    /// The size of a unit in which round numbers are taken: 1, or a power of 1024.
    var unit = 1.0

    private static let (width, labels, texts, row) = (900.0, 270.0, 170.0, 26.0)

    /// Writes the element.
    func write(to out: inout OutputBuffer) {
        let longest = end ?? max(bars.flatMap { [$0.high, $0.outline ?? 0] }.max() ?? 0, 1e-12)
        let height = Double(bars.count) * Self.row + 24
        let scale = (Self.width - Self.labels - Self.texts) / longest
        func number(_ value: Double) -> String { AmountText.decimal(value, places: 2) }
        func box(_ value: Double, from start: Double = 0, y: Double, height: Double, _ style: String) -> String {
            let width = max(0, value - start) * scale
            guard width > 0 else { return "" }
            return
                "<rect class=\"\(style)\" x=\"\(number(Self.labels + start * scale))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\"/>"
        }
        out.write(
            "<svg class=\"plot\" viewBox=\"0 0 \(number(Self.width)) \(number(height))\" role=\"img\" aria-label=\"\(title.html)\">\n"
        )
        for value in ticks(upTo: longest) {
            let x = number(Self.labels + value * scale)
            out.write("<path class=\"axis\" d=\"M\(x) 0V\(number(height - 18))\"/>")
            out.write(
                "<text class=\"soft\" x=\"\(x)\" y=\"\(number(height - 5))\" text-anchor=\"middle\">\(tick(value).html)</text>\n")
        }
        for (index, bar) in bars.enumerated() {
            let top = Double(index) * Self.row + 3
            out.write("<g><title>\("\(bar.label): \(bar.text)".html)</title>")
            out.write(
                "<text x=\"\(number(Self.labels - 8))\" y=\"\(number(top + 14))\" text-anchor=\"end\">\(Self.shortened(bar.label).html)</text>"
            )
            if let outline = bar.outline { out.write(box(outline, y: top, height: 20, "rest")) }
            out.write(
                box(bar.low, y: top + 4, height: 12, "first") + box(bar.high, from: bar.low, y: top + 4, height: 12, "second"))
            let textStart = Self.labels + max(bar.high, bar.outline ?? 0) * scale + 8
            out.write("<text class=\"soft\" x=\"\(number(textStart))\" y=\"\(number(top + 14))\">\(bar.text.html)</text></g>\n")
        }
        out.write("</svg>\n")
    }

    /// Three to six round values from zero.
    private func ticks(upTo longest: Double) -> [Double] {
        var step = unit
        while longest / step < 1 { step /= 10 }
        while longest / step >= 10 { step *= 10 }
        let count = longest / step
        step *= count < 2 ? 0.5 : count < 6 ? 1 : 2
        return (0...Int(longest / step + 1e-9)).map { Double($0) * step }
    }

    /// The end of a text that is too long: it tells more than the start, since paths begin alike.
    static func shortened(_ text: String, to limit: Int = 35) -> String {
        text.count <= limit ? text : "…" + text.suffix(limit - 1)
    }
}
