import LinearRegex
import Synchronization
import YAMLDocument

// Comparisons, those with constants most of all.

/// `a == b` and `a != b`
final class Equality: Condition {
    private let left: any Step
    private let right: any Step
    private let isNegated: Bool

    init(_ left: any Step, _ right: any Step, isNegated: Bool) {
        (self.left, self.right, self.isNegated) = (left, right, isNegated)
    }

    func truth(_ activation: inout Activation) -> Truth {
        let a = left.value(&activation)
        if a.isStuck {
            activation.stuck = a
            return .neither
        }
        let b = right.value(&activation)
        if b.isStuck {
            activation.stuck = b
            return .neither
        }
        guard activation.spendForComparison(a) else { return activation.exhaust() }
        if activation.respectsUnknowns, activation.isUndecided(a, b) {
            activation.stuck = .unknown
            return .neither
        }
        return Truth(activation.areEqual(a, b) != isNegated)
    }
}

/// `a == 'text'` and `a != 'text'`
final class TextEquality: Condition {
    private let operand: any Step
    private let text: [UInt8]
    private let isNegated: Bool

    init(_ operand: any Step, _ text: String, isNegated: Bool) {
        (self.operand, self.text, self.isNegated) = (operand, Array(text.utf8), isNegated)
    }

    func truth(_ activation: inout Activation) -> Truth {
        let value = operand.value(&activation)
        if value.isStuck {
            activation.stuck = value
            return .neither
        }
        let equal = activation.withUTF8(value) { utf8 in text.withUnsafeBufferPointer { $0.hasSameBytes(as: utf8) } }
        return Truth((equal ?? false) != isNegated)
    }
}

/// `a in ['one', 'two']`: whether a text is one of some that are known.
final class TextMembership: Condition {
    private let operand: any Step
    private let keys: [Key]
    private let hashes: [UInt32]
    private let cost: Int

    init(_ operand: any Step, _ texts: [String]) {
        self.operand = operand
        keys = texts.map { Key($0) }
        hashes = keys.map(\.hash)
        cost = texts.count / 8 + 1
    }

    func truth(_ activation: inout Activation) -> Truth {
        let value = operand.value(&activation)
        if value.isStuck {
            activation.stuck = value
            return .neither
        }
        guard activation.spend(cost) else { return activation.exhaust() }
        let found = activation.withUTF8(value) { utf8 in
            let hash = Key.hash(of: utf8)
            var position = 0
            while position < hashes.count {
                if hashes[position] == hash, keys[position].withBytes({ $0.utf8.hasSameBytes(as: utf8) }) { return true }
                position += 1
            }
            return false
        }
        return Truth(found ?? false)
    }
}

/// `a in [1, 'one']` with a list that is known.
final class Membership: Condition {
    private let operand: any Step
    private let list: ListValue

    init(_ operand: any Step, _ list: ListValue) { (self.operand, self.list) = (operand, list) }

    func truth(_ activation: inout Activation) -> Truth {
        let value = operand.value(&activation)
        if value.isStuck {
            activation.stuck = value
            return .neither
        }
        guard activation.spend(list.weight / 8 + 1) else { return activation.exhaust() }
        for candidate in list.elements where activation.areEqual(candidate, value) { return .yes }
        return .no
    }
}

/// `a.matches('pattern')`. The pattern is compiled at the first match: of many rules few get to their patterns.
final class PatternMatch: Condition {
    private let operand: any Step
    private let pattern: String
    private let regex = AtomicLazyReference<LinearRegex>()
    private let range: Range<Int>

    init(_ operand: any Step, _ pattern: String, _ range: Range<Int>) {
        (self.operand, self.pattern, self.range) = (operand, pattern, range)
    }

    func truth(_ activation: inout Activation) -> Truth {
        let value = operand.value(&activation)
        if value.isStuck {
            activation.stuck = value
            return .neither
        }
        let regex: LinearRegex
        do throws(RegexError) {
            regex = try compiled()
        } catch {
            let problem = "'\(pattern)' is no regular expression: \(error.description)"
            return activation.stick(.null, Failure(problem, at: range))
        }
        guard activation.spend(1 + Library.cost(of: regex, on: value, activation)) else { return activation.exhaust() }
        guard let result = activation.withUTF8(value, { regex.matches($0) }) else {
            return activation.stick(value, Failure("no such overload: matches() takes a string", at: range))
        }
        return Truth(result)
    }

    private func compiled() throws(RegexError) -> LinearRegex {
        if let known = regex.load() { return known }
        return regex.storeIfNil(try LinearRegex(pattern))
    }
}

extension Activation {
    /// Notes that there were too many steps.
    mutating func exhaust() -> Truth {
        stuck = Activation.exhausted
        return .neither
    }
}
