import YAMLDocument

// The macros that go through a list or a map.

extension Planner {
    func comprehension(_ loop: Expression.Comprehension, _ range: Range<Int>) throws(CELError) -> Plan {
        let elements = Elements(range: try plan(loop.range).step, slots: loop.variables.map(\.slot), place: loop.range.range)
        let filter: Step? = if let filter = loop.filter { try plan(filter).step } else { nil }
        switch loop.macro {
        case .all: return quantifier(elements, try plan(loop.body).step, settledBy: false, loop.body.range)
        case .exists: return quantifier(elements, try plan(loop.body).step, settledBy: true, loop.body.range)
        case .existsOne: return existsOne(elements, try plan(loop.body).step, loop.body.range)
        case .filter: return filtering(elements, try plan(loop.body).step, loop.body.range)
        case .map, .transformList: return mapping(elements, filter, try plan(loop.body).step, range)
        case .optMap, .optFlatMap: return optional(elements, try plan(loop.body).step, isFlat: loop.macro == .optFlatMap)
        case .transformMap: return transformMap(elements, filter, isEntry: false, try plan(loop.body).step, range)
        case .transformMapEntry: return transformMap(elements, filter, isEntry: true, try plan(loop.body).step, range)
        case .sortBy: return sorting(elements, try plan(loop.body).step, range)
        }
    }

    /// `all` and `exists`: an element that settles the result wins over others that fail.
    private func quantifier(_ elements: Elements, _ body: @escaping Step, settledBy settling: Bool, _ range: Range<Int>) -> Plan {
        .step { activation in
            var stuck: Value?
            var isSettled = false
            let problem = elements.forEach(&activation) { element, activation in
                activation.trace.decider = nil
                let value = body(&activation)
                if case .bool(let bool) = value {
                    isSettled = bool == settling
                    if isSettled, activation.trace.decider == nil, case .node(let reference) = element {
                        activation.trace.decider = reference
                    }
                } else {
                    stuck = Planner.moreSevere(
                        stuck,
                        value.isStuck ? value : .error(Failure("no such overload: the condition must be a boolean", at: range)))
                }
                return !isSettled
            }
            if let problem { return problem }
            return isSettled ? .bool(settling) : stuck ?? .bool(!settling)
        }
    }

    private func existsOne(_ elements: Elements, _ body: @escaping Step, _ range: Range<Int>) -> Plan {
        .step { activation in
            var count = 0
            var stuck: Value?
            let problem = elements.forEach(&activation) { _, activation in
                let value = body(&activation)
                guard case .bool(let bool) = value else {
                    stuck =
                        value.isStuck ? value : .error(Failure("no such overload: the condition must be a boolean", at: range))
                    return false
                }
                count += bool ? 1 : 0
                return true
            }
            return problem ?? stuck ?? .bool(count == 1)
        }
    }

    private func filtering(_ elements: Elements, _ body: @escaping Step, _ range: Range<Int>) -> Plan {
        let slot = elements.slots[0]
        return .step { activation in
            var result: [Value] = []
            var stuck: Value?
            let problem = elements.forEach(&activation) { _, activation in
                let element = activation.slots[slot]
                let value = body(&activation)
                guard case .bool(let bool) = value else {
                    stuck =
                        value.isStuck ? value : .error(Failure("no such overload: the condition must be a boolean", at: range))
                    return false
                }
                if bool { result.append(element) }
                return true
            }
            return problem ?? stuck ?? .list(result)
        }
    }

    private func mapping(_ elements: Elements, _ filter: Step?, _ body: @escaping Step, _ range: Range<Int>) -> Plan {
        .step { activation in
            var result: [Value] = []
            var stuck: Value?
            let problem = elements.forEach(&activation) { _, activation in
                switch Self.passes(filter, &activation, range) {
                case .bool(true): break
                case .bool: return true
                case let other:
                    stuck = other
                    return false
                }
                let value = body(&activation)
                if value.isStuck { stuck = value } else { result.append(value) }
                return stuck == nil
            }
            return problem ?? stuck ?? .list(result)
        }
    }

