/// How the table of the API is laid out in a text: what its writer and its reader have to agree on.
///
/// All numbers are written in base 64, least significant digit first. A digit is the byte `0x3F + value`, so that digits
/// are printable, and a Swift raw string can hold them as they are. The table is a text and not an array because the
/// compiler takes 2 s for 120 KB of text and more than a minute for as many bytes in an array literal (Swift 6.3, 2026).
package enum TableLayout {
    /// What a digit adds to the byte that stands for it.
    package static let digitBase: UInt8 = 0x3F
    /// The `until` of what has not ended.
    package static let still = 63
    /// Slots of the index from (type, field name) to rows; a power of two, at most three quarters full.
    package static let indexSlots = 8192
    /// The row that an empty slot of the index names.
    package static let emptySlot = (1 << 18) - 1
    /// Ids below this are scalars; others are types, moved up by as much.
    package static let firstType = 16
    /// How many keys a list map has at most.
    package static let mostMapKeys = 4

    /// Digits of a record that says where a string starts.
    package static let stringWidth = 3
    /// Digits of a slot of the index.
    package static let indexWidth = 3
    /// first field 3, first required row 3, group and version 2, name 2, since 1, until 1
    package static let typeWidth = 12
    /// name 2, value type 2, attribute 2, since 1, until 1
    package static let fieldWidth = 8
    /// row 3
    package static let requiredWidth = 3
    /// container 1, flags 1, list type 1, list type since 1, merge key 2, value set 2, default 2, map keys 2 each
    package static let attributeWidth = 10 + 2 * mostMapKeys
    /// first value 2
    package static let valueSetWidth = 2
    /// text 2, since 1, until 1
    package static let valueWidth = 4
    /// kind 2, group 2, version 2, plural 2, type 2, since 1, until 1, flags 1, deprecated 1, removed 1, replacement 2, note 2
    package static let kindWidth = 19

    /// Flag of an attribute: an object must have the field.
    package static let requiredField = 1
    /// Flag of an attribute: a patch merges the field.
    package static let mergeStrategy = 2
    /// Flag of an attribute: a patch keeps only the keys that it names.
    package static let retainKeysStrategy = 4
    /// Flag of an attribute: a patch replaces the field.
    package static let replaceStrategy = 8
    /// Flag of a kind: its objects live in a namespace.
    package static let namespacedKind = 1
    /// Flag of a kind: a cluster serves it only if it is told to.
    package static let offByDefaultKind = 2

    /// The slot at which the search for a field of a type starts.
    @inline(__always)
    package static func slot(type: Int, keyHash: UInt32) -> Int {
        var hash = keyHash ^ (UInt32(truncatingIfNeeded: type) &* 0x9E37_79B1)
        hash ^= hash >> 15
        hash = hash &* 0x85EB_CA6B
        hash ^= hash >> 13
        return Int(hash) & (indexSlots - 1)
    }
}

/// What a field's value is when it is no object of a known type. The numbers are those of the table.
public enum ScalarType: Int, CaseIterable, Sendable {
    case any = 0
    case string = 1
    /// Base 64.
    case bytes = 2
    /// RFC 3339.
    case time = 3
    /// RFC 3339 with a fraction.
    case microTime = 4
    case intOrString = 5
    case quantity = 6
    case int32 = 7
    case int64 = 8
    case double = 9
    case bool = 10

    /// The name in the text of facts.
    package var factName: String {
        switch self {
        case .any: "any"
        case .string: "string"
        case .bytes: "bytes"
        case .time: "time"
        case .microTime: "microtime"
        case .intOrString: "int-or-string"
        case .quantity: "quantity"
        case .int32: "int32"
        case .int64: "int64"
        case .double: "double"
        case .bool: "boolean"
        }
    }
}

/// What a field holds: one value, a list, a map from strings, or a map of lists.
public enum FieldContainer: Int, Sendable {
    case single = 0
    case list = 1
    case map = 2
    case mapOfLists = 3
}

/// How server-side apply takes a list or a struct.
public enum ListType: Int, Sendable {
    case unspecified = 0
    case atomic = 1
    case set = 2
    case map = 3
    case granular = 4

    /// The name in OpenAPI; empty if unspecified.
    package var factName: String {
        switch self {
        case .unspecified: ""
        case .atomic: "atomic"
        case .set: "set"
        case .map: "map"
        case .granular: "granular"
        }
    }
}
