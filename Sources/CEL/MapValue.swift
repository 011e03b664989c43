import YAMLDocument

/// A computed map.
///
/// - Invariant: no two keys are equal.
public final class MapValue: Sendable {
    /// Keys and values, in the order in which they were given.
    public let entries: [(key: Value, value: Value)]
    /// Where the entry of a key is.
    private let places: [MapKey: Int]

    private init(entries: [(key: Value, value: Value)], places: [MapKey: Int]) {
        (self.entries, self.places) = (entries, places)
    }

    /// A map from names to values; of repeated names the last one counts.
    public convenience init(_ entries: [(String, Value)]) {
        self.init(entries.map { (MapKey.string(Key($0.0)), Value.string($0.0), $0.1) })
    }

    /// A map with keys of any types; of repeated keys the last one counts.
    public convenience init(pairs: [(key: Value, value: Value)]) {
        self.init(pairs.map { (MapKey($0.key), $0.key, $0.value) })
    }

    /// A map with keys that have been made comparable; of repeated ones the last one counts.
    convenience init(_ keyed: [(MapKey, key: Value, value: Value)]) {
        var entries: [(key: Value, value: Value)] = []
        var places: [MapKey: Int] = [:]
        for (mapKey, key, value) in keyed {
            if let place = places[mapKey] {
                entries[place].value = value
            } else {
                places[mapKey] = entries.count
                entries.append((key, value))
            }
        }
        self.init(entries: entries, places: places)
    }

    /// The value of a key; nil if there is none.
    func value(_ key: MapKey) -> Value? { places[key].map { entries[$0].value } }
}

/// A key of a map, so that equal keys are equal here: numbers by value whatever their type, strings by bytes.
enum MapKey: Hashable, Sendable {
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(Key)
    /// What no map literal should have as a key; equal only to itself by its text.
    case other(String)

    /// The key of a computed value.
    init(_ value: Value) {
        switch value {
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .uint(let value): self.init(value)
        case .double(let value): self.init(value)
        case .string(let text): self = .string(Key(text))
        default: self = .other("\(value)")
        }
    }

    init(_ number: UInt64) { self = Int64(exactly: number).map(MapKey.int) ?? .uint(number) }

    init(_ number: Double) {
        if let int = Int64(exactly: number) {
            self = .int(int)
        } else if let uint = UInt64(exactly: number) {
            self = .uint(uint)
        } else {
            self = .double(number)
        }
    }
}
