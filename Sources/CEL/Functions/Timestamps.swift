import ValueSyntax

extension Library {
    /// Points in time and lengths of time.
    ///
    /// Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#timestamps-and-durations
    static let timestamps = Library(
        [
            Function(
                "timestamp", ["(string): timestamp", "(int): timestamp", "(timestamp): timestamp"],
                .one { value, activation in
                    switch value {
                    case .timestamp: return value
                    case .int(let seconds):
                        return Timestamp(seconds: seconds).map { .timestamp(Boxed($0)) }
                            ?? .failure("the timestamp is out of range")
                    default:
                        let text = activation.text(value) ?? ""
                        return Timestamp(text).map { .timestamp(Boxed($0)) }
                            ?? .failure("'\(text)' is no timestamp such as 2024-02-29T12:00:00Z")
                    }
                }),
            Function(
                "duration", ["(string): duration", "(duration): duration"],
                .one { value, activation in
                    switch value {
                    case .duration: return value
                    default:
                        let text = activation.text(value) ?? ""
                        return GoDuration(text).map(Value.duration) ?? .failure("'\(text)' is no duration such as 1h30m")
                    }
                }),
            accessor("getFullYear") { $0.year },
            accessor("getMonth") { $0.month - 1 },
            accessor("getDate") { $0.day },
            accessor("getDayOfMonth") { $0.day - 1 },
            accessor("getDayOfWeek") { $0.weekday },
            accessor("getDayOfYear") { $0.dayOfYear - 1 },
            accessor("getHours") { $0.hour },
            accessor("getMinutes") { $0.minute },
            accessor("getSeconds") { $0.second },
            Function(
                "getMilliseconds", ["timestamp.(): int", "timestamp.(string): int"],
                .many { values, _ in
                    guard case .timestamp(let time) = values[0] else { return .noSuchOverload }
                    return .int(Int64(time.content.nanoseconds / 1_000_000))
                }),
            total("getHours", 3_600_000_000_000),
            total("getMinutes", 60_000_000_000),
            total("getSeconds", 1_000_000_000),
            total("getMilliseconds", 1_000_000),
        ])

    private static func accessor(_ name: String, _ part: @escaping @Sendable (CivilTime) -> Int) -> Function {
        Function(
            name, ["timestamp.(): int", "timestamp.(string): int"],
            .many { values, activation in
                guard case .timestamp(let time) = values[0] else { return .noSuchOverload }
                guard values.count > 1 else { return .int(Int64(part(time.content.civil()))) }
                let name = activation.text(values[1]) ?? ""
                guard let zone = TimeZoneRules(name) else { return .failure("'\(name)' is no time zone") }
                return .int(Int64(part(time.content.civil(in: zone))))
            })
    }

    /// A duration in whole units.
    private static func total(_ name: String, _ unit: Int64) -> Function {
        Function(
            name, ["duration.(): int"],
            .one { value, _ in
                guard case .duration(let duration) = value else { return .noSuchOverload }
                return .int(duration.nanoseconds / unit)
            })
    }
}
