/// Pike's machine: runs all ways through a program at once, in the order of preference, and remembers the groups.
///
/// It is slower than `LazyAutomaton`, and says where the match lies.
struct ThreadMachine {
    /// The live threads of one place, in order of preference, with their slots.
    private struct Threads {
        var ids: [Int32] = []
        var slots: [Int] = []

        mutating func removeAll() {
            ids.removeAll(keepingCapacity: true)
            slots.removeAll(keepingCapacity: true)
        }
    }

    private enum Task {
        case follow(Int32)
        case restore(slot: Int, value: Int)
    }

    private let program: Program
    private var marks: [Int]
    private var stack: [Task] = []
    private var generation = 0
    /// How often threads may still move on.
    var movesLeft = Int.max

    init(_ program: Program) {
        self.program = program
        marks = [Int](repeating: 0, count: program.instructions.count)
    }

    /// The slots of the leftmost match that begins at `from` or later: start and end of each group, -1 for none.
    mutating func firstMatch(in text: UnsafeBufferPointer<UInt8>, from: Int) -> [Int]? {
        var (now, next) = (Threads(), Threads())
        var found: [Int]?
        let none = [Int](repeating: -1, count: program.slotCount)
        var scratch = none
        generation += 1
        var at = from - 1
        while at < text.count, movesLeft > 0 {
            at += 1
            if now.ids.isEmpty, found == nil, !program.isAnchored {
                at = text[at...].firstIndex { program.canBegin[Int($0)] } ?? text.count
            }
            if now.ids.isEmpty, found != nil || (program.isAnchored && at > 0) { break }
            if found == nil, !program.isAnchored || at == 0 {
                scratch = none
                follow(program.start, at, text, &scratch, into: &now)
            }
            generation += 1
            next.removeAll()
            movesLeft -= now.ids.count
            for (index, id) in now.ids.enumerated() {
                let instruction = program.instructions[Int(id)]
                let range = index * program.slotCount..<(index + 1) * program.slotCount
                if instruction.operation == .match {
                    found = Array(now.slots[range])
                    break
                }
                guard at < text.count, instruction.low <= text[at], text[at] <= instruction.high else { continue }
                scratch = Array(now.slots[range])
                follow(instruction.next, at + 1, text, &scratch, into: &next)
            }
            swap(&now, &next)
        }
        return found
    }

    private mutating func follow(
        _ first: Int32, _ at: Int, _ text: UnsafeBufferPointer<UInt8>, _ slots: inout [Int], into threads: inout Threads
    ) {
        stack.append(.follow(first))
        while let task = stack.popLast() {
            guard case .follow(let id) = task else {
                if case .restore(let slot, let value) = task { slots[slot] = value }
                continue
            }
            guard marks[Int(id)] != generation else { continue }
            marks[Int(id)] = generation
            let instruction = program.instructions[Int(id)]
            switch instruction.operation {
            case .byte, .match:
                threads.ids.append(id)
                threads.slots += slots
            case .split:
                stack.append(.follow(instruction.other))
                stack.append(.follow(instruction.next))
            case .save:
                let slot = Int(instruction.other)
                stack.append(.restore(slot: slot, value: slots[slot]))
                slots[slot] = at
                stack.append(.follow(instruction.next))
            case .assertion:
                let before: Assertion.Context = at == 0 ? .start : Assertion.Context(text[at - 1])
                let after = at < text.count ? text[at] : nil
                if Assertion(rawValue: instruction.low)?.holds(before: before, after: after) ?? false {
                    stack.append(.follow(instruction.next))
                }
            case .fail: break
            }
        }
    }
}
