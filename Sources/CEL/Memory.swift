/// What functions of an environment keep from one evaluation to the next.
public struct Memory {
    private struct Call: Hashable {
        let function: String
        let argument: String
    }

    /// How many values are kept; input that has another one for each object must not fill the memory.
    private static let limit = 1000

    /// Documents that have a number, by whatever tells them apart.
    public var numbers: [Int: UInt32] = [:]
    private var values: [Call: Value] = [:]

    /// The value of a function for an argument; nil if none is kept.
    public subscript(_ function: String, _ argument: String) -> Value? {
        get { values[Call(function: function, argument: argument)] }
        set {
            if values.count >= Memory.limit { values.removeAll(keepingCapacity: true) }
            values[Call(function: function, argument: argument)] = newValue
        }
    }

    /// The value of a function for an argument, which is made if it is not kept.
    public mutating func value(_ function: String, _ argument: String, _ make: () -> Value) -> Value {
        if let known = self[function, argument] { return known }
        let made = make()
        self[function, argument] = made
        return made
    }
}
