/// `[a, ?b]`
final class ListLiteral: Step {
    struct Element: Sendable {
        let step: any Step
        let isOptional: Bool
        let range: Range<Int>
    }

    private let elements: [Element]

    init(_ elements: [Element]) { self.elements = elements }

    func value(_ activation: inout Activation) -> Value {
        guard activation.spend(10 + elements.count) else { return Activation.exhausted }
        var result: [Value] = []
        for element in elements {
            guard element.isOptional else {
                let value = element.step.value(&activation)
                if value.isStuck { return value }
                if result.isEmpty { result.reserveCapacity(elements.count) }
                result.append(value)
                continue
            }
            switch element.step.content(&activation) {
            case .present(let value): result.append(value)
            case .absent: break
            case .neither(let value):
                return value.isStuck ? value : .error(Failure("'?' takes an optional value", at: element.range))
            }
        }
        return .list(result)
    }
}

/// `{a: b, ?c: d}`
final class MapLiteral: Step {
    struct Entry: Sendable {
        let key: any Step
        let value: any Step
        let isOptional: Bool
        let range: Range<Int>
    }

    private let entries: [Entry]

    init(_ entries: [Entry]) { self.entries = entries }

    func value(_ activation: inout Activation) -> Value {
        guard activation.spend(30 + entries.count) else { return Activation.exhausted }
        var result: [(MapKey, key: Value, value: Value)] = []
        for entry in entries {
            let key = entry.key.value(&activation)
            if key.isStuck { return key }
            var value = entry.value.value(&activation)
            if value.isStuck { return value }
            if entry.isOptional {
                guard case .optional(let optional) = value else {
                    return .error(Failure("'?' takes an optional value", at: entry.range))
                }
                guard let content = optional.content else { continue }
                value = content
            }
            result.append((activation.mapKey(key), key, value))
        }
        return .map(MapValue(result))
    }
}
