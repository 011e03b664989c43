/// Rows of cells in columns that are as wide as their widest cell; the first is flush left, the others right.
struct TextTable {
    private var rows: [[String]] = []

    /// Adds a row; fewer cells than columns leave the rest empty.
    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// Writes all rows.
    func write(to out: inout OutputBuffer) {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            // A row with one cell is a heading, which may stick out.
            rows.filter { $0.count > 1 && $0.count > column }.map { $0[column].columnCount }.max() ?? 0
        }
        for row in rows {
            var line = ""
            for (column, cell) in row.enumerated() {
                let blank = String(repeating: " ", count: max(0, widths[column] - cell.columnCount))
                line += column == 0 ? (row.count > 1 ? cell + blank : cell) : "  " + blank + cell
            }
            while line.last == " " { line.removeLast() }
            out.write(line + "\n")
        }
    }
}

extension String {
    /// How many columns of a terminal the text takes.
    fileprivate var columnCount: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }
}
