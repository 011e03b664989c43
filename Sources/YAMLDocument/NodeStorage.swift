import CLibYAML
import SourceText

/// The nodes of one document: flat arrays, one element a node.
///
/// What every look-up reads (kind, hash of the key, next sibling, payload) lies in arrays of its own; the rest is in `cold`.
/// Nodes are only appended. A node that an edit took the place of is unlinked from its siblings but stays readable.
///
/// The memory is managed by hand because bounds checks and exclusivity checks of arrays in a class would double the cost
/// of a look-up. Only `Document` and the builder see this type, and they change it only while nobody else holds it.
package final class NodeStorage: @unchecked Sendable {
    /// What a look-up does not need.
    @usableFromInline
    struct Cold {
        /// The span of the value in the file of its context.
        var start: UInt32 = 0
        var end: UInt32 = 0
        /// Scalars: the number of bytes of the text. Collections: the number of children.
        @usableFromInline var length: UInt32 = 0
        var parent: UInt32 = NodeStorage.none
        /// The span of the key as written, with its quotes; empty for elements of sequences and for the root.
        var keyStart: UInt32 = 0
        var keyEnd: UInt32 = 0
        /// The text of the key: see `text(at:count:)`.
        @usableFromInline var keyText: UInt32 = 0
        @usableFromInline var keyLength: UInt32 = 0
        /// Index into `contexts` of who put the value there.
        var context: UInt32 = 0
        var style: NodeStyle = .plain
        /// The type of the key, were it a value: `1:` and `true:` are no strings.
        var keyKind: NodeKind = .string
        @usableFromInline var flags: Flags = []
    }

    @usableFromInline
    struct Flags: OptionSet {
        @usableFromInline let rawValue: UInt8

        @usableFromInline
        init(rawValue: UInt8) { self.rawValue = rawValue }

        /// A mapping that has a `<<` or the same key twice: look-ups take the slow way.
        @usableFromInline static let isIrregular = Flags(rawValue: 1)
        /// The entry `<<` of a mapping.
        static let isMerge = Flags(rawValue: 2)
        /// A value that is not known: see `Document.markUnknown(_:)`.
        @usableFromInline static let isUnknown = Flags(rawValue: 4)
    }

    /// The file and the step that nodes share: one for parsing, one for each edit or graft.
    struct Context: Equatable {
        var file: SourceFile.ID
        var step: BuildStep.ID
    }

    /// No node: the end of a list of siblings, the parent of the root.
    static let none = NodeView.none
    /// Set in a text offset that is in `side` and not in the source.
    @usableFromInline static let sideBit: UInt32 = 1 << 31

    let source: SourceFile
    let base: UnsafePointer<UInt8>
    // The checks of exclusive access cost a tenth of a look-up, and nobody changes a storage that somebody else holds.
    @exclusivity(unchecked) private(set) var count: Int
    let capacity: Int
    let kinds: UnsafeMutablePointer<NodeKind>
    let keys: UnsafeMutablePointer<UInt32>
    let nexts: UnsafeMutablePointer<UInt32>
    /// Scalars: the offset of the text. Collections: the first child or `none`. Aliases: the target.
    let payloads: UnsafeMutablePointer<UInt32>
    let cold: UnsafeMutablePointer<Cold>

    /// Texts that are not in the source as they are: escapes, folded lines, and what edits bring.
    @exclusivity(unchecked) private(set) var side: UnsafeMutablePointer<UInt8>
    private(set) var sideCount: Int
    private var sideCapacity: Int

    var contexts: [Context]
    var replaced: [UInt32: UInt32] = [:]
    var removals: [Removal] = []
    var anchors: [UInt32: String] = [:]
    var tags: [UInt32: String] = [:]

    init(source: SourceFile, capacity: Int, sideCapacity: Int) {
        self.source = source
        base = source.base
        count = 0
        self.capacity = max(capacity, 1)
        kinds = .allocate(capacity: self.capacity)
        keys = .allocate(capacity: self.capacity)
        nexts = .allocate(capacity: self.capacity)
        payloads = .allocate(capacity: self.capacity)
        cold = .allocate(capacity: self.capacity)
        self.sideCapacity = max(sideCapacity, 1)
        side = .allocate(capacity: self.sideCapacity)
        sideCount = 0
        contexts = [Context(file: source.id, step: .reading)]
    }

    deinit {
        // All element types are trivial: nothing to deinitialize.
        kinds.deallocate()
        keys.deallocate()
        nexts.deallocate()
        payloads.deallocate()
        cold.deallocate()
        side.deallocate()
    }

    /// The same nodes with room for more.
    func copy(capacity: Int) -> NodeStorage {
        let copy = NodeStorage(source: source, capacity: max(capacity, count), sideCapacity: sideCount)
        copy.append(contentsOf: self)
        copy.contexts = contexts
        (copy.replaced, copy.removals, copy.anchors, copy.tags) = (replaced, removals, anchors, tags)
        return copy
    }

    private func append(contentsOf other: NodeStorage) {
        kinds.initialize(from: other.kinds, count: other.count)
        keys.initialize(from: other.keys, count: other.count)
        nexts.initialize(from: other.nexts, count: other.count)
        payloads.initialize(from: other.payloads, count: other.count)
        cold.initialize(from: other.cold, count: other.count)
        count = other.count
        side.initialize(from: other.side, count: other.sideCount)
        sideCount = other.sideCount
    }

    /// Forgets all nodes and keeps the room.
    func removeAll() {
        (count, sideCount) = (0, 0)
        if !anchors.isEmpty { anchors = [:] }
        if !tags.isEmpty { tags = [:] }
    }

    /// Adds a node and gives its number.
    ///
    /// - Precondition: there is room.
    func append(kind: NodeKind, key: UInt32, payload: UInt32, cold: Cold) -> UInt32 {
        precondition(count < capacity, "a node is appended only where there is room for it")
        let id = UInt32(count)
        (kinds + count).initialize(to: kind)
        (keys + count).initialize(to: key)
        (nexts + count).initialize(to: NodeStorage.none)
        (payloads + count).initialize(to: payload)
        (self.cold + count).initialize(to: cold)
        count += 1
        return id
    }

    /// Keeps a text and gives the offset under which `text(at:count:)` finds it.
    func keep(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        defer { sideCount += bytes.count }
        guard sideCount + bytes.count > sideCapacity else {
            if let first = bytes.baseAddress { (side + sideCount).initialize(from: first, count: bytes.count) }
            return UInt32(sideCount) | NodeStorage.sideBit
        }
        sideCapacity = max(sideCapacity * 2, sideCount + bytes.count)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: sideCapacity)
        larger.initialize(from: side, count: sideCount)
        // The text may lie in the old memory itself, so that goes last.
        if let first = bytes.baseAddress { (larger + sideCount).initialize(from: first, count: bytes.count) }
        side.deallocate()
        side = larger
        return UInt32(sideCount) | NodeStorage.sideBit
    }

    /// The nodes as readers see them; what edits append later is not in it.
    @inline(__always)
    package var view: NodeView {
        NodeView(kinds: kinds, keys: keys, nexts: nexts, payloads: payloads, cold: cold, base: base, side: side)
    }

    /// Index of a context, which is added if it is new.
    func context(_ context: Context) -> UInt32 {
        if let index = contexts.lastIndex(of: context) { return UInt32(index) }
        contexts.append(context)
        return UInt32(contexts.count - 1)
    }
}
