/// Values of several reports as a line from left to right, as SVG within a page.
struct TrendPlot {
    /// What it shows.
    let title: String
    /// The reports with their values and how these are written, oldest first.
    let points: [(label: String, value: Double, text: String)]

    /// Where the scale ends; nil to end it at the largest value.
    var end: Double?

    private static let (width, height, margin) = (420.0, 170.0, 48.0)

    /// Writes the element.
    func write(to out: inout OutputBuffer) {
        func number(_ value: Double) -> String { AmountText.decimal(value, places: 2) }
        let most = end ?? max(points.map(\.value).max() ?? 0, 1e-12)
        let step = points.count > 1 ? (Self.width - 2 * Self.margin) / Double(points.count - 1) : 0
        let places = points.enumerated().map { index, point in
            (x: Self.margin + Double(index) * step, y: 30 + (1 - point.value / most) * (Self.height - 64))
        }
        out.write("<figure><figcaption>\(title.html)</figcaption>")
        out.write(
            "<svg class=\"plot\" viewBox=\"0 0 \(number(Self.width)) \(number(Self.height))\" role=\"img\" aria-label=\"\(title.html)\">\n"
        )
        out.write(
            "<path class=\"axis\" d=\"M\(number(Self.margin)) \(number(Self.height - 34))H\(number(Self.width - Self.margin))\"/>"
        )
        let line = places.map { "\(number($0.x)) \(number($0.y))" }.joined(separator: "L")
        out.write("<path class=\"trend\" d=\"M\(line)\"/>\n")
        // Not more words than fit beside each other: the first, the last, and some between.
        let every = max(1, (points.count + 5) / 6)
        for (index, (point, place)) in zip(points, places).enumerated() {
            out.write(
                "<circle class=\"first\" cx=\"\(number(place.x))\" cy=\"\(number(place.y))\" r=\"4\"><title>\("\(point.label): \(point.text)".html)</title></circle>"
            )
            guard index % every == 0 || index == points.count - 1 else { continue }
            out.write(
                "<text x=\"\(number(place.x))\" y=\"\(number(place.y - 9))\" text-anchor=\"middle\">\(point.text.html)</text>")
            let label = BarPlot.shortened(point.label, to: max(6, 60 / min(points.count, 6)))
            out.write(
                "<text class=\"soft\" x=\"\(number(place.x))\" y=\"\(number(Self.height - 16))\" text-anchor=\"middle\">\(label.html)</text>\n"
            )
        }
        out.write("</svg></figure>\n")
    }
}
