/// Writes an expression anew so that it means the same where other names and functions are known. What is not touched stays as it is
/// written, comments and line breaks included.
package struct ExpressionRewriter {
    /// A call of a function that a rewriter may replace.
    package struct Call {
        /// The name, with what stands before its dots: `inventory.find`.
        package let function: String
        /// The arguments, rewritten.
        package let arguments: [String]
        /// The texts of those arguments that are string literals.
        package let literals: [String?]
        /// The field that is selected from the result; nil if something else is done with it.
        package let field: String?
        /// Where it stands in the expression.
        package let range: Range<Int>
    }

    /// What free names become, by the name.
    private let names: [String: String]
    /// What selections from a name become: for `params`, by the field.
    private let selections: @Sendable (String, String) -> String?
    /// What a call becomes, with its field if it has one; nil to leave it. Throws if it cannot be said.
    private let calls: (Call) throws(CELError) -> String?
    private let source: [UInt8]

    /// What a name means inside a loop or `cel.bind`.
    private enum Local {
        /// Itself.
        case kept
        /// A call, which is written out at each use.
        case call(function: String, arguments: [String], literals: [String?])
    }

    /// Rewrites an expression of an environment.
    package static func rewrite(
        _ text: String, in environment: CELEnvironment, names: [String: String],
        selections: @escaping @Sendable (_ name: String, _ field: String) -> String?,
        calls: @escaping (Call) throws(CELError) -> String?
    ) throws(CELError) -> String {
        let rewriter = ExpressionRewriter(names: names, selections: selections, calls: calls, source: Array(text.utf8))
        let expression = try Parser.parse(text, environment.parserOptions)
        // What surrounds the expression, such as comments, stays.
        return try rewriter.splice([expression], into: 0..<rewriter.source.count, [:])
    }

    // MARK: Parts

    private func slice(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF8.self) }

    /// The text of a range in which some expressions are written anew.
    private func splice(_ parts: [Expression], into range: Range<Int>, _ scope: [String: Local]) throws(CELError) -> String {
        var result = ""
        var at = range.lowerBound
        for part in parts.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) where part.range.lowerBound >= at {
            result += slice(at..<part.range.lowerBound)
            result += try text(of: part, scope)
            at = part.range.upperBound
        }
        return result + slice(at..<max(at, range.upperBound))
    }

    private func text(of expression: Expression, _ scope: [String: Local]) throws(CELError) -> String {
        let range = expression.range
        switch expression.kind {
        case .literal, .variable, .typeName, .undeclared: return slice(range)
        case .identifier(let name, _):
            if let local = scope[name] {
                guard case .call(let function, let arguments, let literals) = local else { return slice(range) }
                return try replaced(function, arguments, literals, field: nil, range) ?? slice(range)
            }
            return names[name] ?? slice(range)
        case .select(let operand, let field): return try select(operand, field, range, scope)
        case .has(let operand, _): return try splice([operand], into: range, scope)
        case .index(let operand, let index, _): return try splice([operand, index], into: range, scope)
        case .call(let call):
            if let text = try self.call(call, field: nil, range, scope) { return text }
            return try splice((call.target.map { [$0] } ?? []) + call.arguments, into: range, scope)
        case .and(let operands), .or(let operands): return try splice(operands, into: range, scope)
        case .conditional(let condition, let yes, let no): return try splice([condition, yes, no], into: range, scope)
        case .list(let elements): return try splice(elements.map(\.value), into: range, scope)
        case .map(let entries): return try splice(entries.flatMap { [$0.key, $0.value] }, into: range, scope)
        case .comprehension(let loop):
            var inner = scope
            for variable in loop.variables { inner[variable.name] = .kept }
            return try macro(loop, range, scope, inner)
        case .bind(let variable, let value, let body): return try bind(variable.name, value, body, scope)
        }
    }

    /// A loop: its range sees the names outside, its filter and body those inside.
    private func macro(
        _ loop: Expression.Comprehension, _ range: Range<Int>, _ scope: [String: Local], _ inner: [String: Local]
    ) throws(CELError) -> String {
        let list = loop.range.range
        var result = slice(range.lowerBound..<list.lowerBound) + (try text(of: loop.range, scope))
        var at = list.upperBound
        for part in [loop.filter, loop.body].compactMap(\.self) {
            result += slice(at..<part.range.lowerBound) + (try text(of: part, inner))
            at = part.range.upperBound
        }
        return result + slice(at..<range.upperBound)
    }

    /// Kubernetes has no `cel.bind`: a list of one value serves, or the value itself where it is a call that is replaced anyway.
    private func bind(_ name: String, _ value: Expression, _ body: Expression, _ scope: [String: Local]) throws(CELError)
        -> String
    {
        var inner = scope
        if case .call(let call) = value.kind, call.target == nil {
            let (arguments, literals) = try self.arguments(call, scope)
            let probe = Call(function: call.function, arguments: arguments, literals: literals, field: "", range: value.range)
            if (try? calls(probe)) != nil {
                inner[name] = .call(function: call.function, arguments: arguments, literals: literals)
                return "(" + (try text(of: body, inner)) + ")"
            }
        }
        inner[name] = .kept
        return "[\(try text(of: value, scope))].map(\(name), \(try text(of: body, inner)))[0]"
    }

    // MARK: Names and calls

    private func select(
        _ operand: Expression, _ field: Expression.Field, _ range: Range<Int>, _ scope: [String: Local]
    ) throws(CELError) -> String {
        switch operand.kind {
        case .identifier(let name, _):
            if case .call(let function, let arguments, let literals)? = scope[name] {
                if let text = try replaced(function, arguments, literals, field: field.name, range) { return text }
            } else if scope[name] == nil, let text = selections(name, field.name) {
                return text
            }
        case .call(let call) where !field.isOptional:
            if let text = try self.call(call, field: field.name, range, scope) { return text }
        default: break
        }
        return try splice([operand], into: range, scope)
    }

    private func call(
        _ call: Expression.Call, field: String?, _ range: Range<Int>, _ scope: [String: Local]
    ) throws(CELError) -> String? {
        var name = call.function
        if let target = call.target {
            guard case .identifier(let first, _) = target.kind, scope[first] == nil, names[first] == nil else { return nil }
            name = first + "." + name
        }
        let (arguments, literals) = try self.arguments(call, scope)
        return try replaced(name, arguments, literals, field: field, range)
    }

    private func replaced(
        _ function: String, _ arguments: [String], _ literals: [String?], field: String?, _ range: Range<Int>
    ) throws(CELError) -> String? {
        try calls(Call(function: function, arguments: arguments, literals: literals, field: field, range: range))
    }

    private func arguments(
        _ call: Expression.Call, _ scope: [String: Local]
    ) throws(CELError) -> (texts: [String], literals: [String?]) {
        var texts: [String] = []
        for argument in call.arguments { texts.append(try text(of: argument, scope)) }
        let literals = call.arguments.map { argument in
            if case .literal(.string(let text)) = argument.kind { text } else { nil as String? }
        }
        return (texts, literals)
    }
}
