/// A deterministic automaton that is made while it runs: a state is built when it is first entered.
///
/// A state is the set of instructions before which the match could stand, and what the last byte was. Assertions are
/// decided by the transition, which knows the next byte.
///
/// Not safe for use by two threads at once: `LinearRegex` lends it to one match at a time.
final class LazyAutomaton {
    /// When a match counts.
    enum Mode {
        /// Anywhere in the text.
        case search
        /// Only over all of it.
        case whole
    }

    private struct State: Hashable {
        var instructions: [Int32]
        var before: Assertion.Context
    }

    /// States and instructions in them that are kept; then all are forgotten and the current one starts anew.
    private static let stateLimit = 4096
    private static let weightLimit = 1 << 20

    private let program: Program
    private let mode: Mode
    /// Columns of a row: one for each class of bytes, one for the end of the text.
    private let stride: Int
    private let dead: Int32 = 0
    private let matched: Int32
    private var table: [Int32] = []
    private var states: [State] = []
    private var rows: [State: Int32] = [:]
    private var weight = 0
    private var start: Int32 = 0

    // Scratch space of `step`.
    private var marks: [UInt32]
    private var generation: UInt32 = 0
    private var stack: [Int32] = []

    init(_ program: Program, _ mode: Mode) {
        (self.program, self.mode) = (program, mode)
        stride = program.representatives.count + 1
        matched = Int32(stride)
        marks = [UInt32](repeating: 0, count: program.instructions.count)
        reset()
    }

    private func reset() {
        table = [Int32](repeating: -1, count: stride * 2)
        states = [State(instructions: [], before: .other), State(instructions: [], before: .other)]
        rows = [:]
        weight = 0
        var instructions: [Int32] = []
        generation += 1
        close(over: program.start, into: &instructions)
        start = row(of: State(instructions: instructions.sorted(), before: program.hasAssertions ? .start : .other))
    }

    /// Whether the text holds a match, or is one, according to the mode.
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var state = start
        var index = 0
        while index < text.count {
            let stopped = run(text, &index, &state)
            if let stopped { return stopped }
            guard index < text.count else { break }
            let column = Int(program.classOfByte[Int(text[index])])
            state = build(from: state, column: column, next: text[index])
            index += 1
            if state <= matched { return state == matched }
        }
        let known = table[Int(state) + stride - 1]
        return (known >= 0 ? known : build(from: state, column: stride - 1, next: nil)) == matched
    }

    /// Follows known transitions; stops before the first that is not, with nil, or with the verdict.
    @inline(__always)
    private func run(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ state: inout Int32) -> Bool? {
        table.withUnsafeBufferPointer { table in
            program.classOfByte.withUnsafeBufferPointer { classes in
                var at = index
                var row = state
                defer { (index, state) = (at, row) }
                while at < text.count {
                    let next = table[Int(row) + Int(classes[Int(text[at])])]
                    if next <= matched { return next < 0 ? nil : next == matched }
                    row = next
                    at += 1
                }
                return nil
            }
        }
    }

    // MARK: Building

    private func row(of state: State) -> Int32 {
        if let known = rows[state] { return known }
        let new = Int32(states.count * stride)
        states.append(state)
        rows[state] = new
        weight += state.instructions.count
        table.append(contentsOf: repeatElement(-1, count: stride))
        return new
    }

    private func build(from origin: Int32, column: Int, next: UInt8?) -> Int32 {
        let target = step(states[Int(origin) / stride], next)
        guard let target else {
            table[Int(origin) + column] = matched
            return matched
        }
        if target.instructions.isEmpty {
            table[Int(origin) + column] = dead
            return dead
        }
        if states.count >= Self.stateLimit || weight > Self.weightLimit {
            reset()
            return row(of: target)
        }
        let result = row(of: target)
        table[Int(origin) + column] = result
        return result
    }

    /// The state after `next`, or nil when there is a match before it.
    private func step(_ state: State, _ next: UInt8?) -> State? {
        guard let ready = resolve(state, next) else { return nil }
        var result = State(instructions: [], before: .other)
        guard let next else { return result }
        generation += 1
        for id in ready {
            let instruction = program.instructions[Int(id)]
            guard instruction.low <= next, next <= instruction.high else { continue }
            guard close(over: instruction.next, into: &result.instructions) || mode == .whole else { return nil }
        }
        if mode == .search, !program.isAnchored {
            guard close(over: program.start, into: &result.instructions) else { return nil }
        }
        result.instructions.sort()
        if program.hasAssertions { result.before = Assertion.Context(next) }
        return result
    }

    /// The byte instructions that are reached when the assertions that hold here are passed; nil at a match.
    private func resolve(_ state: State, _ next: UInt8?) -> [Int32]? {
        generation += 1
        var ready: [Int32] = []
        stack.removeAll(keepingCapacity: true)
        stack += state.instructions
        while let id = stack.popLast() {
            guard marks[Int(id)] != generation else { continue }
            marks[Int(id)] = generation
            let instruction = program.instructions[Int(id)]
            switch instruction.operation {
            case .byte: ready.append(id)
            case .split: stack += [instruction.other, instruction.next]
            case .save: stack.append(instruction.next)
            case .match: if mode == .search || next == nil { return nil }
            case .fail: break
            case .assertion:
                let holds = Assertion(rawValue: instruction.low)?.holds(before: state.before, after: next) ?? false
                if holds { stack.append(instruction.next) }
            }
        }
        return ready
    }

    /// Adds what is reached from `id` without a byte and without an assertion; false when that is a match.
    @discardableResult
    private func close(over id: Int32, into instructions: inout [Int32]) -> Bool {
        var isOpen = true
        stack.removeAll(keepingCapacity: true)
        stack.append(id)
        while let id = stack.popLast() {
            guard marks[Int(id)] != generation else { continue }
            marks[Int(id)] = generation
            let instruction = program.instructions[Int(id)]
            switch instruction.operation {
            case .split: stack += [instruction.other, instruction.next]
            case .save: stack.append(instruction.next)
            case .match:
                isOpen = false
                instructions.append(id)
            case .byte, .assertion: instructions.append(id)
            case .fail: break
            }
        }
        return isOpen
    }
}
