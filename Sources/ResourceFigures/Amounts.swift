public import ValueSyntax

/// Amounts of several resources by their names: `cpu`, `memory`, `nvidia.com/gpu`. A resource that is not in it is not spoken of.
public struct Amounts: Hashable, Sendable {
    /// The amounts by the name of the resource.
    public private(set) var byName: [String: Quantity]

    /// These amounts; none if nothing is said.
    public init(_ byName: [String: Quantity] = [:]) { self.byName = byName }

    /// The amount of a resource; nil if it is not spoken of.
    public subscript(_ name: String) -> Quantity? {
        get { byName[name] }
        set { byName[name] = newValue }
    }

    /// Whether no resource is spoken of.
    public var isEmpty: Bool { byName.isEmpty }

    /// The names: `cpu` and `memory` first, the others in the order of the alphabet.
    public var names: [String] {
        let order = ["cpu": 0, "memory": 1, "ephemeral-storage": 2]
        return byName.keys.sorted { (order[$0] ?? 9, $0) < (order[$1] ?? 9, $1) }
    }

    /// The sum, resource by resource.
    public func adding(_ other: Amounts) -> Amounts { Amounts(byName.merging(other.byName) { $0.adding($1) }) }

    /// The larger one, resource by resource.
    public func larger(_ other: Amounts) -> Amounts { Amounts(byName.merging(other.byName) { max($0, $1) }) }

    /// As often as said.
    public func multiplied(by count: Int) -> Amounts { Amounts(byName.mapValues { $0.multiplied(by: count) }) }
}
