import YAMLDocument

// The macros that go through a list or a map.

/// A condition of a macro on its elements, as a step that always has a truth or a value that is stuck.
struct ElementCondition: Sendable {
    private let step: any Step
    private let range: Range<Int>

    init(_ step: any Step, _ range: Range<Int>) { (self.step, self.range) = (step, range) }

    @inline(__always)
    func truth(_ activation: inout Activation) -> Truth {
        let truth = step.truth(&activation)
        guard case .neither = truth else { return truth }
        return activation.stick(activation.stuck, Failure("no such overload: the condition must be a boolean", at: range))
    }
}

extension ElementCondition? {
    /// Whether the element that is bound is to be taken, as it is without a condition; what prevents the answer goes to `stuck`.
    @inline(__always)
    func passes(_ activation: inout Activation, _ stuck: inout Value?) -> Bool {
        switch self?.truth(&activation) ?? .yes {
        case .yes: return true
        case .no: return false
        case .neither:
            stuck = activation.stuck
            return false
        }
    }
}

/// `all` and `exists`: an element that settles the result wins over others that fail.
final class Quantifier: Condition {
    private let elements: Elements
    private let condition: ElementCondition
    private let settling: Bool

    init(_ elements: Elements, _ condition: ElementCondition, settledBy settling: Bool) {
        (self.elements, self.condition, self.settling) = (elements, condition, settling)
    }

    func truth(_ activation: inout Activation) -> Truth {
        var stuck: Value?
        var isSettled = false
        let problem = elements.forEach(&activation) { entry, activation in
            activation.trace.decider = nil
            switch condition.truth(&activation) {
            case .yes: isSettled = settling
            case .no: isSettled = !settling
            case .neither:
                stuck = stuck?.orMoreSevere(activation.stuck) ?? activation.stuck
                return true
            }
            if isSettled, activation.trace.decider == nil { activation.trace.decider = elements.node(entry, activation) }
            return !isSettled
        }
        if let problem {
            activation.stuck = problem
            return .neither
        }
        if isSettled { return Truth(settling) }
        guard let stuck else { return Truth(!settling) }
        activation.stuck = stuck
        return .neither
    }
}

/// `exists_one`
final class ExistsOne: Condition {
    private let elements: Elements
    private let condition: ElementCondition

    init(_ elements: Elements, _ condition: ElementCondition) { (self.elements, self.condition) = (elements, condition) }

    func truth(_ activation: inout Activation) -> Truth {
        var count = 0
        var isStuck = false
        let problem = elements.forEach(&activation) { _, activation in
            switch condition.truth(&activation) {
            case .yes: count += 1
            case .no: break
            case .neither: isStuck = true
            }
            return !isStuck
        }
        if let problem { activation.stuck = problem }
        return isStuck || problem != nil ? .neither : Truth(count == 1)
    }
}

/// `filter`
final class Filter: Step {
    private let elements: Elements
    private let condition: ElementCondition

    init(_ elements: Elements, _ condition: ElementCondition) { (self.elements, self.condition) = (elements, condition) }

    func value(_ activation: inout Activation) -> Value {
        var result: [Value] = []
        var stuck: Value?
        let problem = elements.forEach(&activation) { _, activation in
            switch condition.truth(&activation) {
            case .yes: result.append(activation.slots[elements.first])
            case .no: break
            case .neither: stuck = activation.stuck
            }
            return stuck == nil
        }
        return problem ?? stuck ?? .list(result)
    }
}

/// `map`, with or without a filter, and `transformList`
final class MapElements: Step {
    private let elements: Elements
    private let filter: ElementCondition?
    private let body: any Step

    init(_ elements: Elements, _ filter: ElementCondition?, _ body: any Step) {
        (self.elements, self.filter, self.body) = (elements, filter, body)
    }

    func value(_ activation: inout Activation) -> Value {
        var result: [Value] = []
        var stuck: Value?
        let problem = elements.forEach(&activation) { _, activation in
            guard filter.passes(&activation, &stuck) else { return stuck == nil }
            let value = body.value(&activation)
            if value.isStuck { stuck = value } else { result.append(value) }
            return stuck == nil
        }
        return problem ?? stuck ?? .list(result)
    }
}

/// `sortBy`
final class SortBy: Step {
    private let elements: Elements
    private let key: any Step
    private let range: Range<Int>

    init(_ elements: Elements, _ key: any Step, _ range: Range<Int>) {
        (self.elements, self.key, self.range) = (elements, key, range)
    }

    func value(_ activation: inout Activation) -> Value {
        var (values, keys): ([Value], [Value]) = ([], [])
        var stuck: Value?
        let problem = elements.forEach(&activation) { _, activation in
            values.append(activation.slots[elements.first])
            let value = key.value(&activation)
            if value.isStuck { stuck = value } else { keys.append(value) }
            return stuck == nil
        }
        return problem ?? stuck ?? Library.sorted(values, by: keys, &activation).located(range)
    }
}

/// `transformMap`, whose body is the value of the same key, and `transformMapEntry`, whose body is a map of new entries.
final class TransformMap: Step {
    private let elements: Elements
    private let filter: ElementCondition?
    private let isEntry: Bool
    private let body: any Step
    private let range: Range<Int>

    init(_ elements: Elements, _ filter: ElementCondition?, isEntry: Bool, _ body: any Step, _ range: Range<Int>) {
        (self.elements, self.filter, self.isEntry, self.body, self.range) = (elements, filter, isEntry, body, range)
    }

    func value(_ activation: inout Activation) -> Value {
        var result: [(MapKey, key: Value, value: Value)] = []
        var seen: Set<MapKey> = []
        var stuck: Value?
        let problem = elements.forEach(&activation) { _, activation in
            guard filter.passes(&activation, &stuck) else { return stuck == nil }
            let key = activation.slots[elements.first]
            let value = body.value(&activation)
            if value.isStuck { stuck = value }
            for entry in isEntry ? activation.entries(value) ?? [] : [(key, value)] where stuck == nil {
                let mapKey = activation.mapKey(entry.key)
                result.append((mapKey, entry.key, entry.value))
                if !seen.insert(mapKey).inserted {
                    stuck = .error(Failure("the key '\(activation.describe(entry.key))' is there already", at: range))
                }
            }
            return stuck == nil
        }
        return problem ?? stuck ?? .map(MapValue(result))
    }
}
