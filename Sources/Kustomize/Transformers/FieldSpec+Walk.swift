import YAMLDocument

extension FieldSpec {
    /// What a field that is missing is made as.
    enum Missing { case mapping, string }

    /// The nodes that the path leads to in an object; missing ones are made if the spec says so.
    ///
    /// - Parameter missing: what a missing last field is made as; nil if nothing is ever made.
    /// Source: `api/filters/fieldspec/fieldspec.go`.
    func nodes(in document: inout Document, making missing: Missing?, origin: Origin) -> [NodeID] {
        var found: [NodeID] = []
        walk(document.root, steps[...], in: &document, missing, origin, &found)
        return found
    }

    private func walk(
        _ node: NodeID, _ rest: ArraySlice<Step>, in document: inout Document, _ missing: Missing?, _ origin: Origin,
        _ found: inout [NodeID]
    ) {
        guard let step = rest.first else {
            found.append(node)
            return
        }
        switch document.kind(of: node) {
        case .sequence:
            for element in Array(document.children(of: node)) { walk(element, rest, in: &document, missing, origin, &found) }
        case .mapping:
            let makes = creates && !step.isList && missing != nil
            let value: NewValue = rest.count == 1 && missing == .string ? .string("") : .mapping
            if var next = document.value(of: node, Key(step.key)) {
                if document.kind(of: next) == .null, step.isList || makes && (rest.count > 1 || missing == .mapping) {
                    next = document.replace(next, with: step.isList ? .sequence : value, origin: origin)
                }
                walk(next, rest.dropFirst(), in: &document, missing, origin, &found)
            } else if makes {
                let next = document.set(step.key, in: node, to: value, origin: origin)
                walk(next, rest.dropFirst(), in: &document, missing, origin, &found)
            }
        default: return
        }
    }

    /// Whether an object has a node at the path.
    func exists(in document: Document) -> Bool {
        func exists(_ node: NodeID, _ rest: ArraySlice<Step>) -> Bool {
            guard let step = rest.first else { return true }
            switch document.kind(of: node) {
            case .sequence: return document.children(of: node).contains { exists($0, rest) }
            case .mapping: return document.value(of: node, Key(step.key)).map { exists($0, rest.dropFirst()) } ?? false
            default: return false
            }
        }
        return exists(document.root, steps[...])
    }
}
