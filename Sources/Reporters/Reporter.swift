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
    /// With it, places and rules are links, for terminals that know OSC 8.
    public var links: Links?

    /// Where the files are.
    public struct Links: Hashable, Sendable {
        /// The name of the machine, so that a terminal that shows the output of another one knows.
        public var host: String
        /// The absolute path of the directory that paths are relative to.
        public var directory: String

        /// Links to files below a directory of a machine.
        public init(host: String, directory: String) { (self.host, self.directory) = (host, directory) }
    }

    /// A style; plain text of 120 columns if nothing else is said.
    public init(isColored: Bool = false, width: Int = 120) {
        (self.isColored, self.width) = (isColored, max(width, 40))
    }
}
