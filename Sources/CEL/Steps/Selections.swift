import YAMLDocument

/// A chain of fields: `a.b.c`, `a.?b.?c`, `a.b['c']`, with a chain of look-ups in a document as its usual case.
///
/// From the first optional link on the value is an optional, whether a later link is optional itself or not.
final class FieldPath: Step {
    /// One field of the chain.
    struct Link: Sendable {
        let key: Key
        /// The key as documents look it up; the bytes are those of `key`.
        let bytes: KeyBytes
        /// Where a failure is to be shown.
        let range: Range<Int>

        init(_ key: Key, _ range: Range<Int>) {
            (self.key, bytes, self.range) = (key, key.withBytes { $0 }, range)
        }
    }

    private let base: any Step
    /// The slot of the base, if it is a variable; else -1.
    private let slot: Int
    private let links: [Link]
    /// How many links come before the first optional one; `links.count` if there is none.
    private let plainCount: Int

    init(_ base: any Step, _ links: [Link], plainCount: Int) {
        (self.base, self.links, self.plainCount) = (base, links, plainCount)
        slot = (base as? VariableStep)?.slot ?? -1
    }

    var isOptional: Bool { plainCount < links.count }

    func value(_ activation: inout Activation) -> Value {
        switch walk(&activation) {
        case .present(let value): isOptional && !value.isStuck ? .some(value) : value
        case .absent: .none
        case .neither(let value): value
        }
    }

    func content(_ activation: inout Activation) -> Content {
        guard isOptional else { return Content(value(&activation)) }
        let content = walk(&activation)
        if case .present(let value) = content, value.isStuck { return .neither(value) }
        return content
    }

    /// The value at the end of the chain; `absent` if an optional link leads nowhere, `neither` if a plain one does.
    @inline(__always)
    private func walk(_ activation: inout Activation) -> Content {
        let start = slot >= 0 ? activation.slots[slot] : base.value(&activation)
        guard case .node(let reference) = start, !activation.respectsUnknowns else { return walk(from: start, &activation) }
        let view = activation.views[Int(reference.document)]
        var node = reference.node.raw
        var position = 0
        while position < links.count {
            let next = activation.entry(view, node, links[position].bytes)
            if next == NodeView.none { return missing(position, reference.document, node, &activation) }
            node = next
            position += 1
        }
        activation.stepsLeft -= position
        return .present(activation.read(NodeReference(document: reference.document, node: NodeID(node))))
    }

    private func missing(_ position: Int, _ document: UInt32, _ node: UInt32, _ activation: inout Activation) -> Content {
        activation.stepsLeft -= position + 1
        activation.trace.lastRead = NodeReference(document: document, node: NodeID(node))
        if position >= plainCount { return .absent }
        return .neither(.error(Failure(.missingKey(links[position].key.text), at: links[position].range)))
    }

    /// The chain, link by link, for values that are no nodes and where some nodes are unknown.
    private func walk(from start: Value, _ activation: inout Activation) -> Content {
        var value = start
        if case .deferred = value { value = base.value(&activation) }
        var position = 0
        while position < plainCount {
            if value.isStuck { return .neither(value) }
            value = activation.select(value, links[position].key).located(links[position].range)
            position += 1
        }
        if value.isStuck { return .neither(value) }
        while position < links.count {
            switch activation.optionalMember(of: value, links[position].key) {
            case .present(let member): value = member
            case .absent: return .absent
            case .neither(let stuck): return .neither(stuck.located(links[position].range))
            }
            position += 1
        }
        return .present(value)
    }
}

/// `has(a.b)`
final class HasField: Condition {
    private let operand: any Step
    private let link: FieldPath.Link

    init(_ operand: any Step, _ link: FieldPath.Link) { (self.operand, self.link) = (operand, link) }

