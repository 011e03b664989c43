extension Library {
    /// Values that may be absent.
    ///
    /// Source: cel-go `cel.OptionalTypes`; `or` and `orValue` are planned apart, since they may leave their argument alone.
    static let optionals = Library(
        [
            Function("optional.of", ["(A): optional(A)"], .one { value, _ in .some(value) }),
            Function("optional.none", ["(): optional(A)"], .none { Value.none }),
            Function("optional.ofNonZeroValue", ["(A): optional(A)"], .one { $1.isZero($0) ? .none : .some($0) }),
            Function(
                "hasValue", ["optional(A).(): bool"],
                .one { value, _ in
                    guard case .optional(let optional) = value else { return .noSuchOverload }
                    return .bool(optional.content != nil)
                }),
            Function(
                "value", ["optional(A).(): A"],
                .one { value, _ in
                    guard case .optional(let optional) = value else { return .noSuchOverload }
                    return optional.content ?? .failure("optional.none() dereference")
                }),
            Function("or", ["optional(A).(optional(A)): optional(A)"], .two { value, _, _ in value }),
            Function("orValue", ["optional(A).(A): A"], .two { value, _, _ in value }),
            Function("unwrap", ["(list(optional(A))): list(A)"], .one(unwrap)),
            Function("optional.unwrap", ["(list(optional(A))): list(A)"], .one(unwrap)),
            Function("unwrapOpt", ["list(optional(A)).(): list(A)"], .one(unwrap)),
        ], .since(28))

    private static let unwrap: @Sendable (Value, inout Activation) -> Value = { list, activation in
        .list(
            (activation.elements(list) ?? []).compactMap { element in
                if case .optional(let optional) = element { optional.content } else { element }
            })
    }
}

extension Activation {
    /// Whether a value is the zero of its kind: `0`, `''`, `false`, null, an empty list or map.
    func isZero(_ value: Value) -> Bool {
        switch value {
        case .null: true
        case .bool(let value): !value
        case .int(let value): value == 0
        case .uint(let value): value == 0
        case .double(let value): value == 0
        case .bytes(let bytes): bytes.isEmpty
        case .duration(let duration): duration.nanoseconds == 0
        case .optional(let optional): optional.content == nil
        case .timestamp(let time): time.content.seconds == -62_135_596_800 && time.content.nanoseconds == 0
        default: count(value).map { $0 == 0 } ?? withUTF8(value) { $0.isEmpty } ?? false
        }
    }
}
