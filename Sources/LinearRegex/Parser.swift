/// Reads a pattern in the syntax of Go's `regexp`, with a stack of its own: the depth of groups is only a number.
///
/// Source: https://pkg.go.dev/regexp/syntax
struct Parser {
    /// Deeper groups are refused, as in Go (`maxHeight`).
    static let nestingLimit = 1000
    static let repeatLimit = 1000

    /// What `(?imsU)` sets, until its group ends.
    struct Flags {
        var ignoresCase = false
        var isMultiline = false
        var dotMatchesNewline = false
        var swapsGreed = false
    }

    /// A group that is open: what it has so far.
    private struct Level {
        var alternatives: [Syntax.NodeID] = []
        var parts: [Syntax.NodeID] = []
        /// The flags to return to when the group closes.
        let outerFlags: Flags
        /// Nil for a group that does not capture.
        let captureIndex: Int?
    }

    let pattern: String
    let bytes: [UInt8]
    var position = 0
    var syntax = Syntax()
    var flags = Flags()
    private var levels: [Level] = []
    private var level = Level(outerFlags: Flags(), captureIndex: nil)
    /// Where the repetition began that the last part ends with; another may not follow it.
    private var lastRepetition: Int?

    static func parse(_ pattern: String) throws(RegexError) -> Syntax {
        var parser = Parser(pattern)
        try parser.parsePattern()
        return parser.syntax
    }

    private init(_ pattern: String) {
        self.pattern = pattern
        bytes = Array(pattern.utf8)
    }

    private mutating func parsePattern() throws(RegexError) {
        while let byte = peek() {
            let repetition = lastRepetition
            lastRepetition = nil
            switch byte {
            case UInt8(ascii: "("): try openGroup()
            case UInt8(ascii: ")"): try closeGroup()
            case UInt8(ascii: "|"):
                position += 1
                endAlternative()
            case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"):
                try parseRepetition(byte, after: repetition)
            default: try parseAtom(byte)
            }
        }
        guard levels.isEmpty else { throw RegexError("missing closing )", pattern, at: position) }
        syntax.root = endLevel()
    }

    // MARK: Bytes

    func peek(_ distance: Int = 0) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    func text(from start: Int, to end: Int? = nil) -> String {
        String(decoding: bytes[start..<min(end ?? position, bytes.count)], as: UTF8.self)
    }

    func failure(_ reason: String, from start: Int, to end: Int? = nil) -> RegexError {
        RegexError(reason, text(from: start, to: end), at: start)
    }

    mutating func skip(_ byte: Character) -> Bool {
        guard let ascii = byte.asciiValue, peek() == ascii else { return false }
        position += 1
        return true
    }

    /// The scalar at `position`, which moves behind it. A `String` gave the bytes, so they are well formed.
    mutating func nextScalar() -> UInt32? {
        guard let first = peek() else { return nil }
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
        for byte in bytes[position + 1..<min(position + length, bytes.count)] { value = value << 6 | UInt32(byte & 0x3F) }
        position += length
        return value
    }

    // MARK: Atoms

    mutating func add(_ node: Syntax.Node) {
        level.parts.append(syntax.add(node))
    }

    private mutating func parseAtom(_ byte: UInt8) throws(RegexError) {
        switch byte {
        case UInt8(ascii: "."):
            position += 1
            add(.scalars(flags.dotMatchesNewline ? .all : .notNewline))
        case UInt8(ascii: "^"):
            position += 1
            add(.assertion(flags.isMultiline ? .beginLine : .beginText))
        case UInt8(ascii: "$"):
            position += 1
            add(.assertion(flags.isMultiline ? .endLine : .endText))
        case UInt8(ascii: "["): add(.scalars(try parseClass()))
        case UInt8(ascii: "\\"): try parseEscape()
        default:
            guard let value = nextScalar() else { return }
            addLiteral(value)
        }
    }

    mutating func addLiteral(_ value: UInt32) {
        let set = ScalarSet([value...value])
        add(.scalars(flags.ignoresCase ? set.caseFolded : set))
    }

    // MARK: Groups

    private mutating func openGroup() throws(RegexError) {
        let start = position
        guard levels.count < Self.nestingLimit else {
            throw RegexError("expression nests too deeply", pattern, at: start)
        }
        position += 1
        guard peek() == UInt8(ascii: "?") else {
            syntax.groupNames.append(nil)
            return push(captureIndex: syntax.groupNames.count - 1, outerFlags: flags)
        }
        position += 1
        if peek() == UInt8(ascii: "P") && peek(1) == UInt8(ascii: "<") {
            position += 2
            try openNamedGroup(from: start)
        } else if peek() == UInt8(ascii: "<"), peek(1) != UInt8(ascii: "="), peek(1) != UInt8(ascii: "!") {
            position += 1
            try openNamedGroup(from: start)
        } else {
            try parseFlags(from: start)
        }
    }

