/// A half-open range of UTF-8 bytes in one source file.
///
/// Lines and columns exist only at the edge, where a person reads them; see `SourceFile.position(of:)`.
///
/// - Invariant: `lower <= upper`.
public struct Span: Hashable, Sendable {
    /// The file the bytes are in.
    public let file: SourceFile.ID
    /// The offset of the first byte.
    public let lower: UInt32
    /// The offset after the last byte.
    public let upper: UInt32

    /// A range of bytes of a file.
    ///
    /// - Precondition: `lower <= upper`.
    public init(_ file: SourceFile.ID, _ lower: UInt32, _ upper: UInt32) {
        precondition(lower <= upper, "a span cannot end before it starts")
        (self.file, self.lower, self.upper) = (file, lower, upper)
    }

    /// The number of bytes.
    public var count: Int { Int(upper - lower) }

    /// The offsets as a range of `Int`, to slice the bytes of the file with.
    public var range: Range<Int> { Int(lower)..<Int(upper) }

    /// The smallest span that covers both: a key and its value, say.
    ///
    /// - Precondition: both are in the same file.
    public func union(_ other: Span) -> Span {
        precondition(file == other.file, "spans of two files have no union")
        return Span(file, min(lower, other.lower), max(upper, other.upper))
    }

    /// Whether the other span lies inside this one, in the same file.
    public func contains(_ other: Span) -> Bool {
        file == other.file && lower <= other.lower && other.upper <= upper
    }
}
