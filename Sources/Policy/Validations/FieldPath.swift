import CEL
import YAMLDocument

/// A path to fields below an object: `spec.replicas`, `ports[].name` for each element of a list, `hard{}` for each value of a map.
public struct FieldPath: Sendable {
    private enum Step: Sendable {
        case key(KeyBytes)
        case elements
        case values
    }

    private let steps: [Step]
    /// What owns the bytes of the steps.
    private let keys: [Key]
    /// The path as written.
    public let text: String
    /// The last name in the path.
    let name: String

    /// Reads a path.
    init(_ text: String) {
        var (steps, keys): ([Step], [Key]) = ([], [])
        for part in text.utf8.split(separator: UInt8(ascii: ".")) {
            // What follows the name: pairs of brackets or braces.
            let end = part.firstIndex { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") } ?? part.endIndex
            let key = Key(String(decoding: part[..<end], as: UTF8.self))
            keys.append(key)
            steps.append(.key(key.withBytes { $0 }))
            for byte in part[end...] where byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
                steps.append(byte == UInt8(ascii: "[") ? .elements : .values)
            }
        }
        (self.steps, self.keys, name, self.text) = (steps, keys, keys.last?.text ?? text, text)
    }

    /// Calls a closure with each node that the path leads to; what is null is not there.
    func forEach(from node: NodeID, in document: Document, _ body: (NodeID) -> Void) {
        follow(from: 0, at: node.raw, in: document, document.view, body)
    }

    /// The path as expressions read it.
    var readSteps: [Reads.Step] {
        var names = keys.makeIterator()
        return steps.map { step in
            switch step {
            case .key: .field(names.next()?.text ?? "")
            case .elements: .elements
            case .values: .values
            }
        }
    }

    private func follow(
        from start: Int, at node: UInt32, in document: borrowing Document, _ view: NodeView, _ body: (NodeID) -> Void
    ) {
        var node = node
        for position in start..<steps.count {
            let collection: NodeKind
            switch steps[position] {
            case .key(let key):
                node = view.entry(node, key)
                guard node != NodeView.none else { return }
                continue
            case .elements: collection = .sequence
            case .values: collection = .mapping
            }
            guard view.kind(node) == collection else { return }
            if view.isRegular(node) {
                var child = view.firstChild(node)
                while child != NodeView.none {
                    follow(from: position + 1, at: child, in: document, view, body)
                    child = view.next(child)
                }
                return
            }
            for child in document.children(of: NodeID(node)) {
                follow(from: position + 1, at: child.raw, in: document, view, body)
            }
            return
        }
        if view.kind(node) != .null { body(NodeID(node)) }
    }
}