    private mutating func openNamedGroup(from start: Int) throws(RegexError) {
        let nameStart = position
        while let byte = peek(), byte != UInt8(ascii: ">") {
            guard Assertion.Context.isWord(byte) else { throw failure("invalid named capture", from: start, to: position + 1) }
            position += 1
        }
        let name = text(from: nameStart)
        guard skip(">"), !name.isEmpty else { throw failure("invalid named capture", from: start) }
        guard !syntax.groupNames.contains(name) else { throw RegexError("duplicate capture group name", name, at: start) }
        syntax.groupNames.append(name)
        push(captureIndex: syntax.groupNames.count - 1, outerFlags: flags)
    }

    private mutating func parseFlags(from start: Int) throws(RegexError) {
        let outer = flags
        var isOn = true
        var sawFlag = false
        while let byte = peek() {
            position += 1
            switch byte {
            case UInt8(ascii: "i"): flags.ignoresCase = isOn
            case UInt8(ascii: "m"): flags.isMultiline = isOn
            case UInt8(ascii: "s"): flags.dotMatchesNewline = isOn
            case UInt8(ascii: "U"): flags.swapsGreed = isOn
            case UInt8(ascii: "-") where isOn:
                isOn = false
                sawFlag = false
                continue
            case UInt8(ascii: ":") where isOn || sawFlag: return push(captureIndex: nil, outerFlags: outer)
            case UInt8(ascii: ")") where isOn || sawFlag: return
            default: throw failure("invalid or unsupported Perl syntax", from: start)
            }
            sawFlag = true
        }
        throw failure("missing closing )", from: 0, to: bytes.count)
    }

    private mutating func push(captureIndex: Int?, outerFlags: Flags) {
        levels.append(level)
        level = Level(outerFlags: outerFlags, captureIndex: captureIndex)
    }

    private mutating func closeGroup() throws(RegexError) {
        guard let outer = levels.popLast() else { throw RegexError("unexpected )", pattern, at: position) }
        position += 1
        let body = endLevel()
        flags = level.outerFlags
        let node = if let index = level.captureIndex { syntax.add(.group(body, index: index)) } else { body }
        level = outer
        level.parts.append(node)
    }

    private mutating func endAlternative() {
        let parts = level.parts
        level.parts = []
        level.alternatives.append(parts.count == 1 ? parts[0] : syntax.add(parts.isEmpty ? .empty : .sequence(parts)))
    }

    private mutating func endLevel() -> Syntax.NodeID {
        endAlternative()
        let all = level.alternatives
        return all.count == 1 ? all[0] : syntax.add(.alternatives(all))
    }

    // MARK: Repetitions

    private mutating func parseRepetition(_ byte: UInt8, after last: Int?) throws(RegexError) {
        let start = position
        var (minimum, maximum): (Int, Int?) = (0, nil)
        switch byte {
        case UInt8(ascii: "*"): position += 1
        case UInt8(ascii: "+"): (minimum, position) = (1, position + 1)
        case UInt8(ascii: "?"): (maximum, position) = (1, position + 1)
        default:
            guard let counts = parseCounts() else {
                position = start + 1
                return addLiteral(UInt32(byte))
            }
            (minimum, maximum) = counts
            guard minimum <= Self.repeatLimit, maximum ?? minimum <= Self.repeatLimit, minimum <= maximum ?? minimum else {
                throw failure("invalid repeat count", from: start)
            }
        }
        let isLazy = skip("?")
        guard let part = level.parts.last else {
            throw failure("missing argument to repetition operator", from: start)
        }
        if let last { throw failure("invalid nested repetition operator", from: last) }
        let greedy = isLazy == flags.swapsGreed
        let node = syntax.add(.repetition(part, minimum: minimum, maximum: maximum, greedy: greedy))
        if byte == UInt8(ascii: "{") {
            syntax.multiplyRepeatWeight(of: node, by: maximum ?? minimum)
            guard syntax.repeatWeight[node] <= Self.repeatLimit else { throw failure("invalid repeat count", from: start) }
        }
        level.parts[level.parts.count - 1] = node
        lastRepetition = start
    }

    /// `{n}`, `{n,}` or `{n,m}`; nil for anything else, which is then literal text.
    private mutating func parseCounts() -> (Int, Int?)? {
        position += 1
        guard let minimum = parseCount() else { return nil }
        if skip("}") { return (minimum, minimum) }
        guard skip(",") else { return nil }
        if skip("}") { return (minimum, nil) }
        guard let maximum = parseCount(), skip("}") else { return nil }
        return (minimum, maximum)
    }

    /// A number without leading zeros; one that is too large stays too large.
    private mutating func parseCount() -> Int? {
        let start = position
        var value = 0
        while let byte = peek(), (0x30...0x39).contains(byte) {
            value = min(value * 10 + Int(byte - 0x30), 1_000_000)
            position += 1
        }
        let length = position - start
        return length == 0 || (length > 1 && bytes[start] == 0x30) ? nil : value
    }
}
