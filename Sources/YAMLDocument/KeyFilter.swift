/// Which keys a document may have, at whatever depth: all that it has, and a few that it has not.
///
/// To ask whether a key may be there costs one look at a bit.
package struct KeyFilter {
    /// A bit for each value of the last bits of a hash.
    private var words = [UInt64](repeating: 0, count: 16)

    /// The filter of no document, which has no keys.
    package init() {}

    /// Turns to a document.
    package mutating func restart(with document: Document) {
        for index in words.indices { words[index] = 0 }
        let view = document.view
        for node in 0..<UInt32(document.nodeCount) {
            let hash = view.keyHash(node)
            words[Int(hash >> 6 & 15)] |= 1 << UInt64(hash & 63)
        }
    }

    /// Whether the document may have a key with that hash; see `Key.hash`.
    package func mayHave(_ hash: UInt32) -> Bool { words[Int(hash >> 6 & 15)] & 1 << UInt64(hash & 63) != 0 }
}
