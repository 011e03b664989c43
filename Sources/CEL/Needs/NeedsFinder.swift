/// Goes through an expression and finds what can be said of it for documents in which some keys are missing.
struct NeedsFinder {
    /// What names mean, the innermost last.
    private var names: [(name: String, facts: PartFacts)] = []

    /// Knows the variables of rules and validations: nodes of the document that is judged, and texts.
    init() {
        for name in ["object", "pod", "container", "self", "value", "kind", "home", "name", "field", "key", "index"] {
            bind(name, to: .scalar)
        }
    }

    /// Says what a name means from now on.
    mutating func bind(_ name: String, to facts: PartFacts) { names.append((name, facts)) }

    /// What can be said of an expression; nothing of one that does not parse.
    mutating func facts(of text: String) -> PartFacts {
        do throws(CELError) {
            return facts(try Parser.parse(text, CELEnvironment().parserOptions))
        } catch {
            return .unknown
        }
    }

    private mutating func facts(_ expression: Expression) -> PartFacts {
        switch expression.kind {
        case .literal(let literal):
            var facts = PartFacts.scalar
            facts.constants = [(literal, .always)]
            return facts
        case .identifier(let name, _): return names.last { $0.name == name }?.facts ?? .unknown
        case .variable, .typeName, .undeclared: return .unknown
        case .select(let operand, let field): return selection(facts(operand), field.name, isOptional: field.isOptional)
        case .has(let operand, let field): return has(operand, field.name)
        case .index(let operand, let index, let isOptional):
            let base = facts(operand)
            guard case .literal(.string(let name)) = index.kind else {
                var facts = selection(base, nil, isOptional: isOptional)
                // An element of a list that is empty: what is taken is absent, too.
                if isOptional { facts.isAbsent = facts.isAbsent | base.isEmpty }
                return facts
            }
            return selection(base, name, isOptional: isOptional)
        case .call(let call): return self.call(call)
        case .and(let operands): return logical(operands, settledBy: false)
        case .or(let operands): return logical(operands, settledBy: true)
        case .conditional(let condition, let yes, let no): return conditional(facts(condition), facts(yes), facts(no))
        case .list(let elements): return list(elements)
        case .map(let entries): return PartFacts(isEmpty: entries.isEmpty ? .always : .never)
        case .comprehension(let loop): return comprehension(loop)
        case .bind(let variable, let value, let body):
            let value = facts(value)
            return inside([(variable.name, value)]) { $0.facts(body) }
        }
    }

    private mutating func inside(_ variables: [(name: String, facts: PartFacts)], _ body: (inout Self) -> PartFacts) -> PartFacts
    {
        names += variables
        defer { names.removeLast(variables.count) }
        return body(&self)
    }

    // MARK: Fields

    /// - Parameter name: the field; nil for one that is computed.
    private func selection(_ base: PartFacts, _ name: String?, isOptional: Bool) -> PartFacts {
        var facts = PartFacts(isOfDocument: base.isOfDocument, isOptional: base.isOptional || isOptional)
        guard facts.isOptional else { return facts }
        facts.isAbsent = base.isAbsent
        if let name, base.isOfDocument { facts.isAbsent = facts.isAbsent | Absences(of: name) }
        return facts
    }

    /// `has(a.b)`, of which nothing is known where `a` itself may be missing: that is a failure, of which people are told.
    private mutating func has(_ operand: Expression, _ name: String) -> PartFacts {
        let base = facts(operand)
        guard base.isOfDocument else { return .scalar }
        if base.isOptional { return .condition(yes: .never, no: base.isAbsent | Absences(of: name)) }
        guard case .identifier = operand.kind else { return .scalar }
        return .condition(yes: .never, no: Absences(of: name))
    }

    // MARK: Conditions

    private mutating func logical(_ operands: [Expression], settledBy settling: Bool) -> PartFacts {
        var (settled, unsettled) = (Absences.never, Absences.always)
        for operand in operands {
            let facts = facts(operand)
            settled = settled | facts.is(settling)
            unsettled = unsettled & facts.is(!settling)
        }
        return settling ? .condition(yes: settled, no: unsettled) : .condition(yes: unsettled, no: settled)
    }

