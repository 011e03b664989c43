public import ResourceFigures
public import SourceText

/// The figures of a run as they are reported, with what came before.
public struct FiguresReport: Sendable {
    /// The figures.
    public let figures: Figures
    /// Earlier reports and this one.
    public let trend: Trend
    /// The findings of the same run, for the page.
    public let findings: Report

    /// The files that the workloads are in, by number.
    let files: [SourceFile.ID: SourceFile]

    /// Figures with earlier ones, oldest first.
    public init(_ figures: Figures, after earlier: [Trend.Entry] = [], findings: Report, files: [SourceFile]) {
        (self.figures, trend, self.findings) = (figures, Trend(figures, after: earlier), findings)
        self.files = Dictionary(files.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Whether there is anything to compare with.
    var hasTrend: Bool { trend.entries.count > 1 }
}

/// The formats of figures by the names that people give them.
public enum FiguresFormat: String, CaseIterable, Sendable {
    /// For people on a terminal.
    case table
    /// For programs, and to compare later figures with.
    case json
    /// A line for each workload, for spreadsheets.
    case csv
    /// One page with plots and findings, which needs nothing but a browser.
    case html

    /// Writes figures in this format.
    public func write(_ report: FiguresReport, to out: inout OutputBuffer) {
        switch self {
        case .table: FiguresTable(report: report).write(to: &out)
        case .json: FiguresJSON(report: report).write(to: &out)
        case .csv: FiguresCSV(report: report).write(to: &out)
        case .html: FiguresPage(report: report).write(to: &out)
        }
    }
}
