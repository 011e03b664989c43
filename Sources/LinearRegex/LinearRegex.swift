import Synchronization

/// A compiled regular expression in the syntax of RE2 and of Go's `regexp`, which is what CEL, JSON schemas of
/// Kubernetes and kustomize use. Matching takes time linear in the text, whatever the pattern.
///
/// - Units: all offsets are UTF-8 bytes.
package final class LinearRegex: Sendable {
    /// Where a match and its groups lie, in bytes of the text.
    package struct Match: Hashable, Sendable {
        /// The whole match.
        package let range: Range<Int>
        /// The groups in order of their opening parentheses; nil for one that took no part.
        package let groups: [Range<Int>?]
    }

    /// The pattern as given.
    package let pattern: String
    /// The names of the groups, in order; nil for one without a name.
    package let groupNames: [String?]

    private let program: Program
    /// How many instructions the pattern is: no place of a text costs more than these.
    package var size: Int { program.instructions.count }
    /// An automaton is taken out while it runs; who finds none makes one, so that no match waits for another.
    private let searcher: Mutex<Loan>
    private let wholeMatcher: Mutex<Loan>

    /// - Errors: what Go refuses, in its words; and scripts other than the common ones.
    package init(_ pattern: String) throws(RegexError) {
        let syntax = try Parser.parse(pattern)
        self.pattern = pattern
        groupNames = Array(syntax.groupNames.dropFirst())
        program = try Compiler.compile(syntax, pattern: pattern)
        searcher = Mutex(Loan())
        wholeMatcher = Mutex(Loan())
    }

    /// Sees whether a pattern can be compiled.
    ///
    /// - Errors: what Go refuses, in its words; and scripts other than the common ones.
    package static func check(_ pattern: String) throws(RegexError) { _ = try LinearRegex(pattern) }

    // MARK: Questions

    /// Whether the pattern matches anywhere in the text.
    package func matches(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        run(.search, searcher, utf8)
    }

    /// Whether the pattern matches anywhere in the text.
    package func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { matches($0) }
    }

    /// Whether the pattern matches all of the text, as `^(?:pattern)$` does.
    package func wholeMatch(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        run(.whole, wholeMatcher, utf8)
    }

    /// Whether the pattern matches all of the text, as `^(?:pattern)$` does.
    package func wholeMatch(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { wholeMatch($0) }
    }

    // MARK: Places

    /// The leftmost match that begins at `from` or later; among those at one place, the one Go prefers.
    package func firstMatch(in utf8: UnsafeBufferPointer<UInt8>, from: Int = 0) -> Range<Int>? {
        firstMatchWithGroups(in: utf8, from: from)?.range
    }

    /// The leftmost match in a text.
    package func firstMatch(in text: String) -> Match? {
        var text = text
        return text.withUTF8 { firstMatchWithGroups(in: $0) }
    }

    /// Like `firstMatch`, with the groups.
    package func firstMatchWithGroups(in utf8: UnsafeBufferPointer<UInt8>, from: Int = 0) -> Match? {
        guard from <= utf8.count, from > 0 || matches(utf8) else { return nil }
        var machine = ThreadMachine(program)
        return machine.firstMatch(in: utf8, from: from).map(Match.init(slots:))
    }

    /// All matches that do not overlap, as Go's `FindAll` finds them: an empty one not right behind another.
    ///
    /// - Parameters:
    ///   - limit: how many at most; nil for all.
    ///   - moves: how often threads may move, since a search that looks far ahead for each match is not linear; none are left, and
    ///     matches are missing, where that was not enough.
    package func allMatches(in utf8: UnsafeBufferPointer<UInt8>, limit: Int? = nil, moves: inout Int) -> [Match] {
        guard matches(utf8) else { return [] }
        var result: [Match] = []
        var machine = ThreadMachine(program)
        var from = 0
        var lastEnd = -1
        machine.movesLeft = moves
        defer { moves = machine.movesLeft }
        while from <= utf8.count, result.count < limit ?? .max {
            guard let match = machine.firstMatch(in: utf8, from: from).map(Match.init(slots:)) else { break }
            let isRepeated = match.range.isEmpty && match.range.lowerBound == lastEnd
            if !isRepeated { result.append(match) }
            lastEnd = match.range.upperBound
            from = match.range.upperBound
            if match.range.isEmpty || from == match.range.lowerBound { from = Self.scalarEnd(in: utf8, at: from) }
        }
        return result
    }

    /// All matches in a text.
    package func allMatches(in text: String, limit: Int? = nil) -> [Match] {
        var text = text
        var moves = Int.max
        return text.withUTF8 { allMatches(in: $0, limit: limit, moves: &moves) }
    }

    private static func scalarEnd(in utf8: UnsafeBufferPointer<UInt8>, at: Int) -> Int {
        var end = at + 1
        while end < utf8.count, utf8[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }

    // MARK: Automata

    /// The place where an automaton lies between two matches.
    ///
    /// `@unchecked`: the automaton is in the mutex or with exactly one match, never both.
    private struct Loan: @unchecked Sendable {
        var automaton: LazyAutomaton?
    }

    private func run(
        _ mode: LazyAutomaton.Mode, _ shelf: borrowing Mutex<Loan>, _ text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let loan = shelf.withLock { loan in
            defer { loan.automaton = nil }
            return loan
        }
        let automaton = loan.automaton ?? LazyAutomaton(program, mode)
        defer {
            let back = Loan(automaton: automaton)
            shelf.withLock { $0 = back }
        }
        return automaton.matches(text)
    }
}

extension LinearRegex.Match {
    fileprivate init(slots: [Int]) {
        range = slots[0]..<slots[1]
        groups = stride(from: 2, to: slots.count, by: 2).map {
            slots[$0] < 0 || slots[$0 + 1] < 0 ? nil : slots[$0]..<slots[$0 + 1]
        }
    }
}
