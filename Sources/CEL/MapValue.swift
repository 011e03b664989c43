import YAMLDocument

/// A computed map.
///
/// - Invariant: no two keys are equal.
public final class MapValue: Sendable {
    /// Keys and values, in the order in which they were given.
    public let entries: [(key: Value, value: Value)]
    /// How much there is to see for who goes through all of it; see `Value.weight`.
    let weight: Int
    /// The keys of the entries.
    private let keys: [MapKey]
    /// Where the entry of a key is; nil for a small map, which is searched through.
    private let places: [MapKey: Int]?

    /// Up to how many entries are faster to compare one by one.
    private static let small = 8

    /// A map from names to values; of repeated names the last one counts.
    public convenience init(_ entries: [(String, Value)]) {
        self.init(entries.map { (MapKey.string(Key($0.0)), Value.string($0.0), $0.1) })
    }

    /// A map with keys of any types; of repeated keys the last one counts.
    public convenience init(pairs: [(key: Value, value: Value)]) {
        self.init(pairs.map { (MapKey($0.key), $0.key, $0.value) })
    }

    /// A map with keys that have been made comparable; of repeated ones the last one counts.
    init(_ keyed: [(MapKey, key: Value, value: Value)]) {
        var entries: [(key: Value, value: Value)] = []
        var keys: [MapKey] = []
        var places: [MapKey: Int] = [:]
        let isSmall = keyed.count <= MapValue.small
        for (mapKey, key, value) in keyed {
            if let place = isSmall ? keys.firstIndex(of: mapKey) : places[mapKey] {
                entries[place].value = value
            } else {
                if !isSmall { places[mapKey] = entries.count }
                entries.append((key, value))
                keys.append(mapKey)
            }
        }
        (self.entries, self.keys, self.places) = (entries, keys, isSmall ? nil : places)
        weight = entries.lazy.map(\.value).totalWeight
    }

    /// The value of a key; nil if there is none.
    func value(_ key: MapKey) -> Value? {
        (places.map { $0[key] } ?? keys.firstIndex(of: key)).map { entries[$0].value }
    }

    /// The value of a name; nil if there is none.
    func value(_ name: Key) -> Value? {
        if places != nil { return value(.string(name)) }
        for position in keys.indices {
            if case .string(let key) = keys[position], key == name { return entries[position].value }
        }
        return nil
    }
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
        default: self = .other(value.weight < 1000 ? "\(value)" : "something large")
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