    func truth(_ activation: inout Activation) -> Truth {
        let value = operand.value(&activation)
        if case .node(let reference) = value {
            let view = activation.views[Int(reference.document)]
            let found = activation.entry(view, reference.node.raw, link.bytes)
            if found != NodeView.none {
                activation.trace.lastRead = NodeReference(document: reference.document, node: NodeID(found))
                return .yes
            }
            if view.kind(reference.node.raw) != .sequence {
                activation.trace.lastRead = reference
                return .no
            }
        }
        if value.isStuck {
            activation.stuck = value
            return .neither
        }
        let result = activation.has(value, link.key)
        if case .bool(let bool) = result { return Truth(bool) }
        activation.stuck = result.located(link.range)
        return .neither
    }
}

/// `a[i]` and `a[?i]`
final class Index: Step {
    private let operand: any Step
    private let index: any Step
    private let isOptional: Bool
    private let range: Range<Int>

    init(_ operand: any Step, _ index: any Step, isOptional: Bool, _ range: Range<Int>) {
        (self.operand, self.index, self.isOptional, self.range) = (operand, index, isOptional, range)
    }

    func value(_ activation: inout Activation) -> Value {
        let value = operand.value(&activation)
        if value.isStuck { return value }
        let index = index.value(&activation)
        if index.isStuck { return index }
        return activation.index(value, index, isOptional: isOptional).located(range)
    }
}

/// `a['key']` and `a[?'key']`
final class KeyIndex: OptionalStep {
    private let operand: any Step
    private let link: FieldPath.Link
    private let isOptional: Bool

    init(_ operand: any Step, _ link: FieldPath.Link, isOptional: Bool) {
        (self.operand, self.link, self.isOptional) = (operand, link, isOptional)
    }

    func content(_ activation: inout Activation) -> Content {
        switch operand.content(&activation) {
        case .absent: return .absent
        case .present(let value): return member(of: value, isOptional: true, &activation)
        case .neither(let value): return member(of: value, isOptional: isOptional, &activation)
        }
    }

    private func member(of value: Value, isOptional: Bool, _ activation: inout Activation) -> Content {
        if value.isStuck { return .neither(value) }
        if case .node(let reference) = value, activation.kind(reference) == .mapping {
            activation.stepsLeft -= 1
            let found = activation.entry(activation.views[Int(reference.document)], reference.node.raw, link.bytes)
            if found != NodeView.none {
                let member = activation.read(NodeReference(document: reference.document, node: NodeID(found)))
                return isOptional && !member.isStuck ? .present(member) : .neither(member)
            }
            if !activation.respectsUnknowns {
                activation.trace.lastRead = reference
                return isOptional ? .absent : .neither(.error(Failure(.missingKey(link.key.text), at: link.range)))
            }
        }
        return Content(activation.index(value, .string(link.key.text), isOptional: isOptional).located(link.range))
    }
}

extension Activation {
    /// The value of a node, which is noted as the one read last.
    @inline(__always)
    mutating func read(_ reference: NodeReference) -> Value {
        trace.lastRead = reference
        return value(reference)
    }

    private mutating func missing(_ key: Key, in reference: NodeReference) -> Value {
        trace.lastRead = reference
        // Inside an unknown value everything is unknown.
        if respectsUnknowns, views[Int(reference.document)].isUnknown(reference.node.raw) { return .unknown }
        return .error(Failure(.missingKey(key.text), at: nil))
    }

    /// The entry of a node with that key, which is `NodeView.none` also for null where that counts as absent.
    @inline(__always)
    func entry(_ view: NodeView, _ node: UInt32, _ key: KeyBytes) -> UInt32 {
        let found = view.entry(node, key)
        return treatsNullAsAbsent && found != NodeView.none && view.kind(found) == .null ? NodeView.none : found
    }

    /// The entry of a node with that key; nil if there is none.
    @inline(__always)
    func entry(_ reference: NodeReference, _ key: Key) -> NodeReference? {
        let found = key.withBytes { entry(views[Int(reference.document)], reference.node.raw, $0) }
        return found == NodeView.none ? nil : NodeReference(document: reference.document, node: NodeID(found))
    }

