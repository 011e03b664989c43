import YAMLDocument

/// A path to fields below an object: `spec.replicas`, `ports[].name` for each element of a list, `hard{}` for each value of a map.
public struct FieldPath: Hashable, Sendable {
    private enum Step: Hashable, Sendable {
        case key(String, Key)
        case elements
        case values
    }

    private let steps: [Step]
    /// The path as written.
    public let text: String
    /// The last name in the path.
    let name: String

    /// Reads a path.
    init(_ text: String) {
        var steps: [Step] = []
        var name = text
        for part in text.split(separator: ".") {
            var rest = part
            var suffixes: [Step] = []
            while rest.hasSuffix("[]") || rest.hasSuffix("{}") {
                suffixes.insert(rest.hasSuffix("[]") ? .elements : .values, at: 0)
                rest = rest.dropLast(2)
            }
            name = String(rest)
            steps.append(.key(name, Key(name)))
            steps += suffixes
        }
        (self.steps, self.name, self.text) = (steps, name, text)
    }

    /// Calls a closure with each node that the path leads to; what is null is not there.
    func forEach(from node: NodeID, in document: Document, _ body: (NodeID) -> Void) {
        follow(steps[...], from: node, in: document, body)
    }

    private func follow(_ steps: ArraySlice<Step>, from node: NodeID, in document: Document, _ body: (NodeID) -> Void) {
        guard document.kind(of: node) != .null else { return }
        guard let step = steps.first else { return body(node) }
        switch step {
        case .key(_, let key):
            guard let next = document.value(of: node, key) else { return }
            follow(steps.dropFirst(), from: next, in: document, body)
        case .elements, .values:
            guard document.kind(of: node) == (step == .elements ? .sequence : .mapping) else { return }
            for child in document.children(of: node) { follow(steps.dropFirst(), from: child, in: document, body) }
        }
    }
}
