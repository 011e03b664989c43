import YAMLDocument

/// What a macro goes through, and where it puts the element.
struct Elements: Sendable {
    let range: any Step
    /// The slot of the element of a list or the key of a map; for two variables that of the index or key.
    let first: Int
    /// The slot of the second variable, which is the element or value; -1 without one.
    let second: Int
    let place: Range<Int>

    init(_ range: any Step, _ variables: [Expression.Variable], _ place: Range<Int>) {
        (self.range, self.place) = (range, place)
        first = variables[0].slot
        second = variables.count > 1 ? variables[1].slot : -1
    }

    /// Binds each element in turn until the closure says false. The result is what prevented it, nil if nothing did.
    ///
    /// The closure gets the node of an entry of a mapping, else nil.
    @inline(__always)
    func forEach(_ activation: inout Activation, _ body: (NodeReference?, inout Activation) -> Bool) -> Value? {
        let value = range.value(&activation)
        switch value {
        case .node(let reference):
            let view = activation.views[Int(reference.document)]
            let node = view.resolved(reference.node.raw)
            guard view.isRegular(node) else { return forEachIrregular(reference, &activation, body) }
            switch view.kind(node) {
            case .sequence:
                var child = view.firstChild(node)
                var position: Int64 = 0
                while child != NodeView.none {
                    let element = activation.value(NodeReference(document: reference.document, node: NodeID(child)))
                    bind(.int(position), element, isList: true, &activation)
                    guard activation.spend(2) else { return Activation.exhausted }
                    if !body(nil, &activation) { return nil }
                    child = view.next(child)
                    position += 1
                }
                return nil
            case .mapping:
                var child = view.firstChild(node)
                while child != NodeView.none {
                    let entry = NodeReference(document: reference.document, node: NodeID(child))
                    activation.slots[first] = .string(String(decoding: view.keyText(child), as: UTF8.self))
                    if second >= 0 { activation.slots[second] = activation.value(entry) }
                    guard activation.spend(2) else { return Activation.exhausted }
                    if !body(entry, &activation) { return nil }
                    child = view.next(child)
                }
                return nil
            default: return unfit(value, activation)
            }
        case .list(let list):
            var position = 0
            while position < list.elements.count {
                bind(.int(Int64(position)), list.elements[position], isList: true, &activation)
                guard activation.spend(2) else { return Activation.exhausted }
                if !body(nil, &activation) { return nil }
                position += 1
            }
            return nil
        case .map(let map):
            for entry in map.entries {
                bind(entry.key, entry.value, isList: false, &activation)
                guard activation.spend(2) else { return Activation.exhausted }
                if !body(nil, &activation) { return nil }
            }
            return nil
        default: return unfit(value, activation)
        }
    }

    /// Mappings with merge keys or repeated ones.
    private func forEachIrregular(
        _ mapping: NodeReference, _ activation: inout Activation, _ body: (NodeReference?, inout Activation) -> Bool
    ) -> Value? {
        let document = activation.documents[Int(mapping.document)]
        for child in document.children(of: mapping.node) {
            let entry = NodeReference(document: mapping.document, node: child)
            bind(.string(document.key(of: child) ?? ""), activation.value(entry), isList: false, &activation)
            guard activation.spend(2) else { return Activation.exhausted }
            if !body(entry, &activation) { return nil }
        }
        return nil
    }

    @inline(__always)
    private func bind(_ key: Value, _ element: Value, isList: Bool, _ activation: inout Activation) {
        if second < 0 {
            activation.slots[first] = isList ? element : key
        } else {
            activation.slots[first] = key
            activation.slots[second] = element
        }
    }

    private func unfit(_ value: Value, _ activation: Activation) -> Value {
        if value.isStuck { return value }
        let type = activation.typeName(value)
        return .error(Failure("no such overload: a value of type '\(type)' has no elements to go through", at: place))
    }

    /// The node of the element that is bound: of an entry, or of the element itself if it is no number and the like.
    func node(_ entry: NodeReference?, _ activation: Activation) -> NodeReference? {
        if entry == nil, case .node(let reference) = activation.slots[second < 0 ? first : second] { return reference }
        return entry
    }
}