    private func sorting(_ elements: Elements, _ body: @escaping Step, _ range: Range<Int>) -> Plan {
        let slot = elements.slots[0]
        return .step { activation in
            var (values, keys): ([Value], [Value]) = ([], [])
            var stuck: Value?
            let problem = elements.forEach(&activation) { _, activation in
                values.append(activation.slots[slot])
                let key = body(&activation)
                if key.isStuck { stuck = key } else { keys.append(key) }
                return stuck == nil
            }
            return problem ?? stuck ?? Library.sorted(values, by: keys, &activation).located(range)
        }
    }

    /// `transformMap`, whose body is the value of the same key, and `transformMapEntry`, whose body is a map of new entries.
    private func transformMap(_ elements: Elements, _ filter: Step?, isEntry: Bool, _ body: @escaping Step, _ range: Range<Int>)
        -> Plan
    {
        let keySlot = elements.slots[0]
        return .step { activation in
            var result: [(MapKey, key: Value, value: Value)] = []
            var seen: Set<MapKey> = []
            var stuck: Value?
            let problem = elements.forEach(&activation) { _, activation in
                switch Self.passes(filter, &activation, range) {
                case .bool(true): break
                case .bool: return true
                case let other:
                    stuck = other
                    return false
                }
                let key = activation.slots[keySlot]
                let value = body(&activation)
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

    /// `optMap` and `optFlatMap`: the body sees the content of a present optional.
    private func optional(_ elements: Elements, _ body: @escaping Step, isFlat: Bool) -> Plan {
        .step { activation in
            let value = elements.range(&activation)
            guard case .optional(let optional) = value else {
                return value.isStuck ? value : .error(Failure("no such overload: not an optional value", at: elements.place))
            }
            guard let content = optional.content else { return .none }
            activation.slots[elements.slots[0]] = content
            let result = body(&activation)
            return isFlat || result.isStuck ? result : .some(result)
        }
    }

    private static func passes(_ filter: Step?, _ activation: inout Activation, _ range: Range<Int>) -> Value {
        guard let filter else { return .bool(true) }
        let value = filter(&activation)
        if case .bool = value { return value }
        return value.isStuck ? value : .error(Failure("no such overload: the condition must be a boolean", at: range))
    }
}

/// What a macro goes through, and where it puts the element.
struct Elements: Sendable {
    let range: Step
    /// One slot: the element of a list, the key of a map. Two: index or key, then element or value.
    let slots: [Int]
    let place: Range<Int>

    /// Binds each element in turn until the closure says false. The result is what prevented it, nil if nothing did.
    ///
    /// The closure gets the element of a list, or the key of a map, or for two variables the value.
    @inline(__always)
    func forEach(_ activation: inout Activation, _ body: (Value, inout Activation) -> Bool) -> Value? {
        let value = range(&activation)
        switch value {
        case .node(let reference):
            let document = activation.documents[Int(reference.document)]
            let kind = document.kind(of: reference.node)
            guard !kind.isScalar else { break }
            var position: Int64 = 0
            for child in document.children(of: reference.node) {
                let isMap = kind == .mapping
                let element = NodeReference(document: reference.document, node: child)
                let first: Value =
                    isMap ? .string(document.key(of: child) ?? "") : slots.count == 2 ? .int(position) : activation.value(element)
                let second: Value? = slots.count == 2 ? activation.value(element) : nil
                guard bind(first, second, &activation) else { return Activation.exhausted }
                if !body(second ?? (isMap ? .node(element) : first), &activation) { return nil }
                position += 1
            }
            return nil
        case .list(let list):
            for (position, element) in list.elements.enumerated() {
                let isPair = slots.count == 2
                guard bind(isPair ? .int(Int64(position)) : element, isPair ? element : nil, &activation) else {
                    return Activation.exhausted
                }
                if !body(element, &activation) { return nil }
            }
            return nil
        case .map(let map):
            for entry in map.entries {
                guard bind(entry.key, slots.count == 2 ? entry.value : nil, &activation) else { return Activation.exhausted }
                if !body(slots.count == 2 ? entry.value : entry.key, &activation) { return nil }
            }
            return nil
        case .error, .unknown: return value
        default: break
        }
        return .error(
            Failure("no such overload: a value of type '\(activation.typeName(value))' has no elements to go through", at: place))
    }

    @inline(__always)
    private func bind(_ first: Value, _ second: Value?, _ activation: inout Activation) -> Bool {
        activation.slots[slots[0]] = first
        if let second { activation.slots[slots[1]] = second }
        return activation.spend(2)
    }
}
