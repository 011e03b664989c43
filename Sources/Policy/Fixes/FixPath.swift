import CEL
import YAMLDocument

/// Where a fix works: a path of keys from one of the rule's variables. A part in brackets is a key in quotes, the number of an element,
/// or an expression that gives a key: `object.metadata.labels[item]`.
struct FixPath: Sendable {
    private enum Step: Sendable {
        case key(String)
        case index(Int)
        case expression(Program)
    }

    private let variable: String
    private let steps: [Step]

    init(_ text: String, in environment: CELEnvironment, isChecked: Bool) throws(CELError) {
        let start = text.firstIndex(of: "[") ?? text.endIndex
        let first = text[..<start].split(separator: ".").map { String($0) }
        var steps = first.dropFirst().map { Step.key($0) }
        var rest = text[start...]
        while !rest.isEmpty {
            guard let end = Self.closingBracket(in: rest) else {
                throw CELError("a '[' without its ']'", at: 0..<text.utf8.count)
            }
            steps.append(try Self.step(String(rest[..<end].dropFirst()), in: environment, isChecked))
            let next = rest[end...].firstIndex(of: "[") ?? rest.endIndex
            steps += rest[rest.index(after: end)..<next].split(separator: ".").map { Step.key(String($0)) }
            rest = rest[next...]
        }
        (variable, self.steps) = (first.first ?? "object", steps)
    }

    /// The bracket that closes the one that a text begins with: an expression in brackets may have some of its own.
    private static func closingBracket(in text: Substring) -> Substring.Index? {
        var depth = 0
        for index in text.indices {
            if text[index] == "[" { depth += 1 }
            if text[index] == "]" { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }

    /// What stands in brackets.
    private static func step(_ inner: String, in environment: CELEnvironment, _ isChecked: Bool) throws(CELError) -> Step {
        if let quote = inner.first, quote == "'" || quote == "\"" { return .key(String(inner.dropFirst().dropLast())) }
        if let index = Int(inner) { return .index(index) }
        return .expression(try Program(inner, in: environment, isChecked: !isChecked))
    }

    /// The node for a subject, with the keys that are missing below it; nil where the path leads nowhere.
    func place(_ subject: Subject, _ activation: inout Activation) -> FixPlace? {
        guard var node = subject.root(of: variable) else { return nil }
        let document = subject.manifest.document
        var missing: [String] = []
        for step in steps {
            let key: String
            switch step {
            case .index(let index):
                guard missing.isEmpty, let element = document.element(of: node, at: index) else { return nil }
                node = element
                continue
            case .key(let text): key = text
            case .expression(let program):
                guard let text = activation.text(program.evaluate(&activation)) else { return nil }
                key = text
            }
            if missing.isEmpty, let next = document.value(of: node, Key(key)) {
                node = next
            } else {
                missing.append(key)
            }
        }
        return FixPlace(node, missing: missing, in: document)
    }
}
