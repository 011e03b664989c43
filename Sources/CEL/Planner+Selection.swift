import YAMLDocument

// Fields, indexes and has(). A chain of fields of a variable is one step that walks the document's nodes.

extension Planner {
    func select(_ operand: Expression, _ field: Expression.Field, _ range: Range<Int>) throws(CELError) -> Plan {
        if !field.isOptional, let path = path(operand) {
            let keys = path.keys + [Key(field.name)]
            let variable = path.variable
            return .step { $0.value(at: keys, of: variable).located(range) }
        }
        let operand = try plan(operand).step
        let key = Key(field.name)
        let isOptional = field.isOptional
        return .step { activation in
            let value = operand(&activation)
            if value.isStuck { return value }
            return (isOptional ? activation.optionalMember(of: value, key) : activation.select(value, key)).located(range)
        }
    }

    /// The variable and the fields of `a.b.c`; nil for anything else.
    private func path(_ expression: Expression) -> (variable: Step, keys: [Key])? {
        guard !isTraced else { return nil }
        switch expression.kind {
        case .variable:
            guard let step = try? plan(expression).step else { return nil }
            return (step, [])
        case .select(let operand, let field) where !field.isOptional:
            guard let inner = path(operand) else { return nil }
            return (inner.variable, inner.keys + [Key(field.name)])
        default: return nil
        }
    }

    func has(_ operand: Expression, _ field: Expression.Field) throws(CELError) -> Plan {
        let range = operand.range
        let operand = try plan(operand).step
        let key = Key(field.name)
        return .step { activation in
            let value = operand(&activation)
            return value.isStuck ? value : activation.has(value, key).located(range)
        }
    }

    func index(_ operand: Expression, _ index: Expression, _ isOptional: Bool, _ range: Range<Int>) throws(CELError) -> Plan {
        let (operand, indexPlan) = (try plan(operand).step, try plan(index))
        if case .string(let text)? = indexPlan.constant {
            let key = Key(text)
            return .step { activation in
                let value = operand(&activation)
                if value.isStuck { return value }
                if case .node(let reference) = value, !isOptional, activation.kind(reference) == .mapping {
                    return activation.select(value, key).located(range)
                }
                return activation.index(value, .string(text), isOptional: isOptional).located(range)
            }
        }
        let index = indexPlan.step
        return .step { activation in
            let value = operand(&activation)
            if value.isStuck { return value }
            let index = index(&activation)
            if index.isStuck { return index }
            return activation.index(value, index, isOptional: isOptional).located(range)
        }
    }
}

extension Activation {
    /// The value at the end of a chain of fields.
    mutating func value(at keys: [Key], of variable: Step) -> Value {
        var value = variable(&self)
        guard case .node(var reference) = value else {
            for key in keys {
                if value.isStuck { return value }
                value = select(value, key)
            }
            return value
        }
        guard spend(keys.count) else { return Activation.exhausted }
        for key in keys {
            guard let next = documents[Int(reference.document)].value(of: reference.node, key) else {
                // Inside an unknown value everything is unknown.
                if respectsUnknowns, documents[Int(reference.document)].isUnknown(reference.node) { return .unknown }
                return missing(key, in: reference)
            }
            reference = NodeReference(document: reference.document, node: next)
        }
        return read(reference)
    }

    /// The value of a node, which is noted as the one read last.
    @inline(__always)
    mutating func read(_ reference: NodeReference) -> Value {
        trace.lastRead = reference
        if trace.missingKey != nil { trace.missingKey = nil }
        return value(reference)
    }

    private mutating func missing(_ key: Key, in reference: NodeReference) -> Value {
        trace.lastRead = reference
        trace.missingKey = key.text
        return .failure("no such key: \(key.text)")
    }

    /// The field of a map; a failure if there is none.
    mutating func select(_ value: Value, _ key: Key) -> Value {
        guard spend(1) else { return Activation.exhausted }
        switch value {
        case .node(let reference):
            guard let found = documents[Int(reference.document)].value(of: reference.node, key) else {
                return missing(key, in: reference)
            }
            return read(NodeReference(document: reference.document, node: found))
        case .map(let map): return map.value(.string(key)) ?? .failure("no such key: \(key.text)")
        case .optional(let optional): return optionalMember(of: .optional(optional), key)
        case .null: return .failure("no such key: \(key.text)")
        default: return .failure("a value of type '\(typeName(value))' has no field '\(key.text)'")
        }
    }

    /// The field of a map as an optional; absent also for values that have no fields.
    mutating func optionalMember(of value: Value, _ key: Key) -> Value {
        switch value {
        case .optional(let optional):
            guard let content = optional.content else { return .none }
            return optionalMember(of: content, key)
        case .node(let reference):
            guard let found = documents[Int(reference.document)].value(of: reference.node, key) else {
                trace.lastRead = reference
                trace.missingKey = key.text
                return .none
            }
            let value = read(NodeReference(document: reference.document, node: found))
            return value.isStuck ? value : .some(value)
        case .map(let map): return map.value(.string(key)).map(Value.some) ?? .none
        default: return .none
        }
    }

    /// Whether a map has a field. A scalar or null has none; a list cannot be asked.
    mutating func has(_ value: Value, _ key: Key) -> Value {
        switch value {
        case .node(let reference):
            let document = documents[Int(reference.document)]
            if document.kind(of: reference.node) == .sequence { return .failure("a list has no field '\(key.text)'") }
            let found = document.value(of: reference.node, key)
            trace.lastRead = found.map { NodeReference(document: reference.document, node: $0) } ?? reference
            trace.missingKey = found == nil ? key.text : nil
            return .bool(found != nil)
        case .map(let map): return .bool(map.value(.string(key)) != nil)
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
                found = documents[Int(reference.document)].value(of: reference.node, key).map {
                    read(NodeReference(document: reference.document, node: $0))
                }
                if found == nil { (trace.lastRead, trace.missingKey) = (reference, key.text) }
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
