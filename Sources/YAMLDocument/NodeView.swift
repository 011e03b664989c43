import CLibYAML

/// The nodes of a document as raw memory, for readers that look up millions of keys.
///
/// A view counts no references and checks no bounds: a node is its number, `NodeView.none` is no node. Everything that reads nodes
/// ends here; `Document` adds the checks.
///
/// - Precondition: the document lives, and is not edited, as long as its view is used; numbers are of that document.
package struct NodeView: @unchecked Sendable {
    @usableFromInline let kinds: UnsafePointer<NodeKind>
    @usableFromInline let keys: UnsafePointer<UInt32>
    @usableFromInline let nexts: UnsafePointer<UInt32>
    @usableFromInline let payloads: UnsafePointer<UInt32>
    @usableFromInline let cold: UnsafePointer<NodeStorage.Cold>
    /// The bytes of the source, and of the texts that are not in it.
    @usableFromInline let base: UnsafePointer<UInt8>
    @usableFromInline let side: UnsafePointer<UInt8>

    /// No node: the end of a list of siblings, the result of a look-up that finds nothing.
    package static let none = UInt32.max

    /// The node itself, or what the alias stands for.
    @inlinable @inline(__always)
    package func resolved(_ node: UInt32) -> UInt32 { kinds[Int(node)] == .alias ? payloads[Int(node)] : node }

    /// What the node is; for an alias, what it stands for.
    @inlinable @inline(__always)
    package func kind(_ node: UInt32) -> NodeKind { kinds[Int(resolved(node))] }

    /// Whether the value is not known; see `Document.isUnknown(_:)`.
    @inlinable @inline(__always)
    package func isUnknown(_ node: UInt32) -> Bool { cold[Int(resolved(node))].flags.contains(.isUnknown) }

    /// The bytes of a scalar's text.
    @inlinable @inline(__always)
    package func text(_ scalar: UInt32) -> UnsafeBufferPointer<UInt8> {
        let node = resolved(scalar)
        return text(at: payloads[Int(node)], count: cold[Int(node)].length)
    }

    /// The value of a boolean scalar.
    package func bool(_ scalar: UInt32) -> Bool {
        let text = text(scalar)
        switch text.first {
        case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "y"), UInt8(ascii: "Y"): return true
        case UInt8(ascii: "o"), UInt8(ascii: "O"): return text.count == 2
        default: return false
        }
    }

    /// The hash of the key under which a node stands in its mapping, as `Key.hash` has it; 0 for other nodes.
    @inlinable @inline(__always)
    package func keyHash(_ node: UInt32) -> UInt32 { keys[Int(node)] }

    /// The bytes of the key under which a node stands in its mapping; empty for other nodes.
    @inlinable @inline(__always)
    package func keyText(_ node: UInt32) -> UnsafeBufferPointer<UInt8> {
        text(at: cold[Int(node)].keyText, count: cold[Int(node)].keyLength)
    }

    /// A text by its offset: in the source, or aside if the top bit is set.
    @inlinable @inline(__always)
    package func text(at offset: UInt32, count: UInt32) -> UnsafeBufferPointer<UInt8> {
        let isAside = offset & NodeStorage.sideBit != 0
        return UnsafeBufferPointer(
            start: isAside ? side + Int(offset & ~NodeStorage.sideBit) : base + Int(offset), count: Int(count))
    }
}

// MARK: Children

extension NodeView {
    /// The first child of a collection; none of an empty one.
    ///
    /// - Precondition: the node is a collection, and regular.
    @inlinable @inline(__always)
    package func firstChild(_ collection: UInt32) -> UInt32 { payloads[Int(resolved(collection))] }

    /// The sibling after a node.
    @inlinable @inline(__always)
    package func next(_ node: UInt32) -> UInt32 { nexts[Int(node)] }

    /// Whether the children of a collection are just its list of siblings: it has no merge keys and no repeated ones.
    @inlinable @inline(__always)
    package func isRegular(_ collection: UInt32) -> Bool {
        !cold[Int(resolved(collection))].flags.contains(.isIrregular)
    }

