package import CEL
import SourceText

/// A message with CEL expressions in braces: `container '{container.name}' runs privileged`. A brace is written twice to stand for itself.
package struct MessageTemplate: Sendable {
    /// A part as written, for whoever says the message in other words.
    package enum Text: Sendable {
        case text(String)
        /// An expression and what is known of its values.
        case expression(String, CELType)
    }

    private enum Part: Sendable {
        case text(String)
        case program(Program)
    }

    private let parts: [Part]

    /// Takes a message apart and compiles its expressions.
    ///
    /// - Parameter isChecked: whether their types are known to fit.
    package init(_ message: String, in environment: CELEnvironment, isChecked: Bool) throws(CELError) {
        let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
        var parts: [Part] = []
        var text: [UInt8] = []
        var rest = Array(message.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == open, rest.first != open {
                guard let end = rest.firstIndex(of: close) else {
                    throw CELError("a '{' without its '}'", at: 0..<message.utf8.count)
                }
                parts.append(.text(String(decoding: text, as: UTF8.self)))
                text = []
                let expression = String(decoding: rest[..<end], as: UTF8.self)
                parts.append(.program(try Program(expression, in: environment, isChecked: !isChecked)))
                rest = rest[(end + 1)...]
                continue
            }
            if byte == open || (byte == close && rest.first == close) { rest = rest.dropFirst() }
            text.append(byte)
        }
        parts.append(.text(String(decoding: text, as: UTF8.self)))
        self.parts = parts
    }

    /// Its parts as written, in order.
    package var texts: [Text] {
        parts.map { part in
            switch part {
            case .text(let text): .text(text)
            case .program(let program): .expression(program.text, program.type)
            }
        }
    }

    /// The message with the values of its expressions; `?` for one that has none.
    func text(_ activation: inout Activation) -> String {
        parts.map { part in
            switch part {
            case .text(let text): return text
            case .program(let program): return Self.text(of: program.evaluate(&activation), activation)
            }
        }.joined()
    }

    private static func text(of value: Value, _ activation: Activation) -> String {
        if let text = activation.text(value) { return text }
        switch value {
        case .bool(let value): return String(value)
        case .int(let value): return String(value)
        case .uint(let value): return String(value)
        case .double(let value): return String(value)
        case .null: return "null"
        case .optional(let optional): return optional.content.map { text(of: $0, activation) } ?? ""
        default: return activation.elements(value).map { $0.map { text(of: $0, activation) }.joined(separator: ", ") } ?? "?"
        }
    }
}