    /// The field of a map; a failure if there is none.
    mutating func select(_ value: Value, _ key: Key) -> Value {
        guard spend(1) else { return Activation.exhausted }
        switch value {
        case .node(let reference): return entry(reference, key).map { read($0) } ?? missing(key, in: reference)
        case .map(let map): return map.value(key) ?? .error(Failure(.missingKey(key.text), at: nil))
        case .optional(let optional): return Value(optionalMember(of: .optional(optional), key))
        case .null: return .error(Failure(.missingKey(key.text), at: nil))
        default: return .failure("a value of type '\(typeName(value))' has no field '\(key.text)'")
        }
    }

    /// The field of a map, which may be absent; absent also for values that have no fields.
    mutating func optionalMember(of value: Value, _ key: Key) -> Content {
        switch value {
        case .optional(let optional):
            guard let content = optional.content else { return .absent }
            return optionalMember(of: content, key)
        case .node(let reference):
            guard let found = entry(reference, key) else {
                trace.lastRead = reference
                return .absent
            }
            let value = read(found)
            return value.isStuck ? .neither(value) : .present(value)
        case .map(let map): return map.value(key).map { .present($0) } ?? .absent
        default: return .absent
        }
    }

    /// Whether a map has a field. A scalar or null has none; a list cannot be asked.
    mutating func has(_ value: Value, _ key: Key) -> Value {
        switch value {
        case .node(let reference):
            if kind(reference) == .sequence { return .failure("a list has no field '\(key.text)'") }
            let found = entry(reference, key)
            trace.lastRead = found ?? reference
            return .bool(found != nil)
        case .map(let map): return .bool(map.value(key) != nil)
        case .list: return .failure("a list has no field '\(key.text)'")
        case .optional(let optional): return optional.content.map { has($0, key) } ?? .bool(false)
        default: return .bool(false)
        }
    }

    /// `value[index]`, or `value[?index]`.
    mutating func index(_ value: Value, _ index: Value, isOptional: Bool) -> Value {
        if case .optional(let optional) = value {
            guard let content = optional.content else { return .none }
            return self.index(content, index, isOptional: true)
        }
        guard spend(1) else { return Activation.exhausted }
        let found: Value?
        let problem: String
        if isMap(value) {
            let key = mapKey(index)
            if case .other = key { return .failure("unsupported key type: \(typeName(index))") }
            if case .node(let reference) = value, case .string(let key) = key {
                let entry = indexedEntry(reference, key)
                found = entry.map { read($0) }
                if found == nil { trace.lastRead = reference }
            } else {
                found = member(of: value, key)
            }
            problem = "no such key: \(text(index) ?? describe(index))"
        } else if count(value) != nil {
            guard case .int(let position) = mapKey(index) else {
                return isOptional ? .none : .failure("a list is indexed by integers")
            }
            found = element(of: value, at: position)
            problem = "index out of bounds: \(position)"
        } else if isOptional {
            return .none
        } else {
            return .failure("no such overload: a value of type '\(typeName(value))' has no elements")
        }
        if let found, found.isStuck { return found }
        if isOptional { return found.map(Value.some) ?? .none }
        return found ?? .failure(problem)
    }

    private mutating func element(of list: Value, at position: Int64) -> Value? {
        guard let position = Int(exactly: position), position >= 0 else { return nil }
        switch list {
        case .list(let list): return position < list.elements.count ? list.elements[position] : nil
        case .node(let reference):
            return documents[Int(reference.document)].element(of: reference.node, at: position).map {
                read(NodeReference(document: reference.document, node: $0))
            }
        default: return nil
        }
    }
}

extension Value {
    /// The value that a content is of.
    init(_ content: Content) {
        switch content {
        case .present(let value): self = .some(value)
        case .absent: self = .none
        case .neither(let value): self = value
        }
    }
}
