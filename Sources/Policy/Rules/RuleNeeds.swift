import YAMLDocument

/// What a document must have for a rule inside the program to have anything to say of it, found out when the program is built: see `KeyNeeds`
/// of the module `CEL`.
///
/// The text, which `embed-rules` writes, has a line for what the rule needs to be asked, one for what it needs to find something, and one for
/// each validation. The first starts with `r` if only the file tells whether the rule is asked, else with `-`; those of validations start with
/// their types, parted by commas.
struct RuleNeeds: Sendable {
    /// Keys of which a document must have some: one of each clause.
    struct Clauses: Sendable {
        /// The hashes of keys; a 0 ends a clause.
        private var hashes: [UInt32] = []

        /// Whether a document may have what is needed.
        func areMet(by keys: KeyFilter) -> Bool {
            var isMet = true
            var isClauseMet = false
            for hash in hashes {
                if hash == 0 {
                    isMet = isMet && isClauseMet
                    isClauseMet = false
                } else if !isClauseMet {
                    isClauseMet = keys.mayHave(hash)
                }
            }
            return isMet
        }

        /// Nothing is needed.
        init() {}

        /// Reads a line: clauses parted by blanks, keys by commas.
        fileprivate init(_ text: UnsafeBufferPointer<UInt8>) {
            var start = 0
            for index in 0...text.count {
                let isEnd = index == text.count || text[index] == UInt8(ascii: " ")
                guard isEnd || text[index] == UInt8(ascii: ",") else { continue }
                if start < index {
                    let hash = Key.hash(of: UnsafeBufferPointer(rebasing: text[start..<index]))
                    // A key with the hash that ends clauses would never be found.
                    hashes.append(hash == 0 ? 1 : hash)
                    if isEnd { hashes.append(0) }
                }
                start = index + 1
            }
        }
    }

    /// What it needs to be asked.
    let condition: Clauses
    /// What it needs to find something.
    let finding: Clauses
    /// Whether only its file tells whether it is asked.
    let asksItsFile: Bool

    /// Nothing is known of the rule.
    init() { (condition, finding, asksItsFile) = (Clauses(), Clauses(), true) }

    /// Reads the first lines.
    init(_ text: StaticString) {
        var lines = Lines(text)
        let first = lines.next()
        asksItsFile = first?.first != UInt8(ascii: "-")
        condition = first.map { Clauses(UnsafeBufferPointer(rebasing: $0.dropFirst())) } ?? Clauses()
        finding = lines.next().map { Clauses($0) } ?? Clauses()
    }

    /// The validations about a type: their places among those of the rule, and what they need.
    static func validations(of type: String, in text: StaticString) -> [(place: Int, needs: Clauses)] {
        var type = type
        return type.withUTF8 { type in
            var result: [(place: Int, needs: Clauses)] = []
            var lines = Lines(text)
            _ = (lines.next(), lines.next())
            var place = 0
            while let line = lines.next() {
                if let end = line.endOfTypes(ifAmongThem: type) {
                    result.append((place, Clauses(UnsafeBufferPointer(rebasing: line[end...]))))
                }
                place += 1
            }
            return result
        }
    }

    /// The lines of a text.
    private struct Lines {
        private let text: UnsafeBufferPointer<UInt8>
        private var start = 0

        init(_ text: StaticString) { self.text = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) }

        mutating func next() -> UnsafeBufferPointer<UInt8>? {
            guard start <= text.count else { return nil }
            var end = start
            while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
            defer { start = end + 1 }
            return UnsafeBufferPointer(rebasing: text[start..<end])
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where the types end that a line starts with, parted by commas and ended by a blank; nil if some type is not among them.
    fileprivate func endOfTypes(ifAmongThem type: UnsafeBufferPointer<UInt8>) -> Int? {
        var isAmongThem = false
        var start = 0
        for index in indices where self[index] == UInt8(ascii: ",") || self[index] == UInt8(ascii: " ") {
            let word = self[start..<index]
            if word.count == type.count, word.elementsEqual(type) { isAmongThem = true }
            if self[index] == UInt8(ascii: " ") { return isAmongThem ? index : nil }
            start = index + 1
        }
        return nil
    }
}
