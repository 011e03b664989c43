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
