/// How many letters must be inserted, deleted, replaced or swapped with their neighbor to turn one word into another.
///
/// Words are compared without regard to case. This is the optimal string alignment distance.
public func editDistance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.lowercased().unicodeScalars), Array(b.lowercased().unicodeScalars))
    guard !a.isEmpty else { return b.count }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
        var row = [i] + Array(repeating: 0, count: b.count)
        for j in stride(from: 1, through: b.count, by: 1) {
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}

extension Sequence<String> {
    /// The word of these that somebody most probably meant by a misspelt one; nil if none is near enough.
    ///
    /// Near is at most a third of the word's length away, and at least one letter.
    public func closest(to word: String) -> String? {
        let limit = Swift.max(1, word.count / 3)
        return map { (word: $0, distance: editDistance($0, word)) }
            .filter { $0.distance <= limit }
            .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
    }
}

extension Collection<String> {
    /// The names that somebody may have meant by a word that is none of them, the likeliest first and three at most: the closest by its
    /// letters, else those in which each part of the word begins a part of the name, else those that hold the word.
    ///
    /// Parts are what dashes separate, so that `privileged` means `privileged-container`, and `limit-memory` `memory-limit-missing`.
    public func likely(for word: String) -> [String] {
        if let closest = closest(to: word) { return [closest] }
        let word = word.lowercased()
        let parts = word.split(whereSeparator: { $0 == "-" || $0 == "_" || $0 == " " })
        guard word.count >= 3, !parts.isEmpty else { return [] }
        let byParts = filter { name in
            let own = name.lowercased().split(separator: "-")
            return parts.allSatisfy { part in
                own.contains { $0.hasPrefix(part) || part.count > 4 && editDistance(String($0), String(part)) == 1 }
            }
        }
        let found = byParts.isEmpty ? filter { $0.lowercased().contains(word) } : byParts
        return Array(found.sorted { ($0.count, $0) < ($1.count, $1) }.prefix(3))
    }

    /// The end of a message about a word that is none of these names: `; did you mean 'a', 'b' or 'c'?`, or nothing.
    public func suggestion(for word: String) -> String {
        let names = likely(for: word).map { "'\($0)'" }
        guard let last = names.last else { return "" }
        return "; did you mean \(names.count == 1 ? last : "\(names.dropLast().joined(separator: ", ")) or \(last)")?"
    }
}
