public import SourceText

// The verbs that change a document. Each takes an origin and appends; the node that was there before stays readable, and
// `origin(of:)` of the new one names it. A document is changed only after `expandAliases()`: an edit below an alias would
// otherwise change each place that the alias stands in.

extension Document {
    /// A document that no file holds: a generated object, say.
    public static func make(_ value: NewValue, file: SourceFile, origin: Origin) -> Document {
        let storage = NodeStorage(source: file, capacity: 16, sideCapacity: 64)
        var document = Document(
            storage: storage, root: NodeID(0), span: origin.span, extent: origin.span, index: 0)
        document.root = document.append(value, origin: origin)
        return document
    }

    /// Puts a value where a node is.
    ///
    /// - Returns: the node that stands there now.
    @discardableResult
    public mutating func replace(_ node: NodeID, with value: NewValue, origin: Origin) -> NodeID {
        let new = append(value, origin: origin)
        let old = Int(node.raw)
        storage.keys[Int(new.raw)] = storage.keys[old]
        copyKey(from: node, to: new)
        storage.cold[Int(new.raw)].parent = storage.cold[old].parent
        storage.replaced[new.raw] = node.raw
        if node == root { root = new } else { link(new, inPlaceOf: node) }
        return new
    }

    /// Sets the entry of a mapping: the value of the key if it has it, a new last entry if not.
    ///
    /// - Precondition: the node is a mapping.
    /// - Returns: the node of the value.
    @discardableResult
    public mutating func set(_ key: String, in mapping: NodeID, to value: NewValue, origin: Origin) -> NodeID {
        precondition(kind(of: mapping) == .mapping, "an entry is set in a mapping")
        if let present = self.value(of: mapping, Key(key)) { return replace(present, with: value, origin: origin) }
        let new = append(value, origin: origin)
        setKey(of: new, to: key)
        insert(new, in: resolved(mapping), after: lastChild(of: mapping))
        return new
    }

    /// Puts a value before the element at an index; at the end if the index is the number of elements.
    ///
    /// - Precondition: the node is a sequence with at least that many elements.
    /// - Returns: the node of the element.
    @discardableResult
    public mutating func insert(
        _ value: NewValue, in sequence: NodeID, at index: Int, origin: Origin
    ) -> NodeID {
        precondition(kind(of: sequence) == .sequence, "an element is inserted into a sequence")
        precondition((0...count(of: sequence)).contains(index), "an index is at most the number of elements")
        let before = index == 0 ? nil : element(of: sequence, at: index - 1)
        let new = append(value, origin: origin)
        insert(new, in: resolved(sequence), after: before)
        return new
    }

    /// Takes a node out of its collection, which remembers it: see `removals`.
    ///
    /// - Precondition: the node is not the root.
    public mutating func remove(_ node: NodeID, origin: Origin) {
        guard let parent = parent(of: node) else { preconditionFailure("the root of a document is never removed") }
        makeUnique(additional: 0)
        unlink(node, from: parent)
        storage.removals.append(Removal(parent: parent, removed: node, origin: origin))
    }

    /// Replaces aliases by copies of what they stand for, and merge keys by the entries that they bring. Copies keep the places
    /// of the originals.
    public mutating func expandAliases() {
        let needsIt = (0..<storage.count).contains {
            storage.kinds[$0] == .alias || storage.cold[$0].flags.contains(.isIrregular)
        }
        guard needsIt else { return }
        let old = self
        var fresh = Document(
            storage: NodeStorage(source: file, capacity: storage.count, sideCapacity: storage.sideCount),
            root: NodeID(0), span: span, extent: extent, index: index)
        fresh.root = fresh.graft(old.root, of: old, step: nil)
        self = fresh
    }
}

// MARK: The pieces

extension Document {
    /// Makes sure that nobody else holds the nodes and that there is room for more.
    mutating func makeUnique(additional: Int) {
        let needed = storage.count + additional
        if isKnownUniquelyReferenced(&storage), needed <= storage.capacity { return }
        storage = storage.copy(capacity: needed <= storage.capacity ? storage.capacity : max(needed, storage.count * 2))
    }

    private mutating func append(_ value: NewValue, origin: Origin) -> NodeID {
        switch value {
        case .node(let node, let document): return graft(node, of: document, step: origin.step)
        case .mapping: return append(kind: .mapping, style: .block, origin: origin)
        case .sequence: return append(kind: .sequence, style: .block, origin: origin)
        case .scalar(var text, let kind, let style):
            let new = append(kind: kind, style: style, origin: origin)
            text.withUTF8 { bytes in
                storage.payloads[Int(new.raw)] = storage.keep(bytes)
                storage.cold[Int(new.raw)].length = UInt32(bytes.count)
            }
            return new
        }
    }

