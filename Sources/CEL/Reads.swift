/// Which parts of its variables decide the value of an expression.
///
/// Where those parts hold the same, the value is the same; what else an object has does not matter.
package struct Reads: Hashable {
    /// Fields from a variable on: what is at the end of the path, with all that it holds.
    package struct Path: Hashable {
        /// The variable's slot in the environment.
        package let slot: Int
        /// The names of the fields; none for the whole variable.
        package let names: [String]
    }

    /// The parts.
    package private(set) var paths: Set<Path> = []
    /// Whether more than its variables decides: other documents, say.
    package private(set) var looksAround = false

    /// What is decided by nothing.
    package init() {}

    /// Adds what decides another expression.
    package mutating func formUnion(_ other: Reads) {
        paths.formUnion(other.paths)
        looksAround = looksAround || other.looksAround
    }

    /// Adds a part.
    package mutating func insert(slot: Int, names: [String]) { paths.insert(Path(slot: slot, names: names)) }
}

extension Program {
    /// What decides the value of the expression; it is found anew with each call.
    package func reads(in environment: CELEnvironment) -> Reads {
        var reader = ReadsFinder(environment)
        do throws(CELError) {
            var resolver = Resolver(environment, isLenient: true)
            reader.visit(try resolver.resolve(try Parser.parse(text, environment.parserOptions)))
        } catch {
            reader.reads.lookAround()
        }
        return reader.reads
    }
}

extension Reads {
    fileprivate mutating func lookAround() { looksAround = true }
}

/// Goes through an expression and notes the longest chains of fields that start at variables.
private struct ReadsFinder {
    private let environment: CELEnvironment
    var reads = Reads()

    init(_ environment: CELEnvironment) { self.environment = environment }

    mutating func visit(_ expression: Expression) {
        if let path = path(expression) { return reads.insert(slot: path.slot, names: path.names) }
        switch expression.kind {
        case .literal, .variable, .typeName, .undeclared, .identifier: break
        case .select(let operand, _), .has(let operand, _): visit(operand)
        case .index(let operand, let index, _):
            visit(operand)
            visit(index)
        case .call(let call): visit(call)
        case .and(let operands), .or(let operands): for operand in operands { visit(operand) }
        case .conditional(let condition, let yes, let no): for part in [condition, yes, no] { visit(part) }
        case .list(let elements): for element in elements { visit(element.value) }
        case .map(let entries):
            for entry in entries {
                visit(entry.key)
                visit(entry.value)
            }
        case .comprehension(let loop):
            // What loop variables hold is part of what is gone through.
            visit(loop.range)
            if let filter = loop.filter { visit(filter) }
            visit(loop.body)
        case .bind(_, let value, let body):
            visit(value)
            visit(body)
        }
    }

    private mutating func visit(_ call: Expression.Call) {
        let functions = environment.functions[call.function]
        if functions.contains(where: { !$0.isPure }) { reads.lookAround() }
        if let target = call.target { visit(target) }
        let fields = functions.count == 1 ? functions[0].readsOfArguments : []
        for (place, argument) in call.arguments.enumerated() {
            guard place < fields.count, let path = path(argument) else {
                visit(argument)
                continue
            }
            reads.insert(slot: path.slot, names: path.names + fields[place])
        }
    }

    /// The chain of fields that an expression is, if it starts at a variable of the environment.
    private func path(_ expression: Expression) -> Reads.Path? {
        switch expression.kind {
        case .variable(let variable):
            return variable.slot < environment.variables.count ? Reads.Path(slot: variable.slot, names: []) : nil
        case .select(let operand, let field), .has(let operand, let field):
            return path(operand).map { Reads.Path(slot: $0.slot, names: $0.names + [field.name]) }
        case .index(let operand, let index, _):
            guard case .literal(.string(let name)) = index.kind else { return nil }
            return path(operand).map { Reads.Path(slot: $0.slot, names: $0.names + [name]) }
        default: return nil
        }
    }
}
