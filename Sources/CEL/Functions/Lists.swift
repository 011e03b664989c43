import ValueSyntax

extension Library {
    /// Kubernetes' own functions on lists.
    ///
    /// Source: `k8s.io/apiserver/pkg/cel/library/lists.go`
    static let lists = Library([
        Function(
            "isSorted", ["list(A).(): bool"],
            .one { list, activation in
                let elements = activation.elements(list) ?? []
                guard activation.spend(elements.count) else { return Activation.exhausted }
                for (a, b) in zip(elements, elements.dropFirst()) {
                    guard let order = activation.order(a, b) else { return .noSuchOverload }
                    if order == .greater { return .bool(false) }
                }
                return .bool(true)
            }),
        Function(
            "sum", ["list(int).(): int", "list(uint).(): uint", "list(double).(): double", "list(duration).(): duration"],
            .one { list, activation in
                let elements = activation.elements(list) ?? []
                guard let first = elements.first else { return .int(0) }
                guard activation.spend(elements.count), case .two(let add)? = FunctionTable.standard["_+_"].first?.body else {
                    return Activation.exhausted
                }
                var total = first
                for element in elements.dropFirst() {
                    if activation.text(element) != nil { return .noSuchOverload }
                    total = add(total, element, &activation)
                    if total.isStuck { return total }
                }
                return total
            }),
        Function("min", ["list(A).(): A"], .one { extreme($0, .less, &$1) }),
        Function("max", ["list(A).(): A"], .one { extreme($0, .greater, &$1) }),
        Function(
            "indexOf", ["list(A).(A): int"],
            .two { list, wanted, activation in
                let elements = activation.elements(list) ?? []
                guard activation.spend(elements.totalWeight) else { return Activation.exhausted }
                return .int(Int64(elements.firstIndex { activation.areEqual($0, wanted) } ?? -1))
            }),
        Function(
            "lastIndexOf", ["list(A).(A): int"],
            .two { list, wanted, activation in
                let elements = activation.elements(list) ?? []
                guard activation.spend(elements.totalWeight) else { return Activation.exhausted }
                return .int(Int64(elements.lastIndex { activation.areEqual($0, wanted) } ?? -1))
            }),
    ])

    /// What Kubernetes' own lists got later.
    static let listsInclude = Library(
        [
            Function(
                "includes", ["list(A).(A): bool"],
                .two { list, wanted, activation in
                    let elements = activation.elements(list) ?? []
                    guard activation.spend(elements.totalWeight) else { return Activation.exhausted }
                    return .bool(elements.contains { activation.areEqual($0, wanted) })
                })
        ], .since(37))

    private static func extreme(_ list: Value, _ wanted: Order, _ activation: inout Activation) -> Value {
        let elements = activation.elements(list) ?? []
        guard var best = elements.first else { return .failure("min() and max() need an element") }
        guard activation.spend(elements.count) else { return Activation.exhausted }
        if activation.order(best, best) == nil { return .noSuchOverload }
        for element in elements.dropFirst() {
            guard let order = activation.order(element, best) else { return .noSuchOverload }
            if order == wanted { best = element }
        }
        return best
    }

    private static func slice(_ values: [Value], _ activation: inout Activation) -> Value {
        let elements = activation.elements(values[0]) ?? []
        guard let start = activation.int(values[1]), let end = activation.int(values[2]), start >= 0, start <= end,
            end <= elements.count
        else { return .failure("slice() indices out of range") }
        return activation.spend(end - start) ? .list(Array(elements[start..<end])) : Activation.exhausted
    }

    private static func distinct(_ list: Value, _ activation: inout Activation) -> Value {
        var result: [Value] = []
        for element in activation.elements(list) ?? [] {
            guard activation.spend(1 + result.count * element.weight) else { return Activation.exhausted }
            if !result.contains(where: { activation.areEqual($0, element) }) { result.append(element) }
        }
        return .list(result)
    }

    /// cel-go's functions on lists.
    ///
    /// Source: cel-go `ext.Lists`, version 3.
    static let listsVersion3 = Library(
        [
            Function(
                "slice", ["list(A).(int, int): list(A)"], .many { slice($0, &$1) }),
            Function("flatten", ["list(list(A)).(): list(A)", "list(dyn).(): list(dyn)"], .one { flatten($0, depth: 1, &$1) }),
            Function("flatten", ["list(dyn).(int): list(dyn)"], .two { flatten($0, depth: $2.int($1) ?? 1, &$2) }),
            Function(
                "reverse", ["list(A).(): list(A)"],
                .one { list, activation in
                    let elements = activation.elements(list) ?? []
                    return activation.spend(elements.count) ? .list(elements.reversed()) : Activation.exhausted
                }),
            Function(
                "sort", ["list(A).(): list(A)"],
                .one { list, activation in
                    let elements = activation.elements(list) ?? []
                    return sorted(elements, by: elements, &activation)
                }),
            Function(
                "distinct", ["list(A).(): list(A)"], .one { distinct($0, &$1) }),
            Function(
                "lists.range", ["(int): list(int)"],
                .one { count, activation in
                    let count = activation.int(count) ?? 0
                    guard count < 1 << 32, activation.spend(max(0, count)) else { return Activation.exhausted }
                    return .list((0..<max(0, count)).map { .int(Int64($0)) })
                }),
            Function(
                "first", ["list(A).(): optional(A)"],
                .one { list, activation in
                    activation.elements(list)?.first.map(Value.some) ?? .none
                }),
            Function(
                "last", ["list(A).(): optional(A)"],
                .one { list, activation in
                    activation.elements(list)?.last.map(Value.some) ?? .none
                }),
        ], .since(34))

    private static func flatten(_ list: Value, depth: Int, _ activation: inout Activation) -> Value {
        guard depth >= 0 else { return .failure("flatten() takes no negative depth") }
        if activation.count(list) == 0 { return .list([]) }
        var budget = activation.stepsLeft
        let result = activation.flattened(activation.elements(list) ?? [], depth: depth, &budget)
        return activation.spend(result.count) ? .list(result) : Activation.exhausted
    }

    /// The elements in the order of their keys, equal ones as they were. Also what `sortBy` does.
    static func sorted(_ elements: [Value], by keys: [Value], _ activation: inout Activation) -> Value {
        guard activation.spend(elements.count * 8) else { return Activation.exhausted }
        guard let first = keys.first else { return .list([]) }
        let kind = activation.typeName(first)
        guard keys.allSatisfy({ activation.typeName($0) == kind && activation.order($0, $0) != nil }) else {
            return .failure("no such overload: a list is sorted by values of one type that has an order")
        }
        let order = keys.indices.sorted { a, b in
            let order = activation.order(keys[a], keys[b])
            return order == .less || (order != .greater && a < b)
        }
        return .list(order.map { elements[$0] })
    }
}

extension Activation {
    fileprivate func flattened(_ elements: [Value], depth: Int, _ budget: inout Int) -> [Value] {
        var result: [Value] = []
        for element in elements {
            budget -= 1
            guard budget > 0 else { return result }
            if depth > 0, let inner = self.elements(element) {
                result += flattened(inner, depth: depth - 1, &budget)
            } else {
                result.append(element)
            }
        }
        return result
    }
}
