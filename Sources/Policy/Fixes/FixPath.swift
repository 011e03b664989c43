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
        var parts = text.split(separator: "[", omittingEmptySubsequences: false)[...]
        let first = (parts.popFirst() ?? "").split(separator: ".").map { String($0) }
        var steps = first.dropFirst().map { Step.key($0) }
        for part in parts {
            guard let end = part.lastIndex(of: "]") else { throw CELError("a '[' without its ']'", at: 0..<text.utf8.count) }
            let inner = String(part[..<end])
            if let quote = inner.first, quote == "'" || quote == "\"" {
                steps.append(.key(String(inner.dropFirst().dropLast())))
            } else if let index = Int(inner) {
                steps.append(.index(index))
            } else {
                steps.append(.expression(try Program(inner, in: environment, isChecked: !isChecked)))
            }
            steps += part[part.index(after: end)...].split(separator: ".").map { Step.key(String($0)) }
        }
        (variable, self.steps) = (first.first ?? "object", steps)
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
