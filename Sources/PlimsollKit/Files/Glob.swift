/// A pattern for paths, with the meaning that `.gitignore` gives it: `*` and `?` stay within a part, `**` crosses parts, `[a-z]`
/// is a set.
package struct Glob: Hashable, Sendable {
    private enum Token: Hashable, Sendable {
        case byte(UInt8)
        case anyByte
        case anyOfPart
        /// `**/`: nothing, or any number of whole parts.
        case anyParts
        /// `**` at the end: everything below.
        case everything
        case set([ClosedRange<UInt8>], isNegated: Bool)

        /// The byte that it stands for, if it can stand for nothing else.
        var literal: UInt8? { if case .byte(let byte) = self { byte } else { nil } }
    }

    private let tokens: [Token]
    /// The bytes that every path that matches begins and ends with. All of a pattern without wildcards is beginning.
    private let beginning, end: [UInt8]

    /// Reads a pattern. Every text is one; an unclosed `[` stands for itself.
    package init(_ pattern: String) {
        var tokens: [Token] = []
        var rest = Array(pattern.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "*"):
                guard rest.first == UInt8(ascii: "*") else {
                    tokens.append(.anyOfPart)
                    continue
                }
                while rest.first == UInt8(ascii: "*") { rest = rest.dropFirst() }
                if rest.first == UInt8(ascii: "/") {
                    rest = rest.dropFirst()
                    tokens.append(.anyParts)
                } else {
                    tokens.append(.everything)
                }
            case UInt8(ascii: "?"): tokens.append(.anyByte)
            case UInt8(ascii: "\\"): tokens.append(.byte(rest.popFirst() ?? byte))
            case UInt8(ascii: "["): tokens.append(Self.set(&rest) ?? .byte(byte))
            default: tokens.append(.byte(byte))
            }
        }
        self.tokens = tokens
        beginning = tokens.prefix { $0.literal != nil }.compactMap(\.literal)
        end = tokens[beginning.count...].reversed().prefix { $0.literal != nil }.compactMap(\.literal).reversed()
    }

    private static func set(_ rest: inout ArraySlice<UInt8>) -> Token? {
        var body = rest
        let isNegated = body.first == UInt8(ascii: "!") || body.first == UInt8(ascii: "^")
        if isNegated { body = body.dropFirst() }
        var ranges: [ClosedRange<UInt8>] = []
        while let byte = body.popFirst() {
            if byte == UInt8(ascii: "]"), !ranges.isEmpty {
                rest = body
                return .set(ranges, isNegated: isNegated)
            }
            if body.first == UInt8(ascii: "-"), let upper = body.dropFirst().first, upper != UInt8(ascii: "]"), upper >= byte {
                ranges.append(byte...upper)
                body = body.dropFirst(2)
            } else {
                ranges.append(byte...byte)
            }
        }
        return nil
    }

    /// Whether the whole path matches.
    ///
    /// The time is at most the product of both lengths: a table of positions is advanced, nothing is tried twice.
    package func matches(_ path: String) -> Bool {
        // These letters tell most patterns from most paths.
        let utf8 = path.utf8
        guard utf8.count >= beginning.count + end.count, utf8.starts(with: beginning), utf8.suffix(end.count).elementsEqual(end)
        else { return false }
        if beginning.count == tokens.count { return utf8.count == beginning.count }
        var states = Array(repeating: false, count: tokens.count + 1)
        states[0] = true
        skipEmpty(&states, atPartStart: true)
        for byte in path.utf8 {
            var next = Array(repeating: false, count: tokens.count + 1)
            for (position, token) in tokens.enumerated() where states[position] {
                switch token {
                case .byte(let expected): if byte == expected { next[position + 1] = true }
                case .anyByte: if byte != UInt8(ascii: "/") { next[position + 1] = true }
                case .anyOfPart: if byte != UInt8(ascii: "/") { next[position] = true }
                case .anyParts, .everything: next[position] = true
                case .set(let ranges, let isNegated):
                    if byte != UInt8(ascii: "/"), ranges.contains(where: { $0.contains(byte) }) != isNegated {
                        next[position + 1] = true
                    }
                }
            }
            states = next
            skipEmpty(&states, atPartStart: byte == UInt8(ascii: "/"))
        }
        return states[tokens.count]
    }

    /// Goes on past tokens that may stand for nothing.
    private func skipEmpty(_ states: inout [Bool], atPartStart: Bool) {
        for (position, token) in tokens.enumerated() where states[position] {
            switch token {
            case .anyOfPart, .everything: states[position + 1] = true
            case .anyParts: if atPartStart { states[position + 1] = true }
            default: break
            }
        }
    }
}