    private mutating func append(kind: NodeKind, style: NodeStyle, origin: Origin) -> NodeID {
        makeUnique(additional: 1)
        var cold = NodeStorage.Cold()
        (cold.start, cold.end, cold.style) = (origin.span.lower, origin.span.upper, style)
        cold.context = storage.context(.init(file: origin.span.file, step: origin.step))
        return NodeID(storage.append(kind: kind, key: 0, payload: NodeStorage.none, cold: cold))
    }

    /// Gives a node a key that no file holds.
    private func setKey(of node: NodeID, to key: String) {
        let key = Key(key)
        storage.keys[Int(node.raw)] = key.hash
        key.withBytes { key in
            storage.cold[Int(node.raw)].keyText = storage.keep(key.utf8)
            storage.cold[Int(node.raw)].keyLength = UInt32(key.utf8.count)
        }
        storage.cold[Int(node.raw)].keyKind = .string
    }

    /// Takes over the key of the node that another one replaces. The key's place is kept only within one file.
    private func copyKey(from old: NodeID, to new: NodeID) {
        let from = storage.cold[Int(old.raw)]
        storage.cold[Int(new.raw)].keyText = from.keyText
        storage.cold[Int(new.raw)].keyLength = from.keyLength
        storage.cold[Int(new.raw)].keyKind = from.keyKind
        storage.cold[Int(new.raw)].keyStart = 0
        storage.cold[Int(new.raw)].keyEnd = 0
    }

    private func lastChild(of collection: NodeID) -> NodeID? {
        var last: NodeID?
        for child in writtenChildren(of: collection) { last = child }
        return last
    }

    private func insert(_ node: NodeID, in collection: NodeID, after previous: NodeID?) {
        let parent = Int(collection.raw)
        storage.cold[Int(node.raw)].parent = collection.raw
        if let previous {
            storage.nexts[Int(node.raw)] = storage.nexts[Int(previous.raw)]
            storage.nexts[Int(previous.raw)] = node.raw
        } else {
            storage.nexts[Int(node.raw)] = storage.payloads[parent]
            storage.payloads[parent] = node.raw
        }
        storage.cold[parent].length += 1
    }

    private func link(_ new: NodeID, inPlaceOf old: NodeID) {
        let parent = Int(storage.cold[Int(old.raw)].parent)
        storage.nexts[Int(new.raw)] = storage.nexts[Int(old.raw)]
        if storage.payloads[parent] == old.raw {
            storage.payloads[parent] = new.raw
        } else if let previous = previous(of: old, in: NodeID(UInt32(parent))) {
            storage.nexts[Int(previous.raw)] = new.raw
        }
    }

    private func unlink(_ node: NodeID, from parent: NodeID) {
        let next = storage.nexts[Int(node.raw)]
        if storage.payloads[Int(parent.raw)] == node.raw {
            storage.payloads[Int(parent.raw)] = next
        } else if let previous = previous(of: node, in: parent) {
            storage.nexts[Int(previous.raw)] = next
        }
        storage.cold[Int(parent.raw)].length -= 1
    }

    private func previous(of node: NodeID, in parent: NodeID) -> NodeID? {
        writtenChildren(of: parent).first { storage.nexts[Int($0.raw)] == node.raw }
    }

    /// Copies a node with everything below it, aliases and merge keys expanded. Places are kept; the step is the given one, or
    /// each node's own.
    private mutating func graft(_ node: NodeID, of document: Document, step: BuildStep.ID?) -> NodeID {
        makeUnique(additional: 1)
        let source = document.storage
        let from = Int(source.view.resolved(node.raw))
        var cold = source.cold[from]
        let context = source.contexts[Int(cold.context)]
        cold.context = storage.context(.init(file: context.file, step: step ?? context.step))
        cold.parent = NodeStorage.none
        cold.flags.subtract([.isIrregular, .isMerge])
        cold.keyLength = 0
        let kind = source.kinds[from]
        guard kind.isScalar else {
            cold.length = 0
            let new = NodeID(storage.append(kind: kind, key: 0, payload: NodeStorage.none, cold: cold))
            var last: NodeID?
            for child in document.children(of: NodeID(UInt32(from))) {
                let copy = graft(child, of: document, step: step)
                if document.hasKey(child) { graftKey(of: child, in: document, to: copy) }
                insert(copy, in: new, after: last)
                last = copy
            }
            return new
        }
        let text = storage.keep(source.view.text(UInt32(from)))
        return NodeID(storage.append(kind: kind, key: 0, payload: text, cold: cold))
    }

    private func graftKey(of child: NodeID, in document: Document, to copy: NodeID) {
        let from = document.storage.cold[Int(child.raw)]
        storage.keys[Int(copy.raw)] = document.storage.keys[Int(child.raw)]
        storage.cold[Int(copy.raw)].keyText = storage.keep(document.keyUTF8(of: child))
        storage.cold[Int(copy.raw)].keyLength = from.keyLength
        (storage.cold[Int(copy.raw)].keyStart, storage.cold[Int(copy.raw)].keyEnd) = (from.keyStart, from.keyEnd)
        storage.cold[Int(copy.raw)].keyKind = from.keyKind
    }
}
