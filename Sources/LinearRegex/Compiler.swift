/// Turns syntax into a program, back to front: each piece is told where to go on.
struct Compiler {
    /// More instructions than this are refused. RE2 allows about as much for its default 8 MiB.
    static let sizeLimit = 500_000

    private let syntax: Syntax
    private let pattern: String
    private var program = Program()
    /// Instructions of the set being compiled, so that the tails of its byte sequences are shared.
    private var shared: [UInt64: Int32] = [:]

    static func compile(_ syntax: Syntax, pattern: String) throws(RegexError) -> Program {
        var compiler = Compiler(syntax: syntax, pattern: pattern)
        let match = try compiler.add(.init(operation: .match))
        let close = try compiler.add(.init(operation: .save, next: match, other: 1))
        let body = try compiler.compile(syntax.root, next: close)
        compiler.program.start = try compiler.add(.init(operation: .save, next: body, other: 0))
        compiler.program.slotCount = syntax.groupNames.count * 2
        compiler.finish()
        return compiler.program
    }

    private init(syntax: Syntax, pattern: String) {
        (self.syntax, self.pattern) = (syntax, pattern)
    }

    private mutating func add(_ instruction: Program.Instruction) throws(RegexError) -> Int32 {
        guard program.instructions.count < Self.sizeLimit else {
            throw RegexError("expression too large", pattern, at: 0)
        }
        program.instructions.append(instruction)
        return Int32(program.instructions.count - 1)
    }

    private mutating func split(_ next: Int32, _ other: Int32, greedy: Bool = true) throws(RegexError) -> Int32 {
        let (first, second) = greedy ? (next, other) : (other, next)
        return try add(.init(operation: .split, next: first, other: second))
    }

    // MARK: Nodes

    private mutating func compile(_ node: Syntax.NodeID, next: Int32) throws(RegexError) -> Int32 {
        switch syntax.nodes[node] {
        case .empty:
            return next
        case .scalars(let set):
            return try compile(set, next: next)
        case .assertion(let assertion):
            program.hasAssertions = true
            return try add(.init(operation: .assertion, low: assertion.rawValue, next: next))
        case .sequence(let parts):
            var entry = next
            for part in parts.reversed() { entry = try compile(part, next: entry) }
            return entry
        case .alternatives(let parts):
            var entry: Int32?
            for part in parts.reversed() {
                let this = try compile(part, next: next)
                entry = if let later = entry { try split(this, later) } else { this }
            }
            return entry ?? next
        case .group(let part, let index):
            let close = try add(.init(operation: .save, next: next, other: Int32(index * 2 + 1)))
            let body = try compile(part, next: close)
            return try add(.init(operation: .save, next: body, other: Int32(index * 2)))
        case .repetition(let part, let minimum, let maximum, let greedy):
            return try compileRepetition(of: part, minimum, maximum, greedy: greedy, next: next)
        }
    }

    private mutating func compileRepetition(
        of part: Syntax.NodeID, _ minimum: Int, _ maximum: Int?, greedy: Bool, next: Int32
    ) throws(RegexError) -> Int32 {
        var entry = next
        if let maximum {
            for _ in 0..<(maximum - minimum) {
                let body = try compile(part, next: entry)
                entry = try split(body, next, greedy: greedy)
            }
        } else {
            let loop = try add(.init(operation: .split))
            let body = try compile(part, next: loop)
            program.instructions[Int(loop)].next = greedy ? body : next
            program.instructions[Int(loop)].other = greedy ? next : body
            // `x*` is the loop itself, unless x can be empty: then it is `(x+)?`, or an empty turn would win.
            if minimum == 0 { return syntax.isNullable[part] ? try split(body, next, greedy: greedy) : loop }
            entry = body
        }
        for _ in 0..<(maximum == nil ? minimum - 1 : minimum) { entry = try compile(part, next: entry) }
        return entry
    }

    // MARK: Sets of scalars

    private mutating func compile(_ set: ScalarSet, next: Int32) throws(RegexError) -> Int32 {
        if !shared.isEmpty { shared.removeAll(keepingCapacity: true) }
        var entries: [Int32] = []
        for interval in set.intervals {
            // ASCII, which is most of what patterns have, is one byte a scalar.
            if interval.high < 0x80 {
                let (low, high) = (UInt8(interval.low), UInt8(interval.high))
                entries.append(try add(.init(operation: .byte, low: low, high: high, next: next)))
                continue
            }
            for sequence in UTF8Ranges.sequences(interval.low, interval.high) {
                var entry = next
                for range in sequence.reversed() { entry = try sharedByte(range, next: entry) }
                entries.append(entry)
            }
        }
        guard var entry = entries.popLast() else { return try add(.init(operation: .fail)) }
        while let earlier = entries.popLast() { entry = try split(earlier, entry) }
        return entry
    }

    private mutating func sharedByte(_ range: UTF8Ranges.Bytes, next: Int32) throws(RegexError) -> Int32 {
        let key = UInt64(UInt32(bitPattern: next)) << 16 | UInt64(range.low) << 8 | UInt64(range.high)
        if let known = shared[key] { return known }
        let new = try add(.init(operation: .byte, low: range.low, high: range.high, next: next))
        shared[key] = new
        return new
    }

    // MARK: Facts about the whole

    private mutating func finish() {
        program.isAnchored = startsWithBeginText()
        program.canBegin = beginnings()
        var isBoundary = [Bool](repeating: false, count: 257)
        func mark(_ low: UInt8, _ high: UInt8) {
            isBoundary[Int(low)] = true
            isBoundary[Int(high) + 1] = true
        }
        for instruction in program.instructions where instruction.operation == .byte {
            mark(instruction.low, instruction.high)
        }
        if program.hasAssertions {
            mark(10, 10)
            for interval in NamedClasses.word.intervals { mark(UInt8(interval.low), UInt8(interval.high)) }
        }
        program.classOfByte = [UInt8](repeating: 0, count: 256)
        program.representatives = [0]
        for byte in 1..<256 {
            if isBoundary[byte] { program.representatives.append(UInt8(byte)) }
            program.classOfByte[byte] = UInt8(program.representatives.count - 1)
        }
    }

    /// The bytes with which a match can begin; assertions are taken to hold.
    private func beginnings() -> [Bool] {
        var result = [Bool](repeating: false, count: 256)
        for instruction in reachedFromStart(passing: { _ in true }) {
            guard instruction.operation == .byte else { return [Bool](repeating: true, count: 256) }
            for byte in instruction.low...instruction.high { result[Int(byte)] = true }
        }
        return result
    }

    private func startsWithBeginText() -> Bool {
        reachedFromStart { _ in false }.allSatisfy { instruction in
            instruction.operation == .assertion && instruction.low == Assertion.beginText.rawValue
        }
    }

    /// Where the ways from the start end that take no byte: at bytes, at a match, and at assertions that are not to be passed.
    private func reachedFromStart(passing passes: (Program.Instruction) -> Bool) -> [Program.Instruction] {
        var result: [Program.Instruction] = []
        var isSeen = [Bool](repeating: false, count: program.instructions.count)
        var stack = [program.start]
        while let at = stack.popLast() {
            guard !isSeen[Int(at)] else { continue }
            isSeen[Int(at)] = true
            let instruction = program.instructions[Int(at)]
            switch instruction.operation {
            case .split: stack += [instruction.next, instruction.other]
            case .save: stack.append(instruction.next)
            case .assertion where passes(instruction): stack.append(instruction.next)
            case .assertion, .byte, .match: result.append(instruction)
            case .fail: continue
            }
        }
        return result
    }
}
