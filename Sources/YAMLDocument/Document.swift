public import SourceText

/// One YAML or JSON document: the nodes of one Kubernetes object, each with the place that it was written at.
///
/// Copies are cheap and share their nodes. A `let` document never changes; a `var` one is changed by the four verbs of
/// `Document+Edit.swift`, each of which says who did it. Accessors follow aliases and apply merge keys (`<<`), so that nobody
/// else has to know of them; nothing is copied for that.
///
/// - Invariant: every `NodeID` that a document has given out stays valid for it, also after edits.
public struct Document: Sendable {
    package internal(set) var storage: NodeStorage
    /// The node of the whole document.
    public internal(set) var root: NodeID
    /// The document from its first byte to its last: without `---`, and without comments before or after it.
    public let span: Span
    /// How many documents come before it in its file; empty ones count.
    public let index: Int
    /// The bytes of the file that belong to this document, comments and `---` included: from the end of the one before it to
    /// the start of the next.
    public let extent: Span
    /// Whether the values of some nodes are not known: see `isUnknown(_:)`.
    public internal(set) var hasUnknowns = false

    /// The file that it was read from, or, for a generated object, the file that asked for it.
    public var file: SourceFile { storage.source }

    /// The nodes for readers that cannot pay for reference counts; see its preconditions.
    package var view: NodeView { storage.view }

    init(storage: NodeStorage, root: NodeID, span: Span, extent: Span, index: Int) {
        (self.storage, self.root, self.span, self.extent, self.index) = (storage, root, span, extent, index)
    }

    /// How many bytes the document and what edits have added to it are written in, at most.
    package var writtenBytes: Int { Int(extent.upper - extent.lower) + storage.sideCount }

    /// How many nodes there are, those that edits have unlinked included.
    public var nodeCount: Int { storage.count }
}

// MARK: What a node is

extension Document {
    /// What the node is; for an alias, what it stands for.
    public func kind(of node: NodeID) -> NodeKind { storage.view.kind(index(node)) }

    /// Whether the node is written as an alias, `*name`.
    public func isAlias(_ node: NodeID) -> Bool { storage.kinds[Int(index(node))] == .alias }

    /// The node itself, or the anchored node that the alias stands for.
    public func resolved(_ node: NodeID) -> NodeID { NodeID(storage.view.resolved(index(node))) }

    /// How the node is written; for an alias, how its target is.
    public func style(of node: NodeID) -> NodeStyle { storage.cold[Int(storage.view.resolved(index(node)))].style }

    /// Whether some node has an anchor, so that it may stand in several places.
    public var hasAnchors: Bool { !storage.anchors.isEmpty }

    /// The name that an anchor gives the node; nil if there is none.
    public func anchor(of node: NodeID) -> String? { storage.anchors[node.raw] }

    /// The tag as written, resolved by the document's directives: `tag:yaml.org,2002:str`, `!Ref`; nil if there is none.
    public func tag(of node: NodeID) -> String? { storage.tags[node.raw] }

    /// The number of a node that is surely in this document.
    @inline(__always)
    func index(_ node: NodeID) -> UInt32 {
        precondition(Int(node.raw) < storage.count, "the node is of another document")
        return node.raw
    }
}

// MARK: Scalars

extension Document {
    /// The bytes of a scalar's text, escapes and folding resolved; empty for a collection.
    ///
    /// They are valid as long as this document, or a copy of it, lives and is not edited.
    public func utf8(of node: NodeID) -> UnsafeBufferPointer<UInt8> {
        let node = storage.view.resolved(index(node))
        guard storage.kinds[Int(node)].isScalar else { return UnsafeBufferPointer(start: nil, count: 0) }
        return storage.view.text(node)
    }

    /// The text of a scalar, whatever its type; empty for a collection.
    public func text(of node: NodeID) -> String { String(decoding: utf8(of: node), as: UTF8.self) }

