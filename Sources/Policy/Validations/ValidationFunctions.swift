import CEL
import KubernetesModel
import SourceText
import ValueSyntax
import YAMLDocument

extension CELEnvironment {
    /// `fits` for a form that the rule names.
    private static func fits(_ form: Value) -> (@Sendable (Value, inout Activation) -> Value)? {
        guard case .string(let name) = form, let syntax = SyntaxClass(rawValue: name) else { return nil }
        return { text, activation in fits(text, syntax, activation) }
    }

    private static func fits(_ text: Value, _ syntax: SyntaxClass, _ activation: borrowing Activation) -> Value {
        let accepts = activation.withUTF8(text) { syntax.accepts($0) || UnknownValues.hasVariable($0) }
        return accepts.map(Value.bool) ?? .failure("no such overload: a value of that type has no form '\(syntax.rawValue)'")
    }

    /// Declares the functions that tell what the API server would take.
    mutating func addValidationFunctions() {
        addFunction("fits", ["(dyn, dyn): bool"], seeing: .arguments, fixed: Self.fits) { arguments, activation in
            guard let name = activation.text(arguments[1]) else { return .failure("no such overload") }
            guard let syntax = SyntaxClass(rawValue: name) else { return .failure("there is no form '\(name)'") }
            return Self.fits(arguments[0], syntax, activation)
        }
        addFunction("form", ["(string): string"], seeing: .arguments) { arguments, activation in
            guard let name = activation.text(arguments[0]) else { return .failure("no such overload") }
            guard let syntax = SyntaxClass(rawValue: name) else { return .failure("there is no form '\(name)'") }
            return .string(syntax.description)
        }
        addFunction("decoded", ["(string): optional(string)"], seeing: .arguments) { arguments, activation in
            guard let text = activation.text(arguments[0]) else { return .failure("no such overload") }
            return .optional(OptionalValue(Base64.decode(text).map { .string(String(decoding: $0, as: UTF8.self)) }))
        }
        addFunction("isJSONObject", ["(string): bool"], seeing: .arguments) { arguments, activation in
            guard let text = activation.text(arguments[0]) else { return .failure("no such overload") }
            guard text.first(where: { !$0.isWhitespace }) == "{" else { return .bool(false) }
            // JSON is YAML; what is YAML only, such as bare words, is no mistake that anybody makes in a file of credentials.
            let parsed = LibYAMLParser.parse(SourceFile(path: "value", text: text))
            return .bool(parsed.diagnostics.isEmpty && parsed.documents.count == 1)
        }
        addFunction("given", ["(optional(dyn)): bool"], seeing: .arguments) { arguments, activation in
            guard case .optional(let optional) = arguments[0], let content = optional.content else { return .bool(false) }
            if case .null = content { return .bool(false) }
            if let isEmpty = activation.withUTF8(content, \.isEmpty) { return .bool(!isEmpty) }
            return .bool(activation.count(content) != 0)
        }
        addFunction("present", ["(dyn, list(string)): list(string)"], seeing: .arguments) { arguments, activation in
            guard let names = activation.elements(arguments[1]) else { return .failure("no such overload") }
            return .list(
                names.filter { name in
                    guard let text = activation.text(name), case .node(let reference) = arguments[0] else { return false }
                    let document = activation.documents[Int(reference.document)]
                    return document.value(of: reference.node, Key(text)).map { document.kind(of: $0) != .null } ?? false
                })
        }
    }
}
