import YAMLDocument

/// Things of which nobody had anything to say, by their digests.
struct Remembered {
    /// An open table, at most half full; a digest is a random number, so that it tells its place itself. The empty one is nothing.
    private var slots: [Digest] = []
    private var count = 0
    private var tries = 0
    private var hits = 0

    /// How much is remembered; input that is always different must not fill the memory.
    private static let limit = 5_000

    /// Whether to remember has been of no use: names, say, are always others.
    var isHopeless: Bool { tries >= 300 && hits * 10 < tries }

    /// How often a thing was not remembered, since it was last counted anew.
    var missed: Int { tries - hits }

    /// Begins to count anew how often it is of use.
    mutating func restartCounting() { if !isHopeless { (tries, hits) = (0, 0) } }

    /// Whether a thing is remembered.
    mutating func has(_ digest: Digest) -> Bool {
        tries += 1
        guard count > 0, slots[place(of: digest)] != Digest() else { return false }
        hits += 1
        return true
    }

    /// Remembers a thing.
    mutating func insert(_ digest: Digest) {
        if count >= Self.limit { (slots, count) = ([], 0) }
        if (count + 1) * 2 > slots.count {
            let old = slots
            slots = Array(repeating: Digest(), count: max(16, slots.count * 2))
            for digest in old where digest != Digest() { slots[place(of: digest)] = digest }
        }
        let place = place(of: digest)
        if slots[place] != digest { count += 1 }
        slots[place] = digest
    }

    /// Where a digest is, or where it would be.
    private func place(of digest: Digest) -> Int {
        slots.withUnsafeBufferPointer { slots in
            var place = Int(truncatingIfNeeded: digest.first) & (slots.count - 1)
            while slots[place] != digest, slots[place] != Digest() { place = (place + 1) & (slots.count - 1) }
            return place
        }
    }
}
