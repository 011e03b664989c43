public import SourceText

// Where nodes stand: in their file, in their document, and in the history of a build.

extension Document {
    /// The bytes of a node's value: with quotes, without anchor, tag or comments; from the first key to the end of the last value for
    /// a block collection. An empty value is an empty span after the colon. For an alias, the alias.
    ///
    /// In a built document the span may be in any file that took part.
    public func span(of node: NodeID) -> Span {
        let cold = storage.cold[Int(index(node))]
        return Span(storage.contexts[Int(cold.context)].file, cold.start, cold.end)
    }

    /// The bytes of the key, with its quotes; nil for elements of sequences, the root, and for keys that no file holds.
    public func keySpan(of node: NodeID) -> Span? {
        let cold = storage.cold[Int(index(node))]
        guard cold.keyEnd > cold.keyStart else { return nil }
        return Span(storage.contexts[Int(cold.context)].file, cold.keyStart, cold.keyEnd)
    }

    /// The key and the value where both stand in one file; else the value.
    public func entrySpan(of node: NodeID) -> Span {
        let span = span(of: node)
        guard let key = keySpan(of: node), key.lower <= span.lower else { return span }
        return key.union(span)
    }

    /// The collection that a node is in; nil for the root. For what `<<` brings, the mapping that it is written in.
    public func parent(of node: NodeID) -> NodeID? {
        let parent = storage.cold[Int(index(node))].parent
        return parent == NodeStorage.none ? nil : NodeID(parent)
    }

    /// The steps from the root to a node.
    public func path(of node: NodeID) -> [PathStep] {
        var steps: [PathStep] = []
        var current = node
        while let parent = parent(of: current) {
            if hasKey(current) {
                steps.append(.key(key(of: current) ?? ""))
            } else {
                var position = 0
                for child in writtenChildren(of: parent) {
                    if child == current { break }
                    position += 1
                }
                steps.append(.index(position))
            }
            current = parent
        }
        return steps.reversed()
    }

    /// Who wrote a node's value. For a document that no build has touched this is its span and `BuildStep.ID.reading`.
    public func origin(of node: NodeID) -> Origin {
        let context = storage.contexts[Int(storage.cold[Int(index(node))].context)]
        return Origin(span: span(of: node), step: context.step, replaced: storage.replaced[node.raw].map(NodeID.init))
    }

    /// What builds took out of this document, oldest first.
    public var removals: [Removal] { storage.removals }

    /// The deepest node whose value or key covers a byte of the document's own file; nil if none does. For editors.
    public func node(covering offset: UInt32) -> NodeID? {
        func covers(_ node: NodeID) -> Bool {
            let span = entrySpan(of: node)
            return span.file == file.id && span.lower <= offset && offset <= span.upper
        }
        guard covers(root) else { return nil }
        var found = root
        while let inner = writtenChildren(of: found).first(where: covers) {
            if isAlias(inner) { return inner }
            found = inner
        }
        return found
    }
}
