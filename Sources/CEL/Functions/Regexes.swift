import LinearRegex

extension Library {
    /// Regular expressions in RE2's syntax.
    ///
    /// Source: `k8s.io/apiserver/pkg/cel/library/regex.go`
    static let regexes = Library([
        Function(
            "matches", ["string.(string): bool", "(string, string): bool"],
            .two { text, pattern, activation in
                with(pattern, &activation) { regex, activation in
                    guard let result = activation.withUTF8(text, { (regex.matches($0), $0.count) }) else {
                        return .noSuchOverload
                    }
                    return activation.spend(result.1 / 10) ? .bool(result.0) : Activation.exhausted
                }
            }),
        Function(
            "find", ["string.(string): string"],
            .two { text, pattern, activation in
                with(pattern, &activation) { regex, activation in
                    let found = activation.withUTF8(text) { utf8 in
                        regex.firstMatch(in: utf8).map { String(decoding: utf8[$0], as: UTF8.self) } ?? ""
                    }
                    return .string(found ?? "")
                }
            }),
        Function(
            "findAll", ["string.(string): list(string)", "string.(string, int): list(string)"],
            .many { values, activation in
                with(values[1], &activation) { regex, activation in
                    let limit = values.count > 2 ? activation.int(values[2]) ?? -1 : -1
                    if limit == 0 { return .list([]) }
                    let found = activation.withUTF8(values[0]) { utf8 in
                        regex.allMatches(in: utf8, limit: limit < 0 ? nil : limit).map {
                            Value.string(String(decoding: utf8[$0.range], as: UTF8.self))
                        }
                    }
                    return activation.spend(found?.count ?? 0) ? .list(found ?? []) : Activation.exhausted
                }
            }),
    ])

    /// Compiles a pattern that is only known now. Constant ones were compiled when the expression was.
    private static func with(
        _ pattern: Value, _ activation: inout Activation, _ body: (LinearRegex, inout Activation) -> Value
    ) -> Value {
        let text = activation.text(pattern) ?? ""
        guard activation.spend(50 + text.utf8.count) else { return Activation.exhausted }
        do {
            return body(try activation.regex(text), &activation)
        } catch {
            return .failure("'\(text)' is no regular expression: \(error.description)")
        }
    }
}
