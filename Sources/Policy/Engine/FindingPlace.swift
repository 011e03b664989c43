package import SourceText
package import YAMLDocument

/// Where a rule's finding points: a path from one of the rule's variables.
struct FindingPlace: Sendable {
    /// The variable that the path starts at.
    let variable: String
    /// The keys from there.
    let keys: [String]

    /// Reads `container.resources.limits`; a key with other characters is quoted: `object.metadata.labels['a/b']`.
    init(_ text: String) {
        var keys: [String] = []
        var current = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            switch character {
            case ".":
                if !current.isEmpty { keys.append(current) }
                current = ""
            case "[":
                if !current.isEmpty { keys.append(current) }
                current = ""
                let end = rest.firstIndex(of: "]") ?? rest.endIndex
                keys.append(rest[..<end].trimmingPrefix { "'\"".contains($0) }.filter { $0 != "'" && $0 != "\"" })
                rest = end == rest.endIndex ? "" : rest[rest.index(after: end)...]
            default: current.append(character)
            }
        }
        if !current.isEmpty { keys.append(current) }
        variable = keys.first ?? "object"
        self.keys = Array(keys.dropFirst())
    }

    /// The node at the end of the path, or its nearest ancestor that is there, and the path as asked for.
    func resolve(from root: NodeID, in document: Document) -> (node: NodeID, path: [PathStep]) {
        let (node, missing) = find(from: root, in: document)
        return (node, document.path(of: node) + missing.map(PathStep.key))
    }

    /// The node at the end of the path, or its nearest ancestor that is there, and the keys that are missing below it.
    func find(from root: NodeID, in document: Document) -> (node: NodeID, missing: [String]) {
        var node = root
        for (position, key) in keys.enumerated() {
            guard let next = document.value(of: node, Key(key)) else { return (node, Array(keys[position...])) }
            node = next
        }
        return (node, [])
    }
}

extension Document {
    /// The bytes that stand for a node in a message: the node with its key if both stand on one line, else only the key. An element without
    /// a key is shown by its first entry, and so is the root.
    package func spanToShow(_ node: NodeID) -> Span {
        let isWhole = isAlias(node) || kind(of: node).isScalar
        guard let key = keySpan(of: node) else {
            guard !isWhole, let first = writtenChildren(of: node).first(where: { _ in true }) else { return span(of: node) }
            return spanToShow(first)
        }
        let entry = entrySpan(of: node)
        // The value of a patch stands in another file than the key that it was grafted to.
        guard file.id == entry.file else { return isWhole ? entry : key }
        return file.bytes[entry.range].contains(UInt8(ascii: "\n")) ? key : entry
    }
}
