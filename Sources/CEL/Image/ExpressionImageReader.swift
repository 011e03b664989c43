import YAMLDocument

/// Makes the syntax tree of an expression from its image, with names resolved as `Resolver` does it.
struct ExpressionImageReader {
    private var packed: PackedNumbers.Reader
    private let environment: CELEnvironment
    /// How many loop variables are in scope.
    private var depth = 0
    /// How many loop variables there are at most at once.
    let loopVariableCount: Int
    /// Whether the environment has had all variables and functions so far.
    private(set) var isComplete = true

    init(_ image: UnsafePointer<UInt8>, _ environment: CELEnvironment) {
        packed = PackedNumbers.Reader(image)
        self.environment = environment
        loopVariableCount = Int(packed.number())
    }

    /// The next part; nil if the image is none.
    ///
    /// - Parameter start: where the part around it starts.
    mutating func expression(in start: Int) -> Expression? {
        guard let tag = ExpressionImage.Tag(rawValue: packed.number()) else { return nil }
        let range = packed.range(from: start)
        return kind(tag, in: range.lowerBound).map { Expression(range: range, kind: $0) }
    }

    private mutating func kind(_ tag: ExpressionImage.Tag, in start: Int) -> Expression.Kind? {
        switch tag {
        case .null: return .literal(.null)
        case .no: return .literal(.bool(false))
        case .yes: return .literal(.bool(true))
        case .int: return .literal(.int(Int64(bitPattern: packed.wide())))
        case .uint: return .literal(.uint(packed.wide()))
        case .double: return .literal(.double(Double(bitPattern: packed.wide())))
        case .string: return .literal(.string(packed.text()))
        case .variable: return .variable(variable(named: packed.text()))
        case .loopVariable:
            let name = packed.text()
            return .variable(.init(name: name, slot: environment.variables.count + Int(packed.number())))
        case .typeName: return CELType.named[packed.text()].map { .typeName($0) }
        case .select, .optionalSelect:
            let field = field(in: start, isOptional: tag == .optionalSelect)
            return expression(in: start).map { .select($0, field) }
        case .has:
            let field = field(in: start, isOptional: false)
            return expression(in: start).map { .has($0, field) }
        case .index, .optionalIndex:
            guard let operand = expression(in: start), let index = expression(in: start) else { return nil }
            return .index(operand, index, isOptional: tag == .optionalIndex)
        case .call, .method: return call(in: start, hasTarget: tag == .method)
        case .and: return expressions(in: start).map { .and($0) }
        case .or: return expressions(in: start).map { .or($0) }
        case .conditional:
            guard let condition = expression(in: start), let yes = expression(in: start), let no = expression(in: start) else {
                return nil
            }
            return .conditional(condition, yes, no)
        case .list: return list(in: start)
        case .map: return map(in: start)
        case .comprehension: return comprehension(in: start)
        case .bind:
            let name = packed.text()
            guard let value = expression(in: start) else { return nil }
            let variable = loopVariable(name)
            defer { depth -= 1 }
            return expression(in: start).map { .bind(variable, value, $0) }
        }
    }

    private mutating func expressions(in start: Int) -> [Expression]? {
        let count = Int(packed.number())
        var result: [Expression] = []
        result.reserveCapacity(count)
        for _ in 0..<count {
            guard let part = expression(in: start) else { return nil }
            result.append(part)
        }
        return result
    }

    // MARK: Names

    private mutating func field(in start: Int, isOptional: Bool) -> Expression.Field {
        let name = packed.text()
        return Expression.Field(name: name, isOptional: isOptional, range: packed.range(from: start))
    }

    private mutating func variable(named name: String) -> Expression.Variable {
        guard let slot = environment.slot(of: name) else {
            isComplete = false
            return Expression.Variable(name: name)
        }
        return Expression.Variable(name: name, slot: slot)
    }

    private mutating func loopVariable(_ name: String) -> Expression.Variable {
        defer { depth += 1 }
        return Expression.Variable(name: name, slot: environment.variables.count + depth)
    }

    private mutating func call(in start: Int, hasTarget: Bool) -> Expression.Kind? {
        let name = packed.text()
        let nameRange = packed.range(from: start)
        if !environment.functions[name].contains(where: { environment.has($0.availability) }) { isComplete = false }
        let target = hasTarget ? expression(in: start) : nil
        guard let arguments = expressions(in: start), !hasTarget || target != nil else { return nil }
        return .call(.init(function: name, target: target, arguments: arguments, nameRange: nameRange))
    }

    // MARK: Lists and loops

    private mutating func list(in start: Int) -> Expression.Kind? {
        let count = Int(packed.number())
        var elements: [Expression.Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count {
            let isOptional = packed.number() == 1
            guard let value = expression(in: start) else { return nil }
            elements.append(.init(value: value, isOptional: isOptional))
        }
        return .list(elements)
    }

    private mutating func map(in start: Int) -> Expression.Kind? {
        var entries: [Expression.Entry] = []
        for _ in 0..<packed.number() {
            let isOptional = packed.number() == 1
            guard let key = expression(in: start), let value = expression(in: start) else { return nil }
            entries.append(.init(key: key, value: value, isOptional: isOptional))
        }
        return .map(entries)
    }

    private mutating func comprehension(in start: Int) -> Expression.Kind? {
        let macro = ExpressionImage.macros[Int(packed.number())]
        let names = (0..<packed.number()).map { _ in packed.text() }
        let hasFilter = packed.number() == 1
        guard let range = expression(in: start) else { return nil }
        let variables = names.map { loopVariable($0) }
        defer { depth -= variables.count }
        let filter = hasFilter ? expression(in: start) : nil
        guard let body = expression(in: start), !hasFilter || filter != nil else { return nil }
        return .comprehension(.init(macro: macro, range: range, variables: variables, filter: filter, body: body))
    }
}

extension PackedNumbers.Reader {
    fileprivate mutating func range(from start: Int) -> Range<Int> {
        let lower = start + Int(number())
        return Range(uncheckedBounds: (lower, lower + Int(number())))
    }

    fileprivate mutating func text() -> String { String(decoding: bytes(number()), as: UTF8.self) }

    fileprivate mutating func wide() -> UInt64 {
        let low = number()
        return UInt64(low) | UInt64(number()) << 32
    }
}
