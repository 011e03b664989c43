/// A value and the place in a source file where it was written.
public struct Located<Value> {
    /// What was written.
    public let value: Value
    /// Where.
    public let span: Span

    /// A value with its place.
    public init(_ value: Value, _ span: Span) { (self.value, self.span) = (value, span) }

    /// The same place with another value.
    public func map<Other>(_ transform: (Value) throws -> Other) rethrows -> Located<Other> {
        Located<Other>(try transform(value), span)
    }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