    /// How many children a regular collection has.
    @inlinable @inline(__always)
    package func count(_ collection: UInt32) -> Int { Int(cold[Int(resolved(collection))].length) }
}

// MARK: Look-ups

extension NodeView {
    /// The entry of a mapping with that key, which is the node of its value; none also for what is no mapping.
    @inlinable @inline(__always)
    package func entry(_ mapping: UInt32, _ key: KeyBytes) -> UInt32 {
        let mapping = resolved(mapping)
        guard kinds[Int(mapping)] == .mapping else { return NodeView.none }
        return entry(ofMapping: mapping, key)
    }

    @inlinable @inline(__always)
    package func entry(ofMapping mapping: UInt32, _ key: KeyBytes) -> UInt32 {
        if cold[Int(mapping)].flags.contains(.isIrregular) { return irregularEntry(of: mapping, key, depth: 0) }
        var node = payloads[Int(mapping)]
        while node != NodeView.none {
            if keys[Int(node)] == key.hash, hasKey(node, key.utf8) { return node }
            node = nexts[Int(node)]
        }
        return NodeView.none
    }

    /// Whether an entry has a key with these bytes.
    @usableFromInline
    func hasKey(_ node: UInt32, _ utf8: UnsafeBufferPointer<UInt8>) -> Bool { keyText(node).hasSameBytes(as: utf8) }

    /// The entry of a mapping with merge keys or repeated keys: the last of its own entries, as Kubernetes' reader has it,
    /// then the first merged mapping that has the key.
    @usableFromInline
    func irregularEntry(of mapping: UInt32, _ key: KeyBytes, depth: Int) -> UInt32 {
        var found = NodeView.none
        var node = payloads[Int(mapping)]
        while node != NodeView.none {
            if keys[Int(node)] == key.hash, !cold[Int(node)].flags.contains(.isMerge), hasKey(node, key.utf8) { found = node }
            node = nexts[Int(node)]
        }
        // A mapping cannot merge itself but through an alias to an ancestor, which the parser refuses; the bound is for the proof.
        guard found == NodeView.none, depth < 100 else { return found }
        for merged in mergedMappings(of: mapping) {
            let entry =
                isRegular(merged) ? entry(ofMapping: merged, key) : irregularEntry(of: merged, key, depth: depth + 1)
            if entry != NodeView.none { return entry }
        }
        return NodeView.none
    }

    /// The mappings that `<<` brings into this one, in order of precedence.
    func mergedMappings(of mapping: UInt32) -> [UInt32] {
        var result: [UInt32] = []
        var node = payloads[Int(mapping)]
        while node != NodeView.none {
            if cold[Int(node)].flags.contains(.isMerge) {
                let value = resolved(node)
                if kinds[Int(value)] == .mapping { result.append(value) }
                if kinds[Int(value)] == .sequence {
                    var element = payloads[Int(value)]
                    while element != NodeView.none {
                        let target = resolved(element)
                        if kinds[Int(target)] == .mapping { result.append(target) }
                        element = nexts[Int(element)]
                    }
                }
            }
            node = nexts[Int(node)]
        }
        return result
    }
}

/// The bytes of a key with their hash, as a view looks them up.
///
/// - Precondition: whatever owns the bytes lives as long as this is used.
package struct KeyBytes: @unchecked Sendable {
    package let hash: UInt32
    package let utf8: UnsafeBufferPointer<UInt8>

    /// The key of bytes that are not hashed yet.
    @inlinable @inline(__always)
    package init(_ utf8: UnsafeBufferPointer<UInt8>) { (hash, self.utf8) = (Key.hash(of: utf8), utf8) }

    /// The key of bytes whose hash is known.
    @inlinable @inline(__always)
    package init(hash: UInt32, utf8: UnsafeBufferPointer<UInt8>) { (self.hash, self.utf8) = (hash, utf8) }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether two texts are the same, byte by byte.
    package func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        guard let a = baseAddress, let b = other.baseAddress else { return true }
        return memcmp(a, b, count) == 0
    }
}
