/// A number for what a part of a document holds: parts that hold the same have the same, others another one but for an accident that does
/// not happen (1 in 2^128).
package struct Digest: Hashable {
    /// One half, as random as the other.
    @usableFromInline package internal(set) var first: UInt64
    @usableFromInline var second: UInt64

    @usableFromInline
    init(_ first: UInt64, _ second: UInt64) { (self.first, self.second) = (first, second) }

    /// The digest of nothing, to begin with one that no part has.
    @inlinable @inline(__always)
    package init() { self.init(0, 0) }

    package func hash(into hasher: inout Hasher) { hasher.combine(first) }

    @inlinable @inline(__always)
    package static func == (a: Digest, b: Digest) -> Bool { a.first == b.first && a.second == b.second }

    /// Adds a number to what the digest stands for.
    @inlinable @inline(__always)
    package mutating func mix(_ word: UInt64) {
        first = Self.folded(first ^ word, 0xA076_1D64_78BD_642F)
        second = Self.folded(second ^ word, 0xE703_7ED1_A0B4_28DB)
    }

    /// Adds another digest to what the digest stands for.
    @inlinable @inline(__always)
    package mutating func mix(_ other: Digest) {
        mix(other.first)
        mix(other.second)
    }

    @inlinable @inline(__always)
    static func folded(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// Adds a text: its length and its bytes, in one word if they fit.
    @inline(__always)
    fileprivate mutating func mix(_ bytes: UnsafeBufferPointer<UInt8>) {
        let raw = UnsafeRawBufferPointer(bytes)
        var offset = 0
        var rest: UInt64 = 0
        if raw.count >= 8 {
            mix(UInt64(raw.count) << 8 | 0xFF)
            while offset + 8 <= raw.count {
                mix(raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                offset += 8
            }
        }
        while offset < raw.count {
            rest = rest << 8 | UInt64(raw[offset])
            offset += 1
        }
        mix(rest << 8 | UInt64(raw.count & 7))
    }
}

/// Digests of the parts of one document after the other.
///
/// They begin with random numbers, so that nobody can write two parts that are only taken for the same; those of two makers cannot be
/// compared. A class, since it owns memory: an array would check bounds and references for every node.
package final class DigestMaker {
    private let start = Digest(.random(in: .min ... .max), .random(in: .min ... .max))
    /// The digests that are known, by node.
    private var known: UnsafeMutablePointer<Digest>
    /// By node, the number of the document for which its digest is known.
    private var documents: UnsafeMutablePointer<UInt32>
    private var capacity = 1024
    private var document: UInt32 = 0
    private var accidents: UInt64 = 0

    /// Prepares for documents.
    package init() {
        known = .allocate(capacity: capacity)
        documents = .allocate(capacity: capacity)
        documents.initialize(repeating: 0, count: capacity)
    }

    deinit {
        known.deallocate()
        documents.deallocate()
    }

    /// Forgets the document before.
    ///
    /// - Parameter count: how many nodes the next one has.
    package func restart(count: Int) {
        document &+= 1
        guard count > capacity || document == 0 else { return }
        known.deallocate()
        documents.deallocate()
        (capacity, document) = (max(count, capacity), 1)
        known = .allocate(capacity: capacity)
        documents = .allocate(capacity: capacity)
        documents.initialize(repeating: 0, count: capacity)
    }

    /// The digest of what is not there.
    ///
    /// - Parameters:
    ///   - depth: how many fields of a path are there.
    ///   - kind: what the node is that has no such field.
    package func absent(after depth: Int, in kind: NodeKind?) -> Digest {
        var digest = start
        digest.mix(UInt64(depth) << 8 | UInt64(kind?.rawValue ?? .max))
        return digest
    }

    /// What digests that are put together begin with.
    package var seed: Digest { start }

    /// The digest of the keys of a mapping, and which of its values are null; of a sequence that of its elements, or of how many there are;
    /// of a scalar that of all that it is.
    package func outline(of node: UInt32, listsAreWhole: Bool, _ view: NodeView) -> Digest {
        let node = view.resolved(node)
        let kind = view.kind(node)
        if kind.isScalar || listsAreWhole && kind == .sequence { return digest(of: node, view) }
        var digest = start
        digest.mix(UInt64(kind.rawValue))
        guard view.isRegular(node) else {
            mixAccident(into: &digest)
            return digest
        }
        digest.mix(UInt64(view.count(node)))
        guard kind == .mapping else { return digest }
        var child = view.firstChild(node)
        while child != NodeView.none {
            digest.mix(view.keyText(child))
            if view.kind(child) == .null { digest.mix(1) }
            child = view.next(child)
        }
        return digest
    }

    /// Makes a digest one that nothing else has.
    package func mixAccident(into digest: inout Digest) {
        accidents += 1
        digest.mix(accidents)
    }

    /// The digest of what a node holds: keys, values and their types, in order; not how they are written.
    ///
    /// - Precondition: all calls since `restart(count:)` are about one document.
    package func digest(of node: UInt32, _ view: NodeView) -> Digest {
        let node = view.resolved(node)
        if documents[Int(node)] == document { return known[Int(node)] }
        var digest = start
        let kind = view.kind(node)
        digest.mix(UInt64(kind.rawValue))
        if kind.isScalar {
            digest.mix(view.text(node))
        } else if view.isRegular(node) {
            digest.mix(UInt64(view.count(node)))
            var child = view.firstChild(node)
            while child != NodeView.none {
                if kind == .mapping { digest.mix(view.keyText(child)) }
                digest.mix(self.digest(of: child, view))
                child = view.next(child)
            }
        } else {
            // With merge keys and repeated ones it is hard to say what it holds: it is like nothing else.
            mixAccident(into: &digest)
        }
        documents[Int(node)] = document
        known[Int(node)] = digest
        return digest
    }
}