    private func conditional(_ condition: PartFacts, _ yes: PartFacts, _ no: PartFacts) -> PartFacts {
        var facts = PartFacts.either(yes.when(condition.is(true)), no.when(condition.is(false)))
        facts.isOfDocument = yes.isOfDocument && no.isOfDocument
        facts.isOptional = yes.isOptional && no.isOptional
        // What both have in common holds whatever the condition says.
        facts.isAbsent = facts.isAbsent | (yes.isAbsent & no.isAbsent)
        facts.isEmpty = facts.isEmpty | (yes.isEmpty & no.isEmpty)
        facts.isHollow = facts.isHollow | (yes.isHollow & no.isHollow)
        for constant in yes.constants {
            facts.constants.append((constant.value, constant.when & no.isValue { $0 == constant.value }))
        }
        return facts
    }

    // MARK: Lists

    private mutating func list(_ elements: [Expression.Element]) -> PartFacts {
        var facts = PartFacts(isOfDocument: true, isEmpty: .always, isHollow: .always)
        for element in elements {
            let value = self.facts(element.value)
            facts.isOfDocument = facts.isOfDocument && value.isOfDocument
            facts.isEmpty = element.isOptional ? facts.isEmpty & value.isAbsent : .never
            facts.isHollow = facts.isHollow & (element.isOptional ? value.isAbsent : value.isEmpty)
        }
        return facts
    }

    private mutating func comprehension(_ loop: Expression.Comprehension) -> PartFacts {
        let range = facts(loop.range)
        let element: PartFacts = range.isOfDocument ? .scalar : .unknown
        let variables = loop.variables.map { (name: $0.name, facts: element) }
        var filter: PartFacts?
        if let written = loop.filter { filter = inside(variables) { $0.facts(written) } }
        let body = inside(variables) { $0.facts(loop.body) }
        let isEmpty = range.isEmpty | (filter?.is(false) ?? .never)
        switch loop.macro {
        case .all: return .condition(yes: range.isEmpty | body.is(true), no: .never)
        case .exists: return .condition(yes: .never, no: range.isEmpty | body.is(false))
        case .existsOne: return .condition(yes: .never, no: range.isEmpty | body.is(false))
        case .filter:
            return PartFacts(isOfDocument: range.isOfDocument, isEmpty: range.isEmpty | body.is(false), isHollow: range.isHollow)
        case .map, .transformList:
            return PartFacts(isOfDocument: body.isOfDocument, isEmpty: isEmpty, isHollow: isEmpty | body.isEmpty)
        case .transformMap, .transformMapEntry: return PartFacts(isEmpty: isEmpty)
        case .optMap: return PartFacts(isOfDocument: body.isOfDocument, isOptional: true, isAbsent: range.isAbsent)
        case .optFlatMap:
            return PartFacts(isOfDocument: body.isOfDocument, isOptional: true, isAbsent: range.isAbsent | body.isAbsent)
        case .sortBy: return range
        }
    }
}

// MARK: Calls

