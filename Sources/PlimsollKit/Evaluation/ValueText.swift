import CEL
import ValueSyntax
import YAMLDocument

/// Values of expressions as text. What JSON has no type for is a string: timestamps, quantities, bytes in base64.
struct ValueText {
    let activation: Activation

    init(_ activation: Activation) { self.activation = activation }

    /// On one line. An optional is its content, or null.
    func json(_ value: Value) -> String {
        if let text = activation.text(value) { return JSONText.quoted(text) }
        if let elements = activation.elements(value) { return "[" + elements.map(json).joined(separator: ", ") + "]" }
        if let entries = activation.entries(value) {
            return "{" + entries.map { JSONText.quoted(key($0.key)) + ": " + json($0.value) }.joined(separator: ", ") + "}"
        }
        if case .optional(let optional) = value { return optional.content.map(json) ?? "null" }
        return scalar(value) ?? JSONText.quoted(word(value))
    }

    /// In block style, with a line break at the end.
    func yaml(_ value: Value) -> String { yaml(value, indentation: 0, isInline: false) }

    private func yaml(_ value: Value, indentation: Int, isInline: Bool) -> String {
        let margin = String(repeating: " ", count: indentation)
        if let elements = activation.elements(value), !elements.isEmpty {
            let lines = elements.map { margin + "- " + yaml($0, indentation: indentation + 2, isInline: true).drop { $0 == " " } }
            return (isInline ? String(lines.joined().dropFirst(indentation)) : lines.joined())
        }
        if let entries = activation.entries(value), !entries.isEmpty {
            let lines = entries.map { entry in
                let name = margin + Self.plain(key(entry.key)) + ":"
                if isCollection(entry.value) {
                    return name + "\n" + yaml(entry.value, indentation: indentation + 2, isInline: false)
                }
                return name + " " + yaml(entry.value, indentation: 0, isInline: true)
            }
            return (isInline ? String(lines.joined().dropFirst(indentation)) : lines.joined())
        }
        if case .optional(let optional) = value {
            return optional.content.map { yaml($0, indentation: indentation, isInline: isInline) } ?? "null  # optional.none()\n"
        }
        if let text = activation.text(value) { return Self.plain(text) + "\n" }
        return (scalar(value) ?? (isCollection(value) ? json(value) : Self.plain(word(value)))) + "\n"
    }

    /// Short enough for a line beside others.
    func brief(_ value: Value) -> String {
        if case .error(let failure) = value { return "error: " + failure.message }
        if case .optional(let optional) = value {
            return optional.content.map { "optional.of(\(brief($0)))" } ?? "optional.none()"
        }
        guard value.weight < Value.largestShown else { return "…" }
        let text = json(value)
        let limit = 70
        return text.unicodeScalars.count > limit ? String(text.unicodeScalars.prefix(limit - 1)) + "…" : text
    }

    private func isCollection(_ value: Value) -> Bool {
        if case .optional(let optional) = value { return optional.content.map(isCollection) ?? false }
        return activation.elements(value).map { !$0.isEmpty } ?? activation.entries(value).map { !$0.isEmpty } ?? false
    }

    private func key(_ value: Value) -> String { activation.text(value) ?? scalar(value) ?? word(value) }

    private func scalar(_ value: Value) -> String? {
        switch value {
        case .null: "null"
        case .bool(let value): String(value)
        case .int(let value): String(value)
        case .uint(let value): String(value)
        case .double(let value): value.isFinite ? String(value) : nil
        default: activation.elements(value) != nil ? "[]" : activation.entries(value) != nil ? "{}" : nil
        }
    }

    private func word(_ value: Value) -> String {
        switch value {
        case .double(let value): value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
        case .bytes(let bytes): Base64.encode(bytes)
        case .duration(let value): value.secondsDescription
        case .timestamp(let value): value.content.description
        case .type(let name): name
        case .library(let value): value.content.description
        case .unknown: "unknown"
        default: activation.typeName(value)
        }
    }

    /// A string as YAML: plain where nothing can take it for something else, else as JSON, which YAML reads too.
    private static func plain(_ text: String) -> String {
        let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity"]
        let isPlain =
            text.utf8.first.map { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") } ?? false
            && !words.contains(text.lowercased())
            && text.utf8.allSatisfy { byte in
                (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
                    || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || "_-./+".utf8.contains(byte)
            }
        return isPlain ? text : JSONText.quoted(text)
    }
}
