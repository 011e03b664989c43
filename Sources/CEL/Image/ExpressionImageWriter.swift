import YAMLDocument

/// Writes the image of an expression.
struct ExpressionImageWriter {
    private var packed = PackedNumbers.Writer()
    private let variables: Set<String>
    /// The loop variables in scope, the innermost last.
    private var scope: [String] = []
    private var deepest = 0

    init(_ variables: Set<String>) { self.variables = variables }

    /// What has been written.
    var text: String {
        var whole = PackedNumbers.Writer()
        whole.put(UInt32(deepest))
        whole.put(packed.bytes)
        return String(decoding: whole.bytes, as: UTF8.self)
    }

    /// Writes a part.
    ///
    /// - Parameter start: where the part around it starts.
    /// - Returns: whether all of it can be written.
    mutating func write(_ part: Expression, in start: Int) -> Bool {
        let from = part.range.lowerBound
        func head(_ tag: ExpressionImage.Tag, _ packed: inout PackedNumbers.Writer) {
            packed.put(tag.rawValue)
            packed.put(part.range, from: start)
        }
        switch part.kind {
        case .literal(let literal): return write(literal, part.range, from: start)
        case .identifier(let name, let isRooted): return !isRooted && write(name: name, part.range, from: start)
        case .variable, .typeName, .undeclared: return false
        case .select(let operand, let field):
            head(field.isOptional ? .optionalSelect : .select, &packed)
            packed.put(text: field.name)
            packed.put(field.range, from: from)
            return write(operand, in: from)
        case .has(let operand, let field):
            head(.has, &packed)
            packed.put(text: field.name)
            packed.put(field.range, from: from)
            return write(operand, in: from)
        case .index(let operand, let index, let isOptional):
            head(isOptional ? .optionalIndex : .index, &packed)
            return write(operand, in: from) && write(index, in: from)
        case .call(let call): return write(call, part.range, from: start)
        case .and(let operands):
            head(.and, &packed)
            return write(operands, in: from)
        case .or(let operands):
            head(.or, &packed)
            return write(operands, in: from)
        case .conditional(let condition, let yes, let no):
            head(.conditional, &packed)
            return write(condition, in: from) && write(yes, in: from) && write(no, in: from)
        case .list(let elements):
            head(.list, &packed)
            packed.put(UInt32(elements.count))
            for element in elements {
                packed.put(element.isOptional ? 1 : 0)
                guard write(element.value, in: from) else { return false }
            }
            return true
        case .map(let entries):
            head(.map, &packed)
            packed.put(UInt32(entries.count))
            for entry in entries {
                packed.put(entry.isOptional ? 1 : 0)
                guard write(entry.key, in: from), write(entry.value, in: from) else { return false }
            }
            return true
        case .comprehension(let loop):
            head(.comprehension, &packed)
            return write(loop, in: from)
        case .bind(let variable, let value, let body):
            head(.bind, &packed)
            packed.put(text: variable.name)
            guard write(value, in: from) else { return false }
            return inside([variable]) { $0.write(body, in: from) }
        }
    }

    private mutating func write(_ parts: [Expression], in start: Int) -> Bool {
        packed.put(UInt32(parts.count))
        for part in parts { guard write(part, in: start) else { return false } }
        return true
    }

    private mutating func write(_ literal: Expression.Literal, _ range: Range<Int>, from start: Int) -> Bool {
        func put(_ tag: ExpressionImage.Tag, _ packed: inout PackedNumbers.Writer) {
            packed.put(tag.rawValue)
            packed.put(range, from: start)
        }
        switch literal {
        case .null: put(.null, &packed)
        case .bool(let value): put(value ? .yes : .no, &packed)
        case .int(let value):
            put(.int, &packed)
            packed.put(wide: UInt64(bitPattern: value))
        case .uint(let value):
            put(.uint, &packed)
            packed.put(wide: value)
        case .double(let value):
            put(.double, &packed)
            packed.put(wide: value.bitPattern)
        case .string(let value):
            put(.string, &packed)
            packed.put(text: value)
        case .bytes: return false
        }
        return true
    }

    private mutating func write(name: String, _ range: Range<Int>, from start: Int) -> Bool {
        func put(_ tag: ExpressionImage.Tag, _ packed: inout PackedNumbers.Writer) {
            packed.put(tag.rawValue)
            packed.put(range, from: start)
            packed.put(text: name)
        }
        if let depth = scope.lastIndex(of: name) {
            put(.loopVariable, &packed)
            packed.put(UInt32(depth))
        } else if variables.contains(name) {
            put(.variable, &packed)
        } else if let type = CELType.named[name], type != .dyn {
            put(.typeName, &packed)
        } else {
            return false
        }
        return true
    }

    private mutating func write(_ call: Expression.Call, _ range: Range<Int>, from start: Int) -> Bool {
        // `inventory.find(…)` is the call of a function whose name has a dot, unless there is a variable `inventory`.
        var (name, target) = (call.function, call.target)
        if let written = target, let space = dottedName(written) { (name, target) = (space + "." + name, nil) }
        packed.put((target == nil ? ExpressionImage.Tag.call : .method).rawValue)
        packed.put(range, from: start)
        packed.put(text: name)
        packed.put(call.nameRange, from: range.lowerBound)
        if let target, !write(target, in: range.lowerBound) { return false }
        return write(call.arguments, in: range.lowerBound)
    }

    /// The names of a chain that starts at no variable; nil for another expression.
    private func dottedName(_ expression: Expression) -> String? {
        switch expression.kind {
        case .identifier(let name, isRooted: false): scope.contains(name) || variables.contains(name) ? nil : name
        case .select(let operand, let field) where !field.isOptional: dottedName(operand).map { $0 + "." + field.name }
        default: nil
        }
    }

    private mutating func write(_ loop: Expression.Comprehension, in start: Int) -> Bool {
        guard let macro = ExpressionImage.macros.firstIndex(of: loop.macro) else { return false }
        packed.put(UInt32(macro))
        packed.put(UInt32(loop.variables.count))
        for variable in loop.variables { packed.put(text: variable.name) }
        packed.put(loop.filter == nil ? 0 : 1)
        guard write(loop.range, in: start) else { return false }
        return inside(loop.variables) { writer in
            if let filter = loop.filter, !writer.write(filter, in: start) { return false }
            return writer.write(loop.body, in: start)
        }
    }

    private mutating func inside(_ variables: [Expression.Variable], _ body: (inout Self) -> Bool) -> Bool {
        scope += variables.map(\.name)
        deepest = max(deepest, scope.count)
        defer { scope.removeLast(variables.count) }
        return body(&self)
    }
}

extension PackedNumbers.Writer {
    fileprivate mutating func put(_ range: Range<Int>, from start: Int) {
        put(UInt32(range.lowerBound - start))
        put(UInt32(range.count))
    }

    fileprivate mutating func put(text: String) {
        put(UInt32(text.utf8.count))
        put(text.utf8)
    }

    fileprivate mutating func put(wide number: UInt64) {
        put(UInt32(truncatingIfNeeded: number))
        put(UInt32(truncatingIfNeeded: number >> 32))
    }
}
