import CEL

/// Values and texts as CEL writes them.
enum CELText {
    /// A string literal.
    static func string(_ text: String) -> String {
        text.contains("'") || text.contains("\\") || text.contains("\n") ? JSONText.quoted(text) : "'\(text)'"
    }

    /// A value of a parameter as an expression without a static type, so that it goes with everything, as it does in a rule.
    static func dynamic(_ value: Value, _ activation: Activation) -> String { "dyn(\(literal(value, activation)))" }

    private static func literal(_ value: Value, _ activation: Activation) -> String {
        if let text = activation.text(value) { return string(text) }
        if let elements = activation.elements(value) {
            return "[" + elements.map { dynamicIfMixed($0, among: elements, activation) }.joined(separator: ", ") + "]"
        }
        if let entries = activation.entries(value) {
            let values = entries.map(\.value)
            return "{"
                + entries.map { literal($0.key, activation) + ": " + dynamicIfMixed($0.value, among: values, activation) }
                .joined(separator: ", ") + "}"
        }
        switch value {
        case .bool(let value): return String(value)
        case .int(let value): return String(value)
        case .double(let value): return String(value)
        default: return "null"
        }
    }

    /// Literals need elements of one type; of several types each is made dynamic.
    private static func dynamicIfMixed(_ value: Value, among all: [Value], _ activation: Activation) -> String {
        let isScalar = activation.elements(value) == nil && activation.entries(value) == nil
        let types = Set(all.map { activation.typeName($0) })
        return types.count > 1 || !isScalar ? dynamic(value, activation) : literal(value, activation)
    }
}
