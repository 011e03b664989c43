public import SourceText
import YAMLDocument

/// Variables that Flux puts into built objects: `${NAME}`, and `${NAME:-default}` for one that has no value.
///
/// What cannot be filled in stays as it is, so that the value counts as unknown: a variable that a Secret or an object outside of the run
/// gives, and the forms that cut and replace.
///
/// Source: https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
public struct VariableSubstitution: Sendable {
    /// The values that are known, each with the place that gives it.
    public var values: [String: Located<String>]
    /// Whether there are no others, so that defaults hold for the names without a value.
    public var isComplete: Bool

    /// Variables with their values.
    public init(values: [String: Located<String>] = [:], isComplete: Bool = true) {
        (self.values, self.isComplete) = (values, isComplete)
    }

    private static let mark: Key = "kustomize.toolkit.fluxcd.io/substitute"

    /// Puts the values into an object, unless it asks to be left alone.
    func apply(to document: inout Document, as step: Step) {
        for field: Key in ["labels", "annotations"] {
            if let wish = document.node(at: "metadata", field, Self.mark), document.hasText(wish, "disabled") { return }
        }
        var pending = [document.root]
        while let node = pending.popLast() {
            for child in Array(document.children(of: node)) {
                guard document.kind(of: child).isScalar else {
                    pending.append(child)
                    continue
                }
                guard document.utf8(of: child).contains(UInt8(ascii: "$")),
                    let (text, span) = expanded(document.text(of: child), at: document.span(of: child))
                else { continue }
                // kustomize takes quotes off, so that a text of digits is a number from here on.
                document.replace(child, with: .untyped(text), origin: step.origin(span))
            }
        }
    }

    /// The text with its variables filled in, and the place of the last that was; nil if none could be.
    func expanded(_ text: String, at place: Span) -> (text: String, span: Span)? {
        var (result, rest) = ("", text[...])
        var span: Span?
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$$") {
                result += "$$"
                rest = rest.dropFirst(2)
            } else if rest.hasPrefix("${"), let end = rest.firstIndex(of: "}"),
                let value = value(of: rest[..<end].dropFirst(2), at: place)
            {
                result += value.value
                span = value.span
                rest = rest[rest.index(after: end)...]
            } else {
                result += "$"
                rest = rest.dropFirst()
            }
        }
        return span.map { (result + rest, $0) }
    }

    /// What stands for an expression between the braces; nil if that is not known.
    private func value(of expression: Substring, at place: Span) -> Located<String>? {
        let name = expression.prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
        let rest = expression[name.endIndex...]
        guard let first = name.first, !first.isNumber else { return nil }
        let fallback = [":-", ":=", "-", "="].first { rest.hasPrefix($0) }
        guard rest.isEmpty || fallback != nil else { return nil }
        if let value = values[String(name)], !(value.value.isEmpty && fallback?.hasPrefix(":") == true) { return value }
        guard isComplete, let fallback else { return nil }
        return Located(String(rest.dropFirst(fallback.count)), place)
    }
}
