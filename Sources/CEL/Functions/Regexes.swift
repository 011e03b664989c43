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
                    guard activation.spend(cost(of: regex, on: text, activation)) else { return Activation.exhausted }
                    return activation.withUTF8(text) { .bool(regex.matches($0)) } ?? .noSuchOverload
                }
            }),
        Function(
            "find", ["string.(string): string"],
            .two { text, pattern, activation in
                with(pattern, &activation) { find($0, in: text, &$1) }
            }),
        Function(
            "findAll", ["string.(string): list(string)", "string.(string, int): list(string)"],
            .many { values, activation in
                with(values[1], &activation) { findAll($0, values, &$1) }
            }),
    ])

    private static func find(_ regex: LinearRegex, in text: Value, _ activation: inout Activation) -> Value {
        guard activation.spend(cost(of: regex, on: text, activation)) else { return Activation.exhausted }
        let found = activation.withUTF8(text) { utf8 in
            regex.firstMatch(in: utf8).map { String(decoding: utf8[$0], as: UTF8.self) }
        }
        return .string((found ?? nil) ?? "")
    }

    private static func findAll(_ regex: LinearRegex, _ values: [Value], _ activation: inout Activation) -> Value {
        let limit = values.count > 2 ? activation.int(values[2]) ?? -1 : -1
        if limit == 0 { return .list([]) }
        guard activation.spend(cost(of: regex, on: values[0], activation)) else { return Activation.exhausted }
        let allowed = activation.stepsLeft
        var moves = allowed
        let found = activation.withUTF8(values[0]) { utf8 in
            regex.allMatches(in: utf8, limit: limit < 0 ? nil : limit, moves: &moves).map {
                Value.string(String(decoding: utf8[$0.range], as: UTF8.self))
            }
        }
        guard moves > 0, activation.spend((allowed - moves) / 4 + (found?.count ?? 0)) else { return Activation.exhausted }
        return .list(found ?? [])
    }

    /// What a search costs: a large pattern may have as many threads for each byte.
    static func cost(of regex: LinearRegex, on text: Value, _ activation: borrowing Activation) -> Int {
        (activation.withUTF8(text) { $0.count / 10 } ?? 0) * (1 + regex.size / 128)
    }

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