    /// The text if the node is a string.
    public func string(_ node: NodeID) -> String? { kind(of: node) == .string ? text(of: node) : nil }

    /// The value if the node is a boolean.
    public func bool(_ node: NodeID) -> Bool? {
        kind(of: node) == .bool ? storage.view.bool(node.raw) : nil
    }

    /// The value if the node is an integer that 64 bits with a sign can hold.
    public func int(_ node: NodeID) -> Int64? {
        guard kind(of: node) == .int, case .int(let value) = ScalarTyping.integer(utf8(of: node)) else { return nil }
        return value
    }

    /// The value if the node is an integer above the greatest `Int64` that 64 bits without a sign can hold.
    public func uint(_ node: NodeID) -> UInt64? {
        guard kind(of: node) == .int else { return nil }
        switch ScalarTyping.integer(utf8(of: node)) {
        case .uint(let value): return value
        case .int(let value): return UInt64(exactly: value)
        case nil: return nil
        }
    }

    /// The value if the node is a number.
    public func double(_ node: NodeID) -> Double? {
        switch kind(of: node) {
        case .float: return ScalarTyping.float(utf8(of: node))
        case .int: return int(node).map(Double.init) ?? uint(node).map(Double.init)
        default: return nil
        }
    }

    /// Whether the scalar's text is exactly this.
    public func hasText(_ node: NodeID, _ text: StaticString) -> Bool {
        let bytes = utf8(of: node)
        return bytes.count == text.utf8CodeUnitCount
            && bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

// MARK: Collections

extension Document {
    /// The entry of a mapping with that key, which is the node of its value; nil if there is none or the node is no mapping.
    ///
    /// Of repeated keys the last one counts, as Kubernetes' reader has it. Keys that `<<` brings are found after the mapping's own.
    public func value(of mapping: NodeID, _ key: Key) -> NodeID? {
        let mapping = index(mapping)
        let found = key.withBytes { storage.view.entry(mapping, $0) }
        return found == NodeView.none ? nil : NodeID(found)
    }

    /// The entry of a mapping with the key that these bytes are.
    package func value(of mapping: NodeID, _ key: KeyBytes) -> NodeID? {
        let found = storage.view.entry(index(mapping), key)
        return found == NodeView.none ? nil : NodeID(found)
    }

    /// The node at the end of a path of keys that starts at a node, by default the root; nil where one is absent.
    public func node(at path: Key..., from start: NodeID? = nil) -> NodeID? { node(at: path, from: start) }

    /// The node at the end of a path of keys that starts at a node, by default the root; nil where one is absent.
    public func node(at path: [Key], from start: NodeID? = nil) -> NodeID? {
        var node = start ?? root
        for key in path {
            guard let next = value(of: node, key) else { return nil }
            node = next
        }
        return node
    }

    /// The node at the end of a path from a node, by default the root; nil where one is absent.
    public func node(at path: [PathStep], from start: NodeID? = nil) -> NodeID? {
        var node = start ?? root
        for step in path {
            let next: NodeID? =
                switch step {
                case .key(let key): value(of: node, Key(key))
                case .index(let index): element(of: node, at: index)
                }
            guard let next else { return nil }
            node = next
        }
        return node
    }

    /// How many children a collection has, those of merge keys included; 0 for a scalar.
    public func count(of node: NodeID) -> Int {
        let node = storage.view.resolved(index(node))
        if storage.kinds[Int(node)].isScalar { return 0 }
        if storage.cold[Int(node)].flags.contains(.isIrregular) { return children(of: NodeID(node)).reduce(0) { n, _ in n + 1 } }
        return Int(storage.cold[Int(node)].length)
    }

    /// The elements of a sequence or the values of a mapping, in the order of the file; nothing for a scalar.
    ///
    /// A repeated key gives its last value, in the place of the first. What `<<` brings comes after the mapping's own entries.
    public func children(of node: NodeID) -> Children {
        let node = storage.view.resolved(index(node))
        guard !storage.kinds[Int(node)].isScalar else { return Children(document: self, next: NodeStorage.none, irregular: nil) }
        guard storage.cold[Int(node)].flags.contains(.isIrregular) else {
            return Children(document: self, next: storage.payloads[Int(node)], irregular: nil)
        }
        return Children(document: self, next: NodeStorage.none, irregular: effectiveEntries(of: node, depth: 0))
    }

    /// The children as written: repeated keys each, `<<` as an entry of its own.
    public func writtenChildren(of node: NodeID) -> Children {
        let node = storage.view.resolved(index(node))
        let first = storage.kinds[Int(node)].isScalar ? NodeStorage.none : storage.payloads[Int(node)]
        return Children(document: self, next: first, irregular: nil)
    }

    /// The element of a sequence at an index from 0; nil if there is none or the node is no sequence.
    public func element(of sequence: NodeID, at index: Int) -> NodeID? {
        guard kind(of: sequence) == .sequence, index >= 0 else { return nil }
        var remaining = index
        for child in children(of: sequence) {
            if remaining == 0 { return child }
            remaining -= 1
        }
        return nil
    }

    /// The key under which a node stands in its mapping; nil for an element of a sequence and for the root.
    public func key(of node: NodeID) -> String? {
        hasKey(node) ? String(decoding: keyUTF8(of: node), as: UTF8.self) : nil
    }

    /// Whether a node is the value of a mapping's entry.
    public func hasKey(_ node: NodeID) -> Bool {
        let parent = storage.cold[Int(index(node))].parent
        return parent != NodeStorage.none && storage.kinds[Int(parent)] == .mapping
    }

    /// The bytes of the key under which a node stands in its mapping; empty for other nodes. Valid as `utf8(of:)` is.
    public func keyUTF8(of node: NodeID) -> UnsafeBufferPointer<UInt8> {
        storage.view.keyText(index(node))
    }

    /// The hash of the key under which a node stands, as `Key.hash` has it; 0 for other nodes.
    package func keyHash(of node: NodeID) -> UInt32 { storage.keys[Int(index(node))] }

    /// What the key's text would be as a value: `.int` for `1:`, `.bool` for `on:`.
    public func keyKind(of node: NodeID) -> NodeKind { storage.cold[Int(index(node))].keyKind }

    /// Whether the entry is a merge key, `<<`.
    public func isMergeKey(_ node: NodeID) -> Bool { storage.cold[Int(index(node))].flags.contains(.isMerge) }

    private func effectiveEntries(of mapping: UInt32, depth: Int) -> [NodeID] {
        var result: [NodeID] = []
        var places: [Key: Int] = [:]
        for entry in writtenChildren(of: NodeID(mapping)) where !isMergeKey(entry) {
            let key = Key(key(of: entry) ?? "")
            if let place = places[key] {
                result[place] = entry
            } else {
                places[key] = result.count
                result.append(entry)
            }
        }
        guard depth < 100 else { return result }
        for merged in storage.view.mergedMappings(of: mapping) {
            for entry in effectiveEntries(of: merged, depth: depth + 1) {
                let key = Key(key(of: entry) ?? "")
                guard places[key] == nil else { continue }
                places[key] = result.count
                result.append(entry)
            }
        }
        return result
    }
}

/// The children of a collection, one after the other.
public struct Children: Sequence, IteratorProtocol {
    private let document: Document
    private var upcoming: UInt32
    private var irregular: [NodeID]?
    private var position = 0

    init(document: Document, next: UInt32, irregular: [NodeID]?) {
        (self.document, upcoming, self.irregular) = (document, next, irregular)
    }

    public mutating func next() -> NodeID? {
        if let irregular {
            guard position < irregular.count else { return nil }
            defer { position += 1 }
            return irregular[position]
        }
        guard upcoming != NodeStorage.none else { return nil }
        defer { upcoming = document.storage.nexts[Int(upcoming)] }
        return NodeID(upcoming)
    }
}
