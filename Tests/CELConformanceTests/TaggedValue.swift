import CEL
import Foundation
import ValueSyntax

/// A value as the suites write it: a dictionary whose one key is the type.
struct TaggedValue {
    let tag: String
    let content: Any
    let shared: [String: Any]

    init(_ json: Any, shared: [String: Any]) {
        let pair = (json as? [String: Any])?.first
        let target = pair?.key == "shared" ? shared[pair?.value as? String ?? ""].flatMap { ($0 as? [String: Any])?.first } : pair
        tag = target?.key ?? "null"
        content = target?.value ?? NSNull()
        self.shared = shared
    }

    private var text: String { content as? String ?? "" }
    private var pairs: [(TaggedValue, TaggedValue)] {
        (content as? [[Any]] ?? []).map { (TaggedValue($0[0], shared: shared), TaggedValue($0[1], shared: shared)) }
    }
    private var items: [TaggedValue] { (content as? [Any] ?? []).map { TaggedValue($0, shared: shared) } }

    var value: Value {
        switch tag {
        case "int": .int(Int64(text) ?? 0)
        case "uint": .uint(UInt64(text) ?? 0)
        case "double": .double(Double(text) ?? .nan)
        case "string": .string(text)
        case "bytes": .bytes(Base64.decode(text) ?? [])
        case "bool": .bool(content as? Bool ?? false)
        case "list": .list(items.map(\.value))
        case "map": .map(MapValue(pairs: pairs.map { ($0.value, $1.value) }))
        case "timestamp": Timestamp(text).map { .timestamp(Boxed($0)) } ?? .null
        case "duration": GoDuration(text).map(Value.duration) ?? .null
        case "type": .type(text)
        case "optional": content is NSNull ? .none : .some(TaggedValue(content, shared: shared).value)
        case "json": Self.plain(content)
        case "error": .failure(text)
        default: .null
        }
    }

    private static func plain(_ json: Any) -> Value {
        switch json {
        case let number as NSNumber where CFBooleanLike.isBool(number): .bool(number.boolValue)
        case let number as NSNumber: Int64(exactly: number).map(Value.int) ?? .double(number.doubleValue)
        case let text as String: .string(text)
        case let list as [Any]: .list(list.map(plain))
        case let map as [String: Any]: .map(MapValue(map.map { ($0.key, plain($0.value)) }))
        default: .null
        }
    }

    /// The value as JSON text, so that it can be bound as a document; nil when JSON cannot say it.
    var json: String? {
        switch tag {
        case "null": return "null"
        case "int": return text
        case "double": return Double(text).flatMap { $0.isFinite && $0 != $0.rounded() ? text : nil }
        case "bool": return value.isTrue ? "true" : "false"
        case "string": return Self.quoted(text)
        case "list":
            let parts = items.compactMap(\.json)
            return parts.count == items.count ? "[" + parts.joined(separator: ", ") + "]" : nil
        case "map":
            let parts = pairs.compactMap { key, value -> String? in
                guard key.tag == "string", let key = key.json, let value = value.json else { return nil }
                return key + ": " + value
            }
            return parts.count == pairs.count ? "{" + parts.joined(separator: ", ") + "}" : nil
        default: return nil
        }
    }

    private static func quoted(_ text: String) -> String? {
        guard text.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else { return nil }
        return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// Whether a result is this value, of the same type.
    func matches(_ result: Value, _ activation: Activation) -> Bool {
        switch (value, result) {
        case (.double(let a), .double(let b)): return a == b || (a.isNaN && b.isNaN)
        case (.optional(let a), .optional(let b)):
            guard let b = b.content else { return a.content == nil }
            return a.content != nil && TaggedValue(content, shared: shared).matches(b, activation)
        default: break
        }
        if tag == "list" {
            guard let elements = activation.elements(result), elements.count == items.count else { return false }
            return zip(items, elements).allSatisfy { $0.matches($1, activation) }
        }
        if tag == "map" {
            guard let entries = activation.entries(result), entries.count == pairs.count else { return false }
            return pairs.allSatisfy { key, value in
                entries.contains { key.matches($0.key, activation) && value.matches($0.value, activation) }
            }
        }
        return activation.typeName(value) == activation.typeName(result) && activation.areEqual(value, result)
    }
}

private enum CFBooleanLike {
    static func isBool(_ number: NSNumber) -> Bool {
        String(cString: number.objCType) == "c" || number === NSNumber(value: true) || number === NSNumber(value: false)
    }
}

extension Value {
    fileprivate var isTrue: Bool { if case .bool(true) = self { true } else { false } }
}
