import ValueSyntax

extension Library {
    /// Conversions among types, `type`, `dyn` and `size`.
    static let conversions = Library([
        Function("dyn", ["(A): dyn"], checksKinds: false, .one { value, _ in value }),
        Function("type", ["(A): type(A)"], checksKinds: false, .one { .type($1.typeName($0)) }),
        Function(
            "size",
            [
                "(string): int", "(bytes): int", "(list(A)): int", "(map(A, B)): int", "string.(): int", "bytes.(): int",
                "list(A).(): int", "map(A, B).(): int",
            ],
            checksKinds: false, .one(size)),
        Function(
            "int", ["(int): int", "(uint): int", "(double): int", "(string): int", "(timestamp): int", "(duration): int"],
            .one(int)),
        Function("uint", ["(uint): uint", "(int): uint", "(double): uint", "(string): uint"], .one(uint)),
        Function("double", ["(double): double", "(int): double", "(uint): double", "(string): double"], .one(double)),
        Function("bool", ["(bool): bool", "(string): bool"], .one(bool)),
        Function(
            "string",
            [
                "(string): string", "(bool): string", "(int): string", "(uint): string", "(double): string", "(bytes): string",
                "(timestamp): string", "(duration): string", "(net.IP): string", "(net.CIDR): string",
            ], .one(string)),
        Function(
            "bytes", ["(bytes): bytes", "(string): bytes"],
            .one { value, activation in
                if case .bytes = value { return value }
                return .bytes(Array((activation.text(value) ?? "").utf8))
            }),
    ])

    private static let size: @Sendable (Value, inout Activation) -> Value = { value, activation in
        if case .bytes(let bytes) = value { return .int(Int64(bytes.count)) }
        if let count = activation.count(value) {
            if case .node(let reference) = value { activation.trace.lastRead = reference }
            return .int(Int64(count))
        }
        let count = activation.withUTF8(value) { $0.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }
        return count.map { .int(Int64($0)) } ?? .noSuchOverload
    }

    private static let int: @Sendable (Value, inout Activation) -> Value = { value, activation in
        switch value {
        case .int: return value
        case .uint(let number): return Int64(exactly: number).map(Value.int) ?? outOfRange("int")
        case .double(let number):
            // The open range, as cel-go has it.
            return number > -0x1p63 && number < 0x1p63 ? .int(Int64(number)) : outOfRange("int")
        case .timestamp(let time): return .int(time.content.seconds)
        case .duration(let duration): return .int(duration.nanoseconds)
        default:
            let text = activation.text(value) ?? ""
            return Int64(text).map(Value.int) ?? .failure("'\(text)' is no int")
        }
    }

    private static let uint: @Sendable (Value, inout Activation) -> Value = { value, activation in
        switch value {
        case .uint: return value
        case .int(let number): return UInt64(exactly: number).map(Value.uint) ?? outOfRange("uint")
        case .double(let number): return number >= 0 && number < 0x1p64 ? .uint(UInt64(number)) : outOfRange("uint")
        default:
            let text = activation.text(value) ?? ""
            let isSigned = text.utf8.first == UInt8(ascii: "+") || text.utf8.first == UInt8(ascii: "-")
            return (isSigned ? nil : UInt64(text)).map(Value.uint) ?? .failure("'\(text)' is no uint")
        }
    }

    private static let double: @Sendable (Value, inout Activation) -> Value = { value, activation in
        switch value {
        case .double: return value
        case .int(let number): return .double(Double(number))
        case .uint(let number): return .double(Double(number))
        default:
            let text = activation.text(value) ?? ""
            return GoFloat.parse(text).map(Value.double) ?? .failure("'\(text)' is no double")
        }
    }

    private static let bool: @Sendable (Value, inout Activation) -> Value = { value, activation in
        if case .bool = value { return value }
        switch activation.text(value) ?? "" {
        case "true", "True", "TRUE", "t", "T", "1": return .bool(true)
        case "false", "False", "FALSE", "f", "F", "0": return .bool(false)
        case let text: return .failure("'\(text)' is no bool")
        }
    }

    private static let string: @Sendable (Value, inout Activation) -> Value = { value, activation in
        switch value {
        case .string, .node: return value
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else { return .failure("the bytes are no UTF-8") }
            return .string(text)
        default: return .string(activation.describe(value))
        }
    }

    private static func outOfRange(_ type: String) -> Value { .failure("the number is out of the range of \(type)") }
}

extension Activation {
    /// A value as `string()` gives it, and for other kinds as messages show it.
    public func describe(_ value: Value) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)"
        case .double(let value): GoFloat.format(value)
        case .duration(let value): value.secondsDescription
        case .timestamp(let value): value.content.description
        case .type(let name): name
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        case .library(let box): box.content.description
        case .optional(let optional): optional.content.map { "optional(\(describe($0)))" } ?? "none"
        case .unknown: "unknown"
        case .error(let failure): "error: \(failure.message)"
        case .deferred: "deferred"
        case .string(let text): text
        case .list where value.weight > Value.largestShown: "a large list"
        case .map where value.weight > Value.largestShown: "a large map"
        case .node, .list, .map:
            text(value) ?? elements(value).map { "[" + $0.map { quoted($0) }.joined(separator: ", ") + "]" }
                ?? entries(value).map { "{" + $0.map { "\(quoted($0.key)): \(quoted($0.value))" }.joined(separator: ", ") + "}" }
                ?? ""
        }
    }

    private func quoted(_ value: Value) -> String {
        text(value).map { "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" } ?? describe(value)
    }
}
