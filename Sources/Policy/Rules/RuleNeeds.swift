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
        fileprivate init(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
            guard !text.isEmpty else { return }
            for clause in text.split(separator: UInt8(ascii: " ")) {
                for key in clause.split(separator: UInt8(ascii: ",")) {
                    let hash = Key.hash(of: UnsafeBufferPointer(rebasing: key))
                    // A key with the hash that ends clauses is taken for one that is there.
                    if hash != 0 { hashes.append(hash) }
                }
                hashes.append(0)
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
        var lines = Self.lines(of: text)
        let first = lines.next()
        asksItsFile = first?.first != UInt8(ascii: "-")
        condition = first.map { Clauses($0.dropFirst()) } ?? Clauses()
        finding = lines.next().map { Clauses($0) } ?? Clauses()
    }

    /// The validations about a type: their places among those of the rule, and what they need.
    static func validations(of type: String, in text: StaticString) -> [(place: Int, needs: Clauses)] {
        var type = type
        return type.withUTF8 { type in
            var result: [(place: Int, needs: Clauses)] = []
            var lines = lines(of: text)
            _ = (lines.next(), lines.next())
            var place = 0
            while let line = lines.next() {
                let types = line.prefix { $0 != UInt8(ascii: " ") }
                if types.split(separator: UInt8(ascii: ",")).contains(where: { $0.elementsEqual(type) }) {
                    result.append((place, Clauses(line[types.endIndex...])))
                }
                place += 1
            }
            return result
        }
    }

    private static func lines(of text: StaticString) -> some IteratorProtocol<Slice<UnsafeBufferPointer<UInt8>>> {
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).makeIterator()
    }
}