extension NeedsFinder {
    private mutating func call(_ call: Expression.Call) -> PartFacts {
        if let target = call.target, case .identifier("optional", _) = target.kind { return optional(call) }
        let parts = ([call.target].compactMap(\.self) + call.arguments).map { facts($0) }
        switch (call.function, parts.count) {
        case ("orValue", 2):
            var facts = parts[1].when(parts[0].isAbsent)
            facts.isOfDocument =
                parts[0].isOfDocument && parts[1].isOfDocument || parts[0].isOfDocument && parts[1].isEmpty == .always
            return facts
        case ("or", 2):
            return PartFacts(
                isOfDocument: parts[0].isOfDocument && parts[1].isOfDocument, isOptional: true,
                isAbsent: parts[0].isAbsent & parts[1].isAbsent)
        case ("hasValue", 1), ("given", 1): return .condition(yes: .never, no: parts[0].isAbsent)
        case ("value", 1): return PartFacts(isOfDocument: parts[0].isOfDocument)
        case ("dyn", 1): return parts[0]
        case ("!_", 1): return .condition(yes: parts[0].is(false), no: parts[0].is(true))
        case ("size", 1):
            var facts = PartFacts.scalar
            facts.constants = [(.int(0), parts[0].isEmpty | parts[0].isValue { $0 == .string("") })]
            return facts
        case ("_+_", 2):
            return PartFacts(
                isOfDocument: parts[0].isOfDocument && parts[1].isOfDocument, isEmpty: parts[0].isEmpty & parts[1].isEmpty,
                isHollow: (parts[0].isHollow | parts[0].isEmpty) & (parts[1].isHollow | parts[1].isEmpty))
        case ("flatten", 1):
            return PartFacts(isOfDocument: parts[0].isOfDocument, isEmpty: parts[0].isEmpty | parts[0].isHollow)
        case ("distinct", 1): return parts[0]
        case ("string", 1): return parts[0].mapped { if case .string = $0 { $0 } else { nil } }
        case ("@in", 2): return membership(parts[0], parts[1], call.arguments[1])
        case (_, 2): return comparison(call.function, parts[0], parts[1])
        default: return .unknown
        }
    }

    private mutating func optional(_ call: Expression.Call) -> PartFacts {
        let content = call.arguments.first.map { facts($0) }
        switch call.function {
        case "none": return PartFacts(isOfDocument: true, isOptional: true, isAbsent: .always)
        case "of": return PartFacts(isOfDocument: content?.isOfDocument ?? false, isOptional: true)
        default: return .unknown
        }
    }

    private func membership(_ element: PartFacts, _ list: PartFacts, _ written: Expression) -> PartFacts {
        var (yes, no) = (Absences.never, list.isEmpty)
        if case .list(let elements) = written.kind, elements.allSatisfy({ !$0.isOptional }) {
            let literals = elements.compactMap { if case .literal(let literal) = $0.value.kind { literal } else { nil } }
            yes = element.isValue { literals.contains($0) }
            if literals.count == elements.count { no = no | element.isValue { !literals.contains($0) } }
        }
        return .condition(yes: yes, no: no)
    }

    /// What is known of a call of two values, each of which may be a constant.
    private func comparison(_ function: String, _ a: PartFacts, _ b: PartFacts) -> PartFacts {
        var (yes, no) = (Absences.never, Absences.never)
        for first in a.constants {
            for second in b.constants {
                guard let result = Self.result(function, first.value, second.value) else { continue }
                if result { yes = yes | (first.when & second.when) } else { no = no | (first.when & second.when) }
            }
        }
        if yes == .never && no == .never { return Self.conditions.contains(function) ? .scalar : .unknown }
        return .condition(yes: yes, no: no)
    }

    private static let conditions: Set<String> = [
        "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "startsWith", "endsWith", "contains", "matches",
    ]

    /// What a function makes of constants of the same type; nil if that is not known here.
    private static func result(_ function: String, _ a: Expression.Literal, _ b: Expression.Literal) -> Bool? {
        switch (function, a, b) {
        case ("_==_", .string(let a), .string(let b)): a == b
        case ("_!=_", .string(let a), .string(let b)): a != b
        case ("_==_", .bool(let a), .bool(let b)): a == b
        case ("_!=_", .bool(let a), .bool(let b)): a != b
        case ("_==_", .int(let a), .int(let b)): a == b
        case ("_!=_", .int(let a), .int(let b)): a != b
        case ("_<_", .int(let a), .int(let b)): a < b
        case ("_<=_", .int(let a), .int(let b)): a <= b
        case ("_>_", .int(let a), .int(let b)): a > b
        case ("_>=_", .int(let a), .int(let b)): a >= b
        case ("startsWith", .string(let a), .string(let b)): a.utf8.starts(with: b.utf8)
        case ("contains", .string(""), .string(let b)), ("endsWith", .string(""), .string(let b)): b.isEmpty
        default: nil
        }
    }
}
