/// A way to write a report down: values in, bytes out; it opens no file and knows no rule.
public protocol Reporter: Sendable {
    /// Writes the whole report.
    func write(_ report: Report, to out: inout OutputBuffer)
}

/// How a report for people looks.
public struct TextStyle: Hashable, Sendable {
    /// Whether ANSI colors are used.
    public var isColored: Bool
    /// How many columns there are; longer source lines are cut.
    public var width: Int

    /// A style; plain text of 120 columns if nothing else is said.
    public init(isColored: Bool = false, width: Int = 120) {
        (self.isColored, self.width) = (isColored, max(width, 40))
    }
}
