/// Keeps what is known of types that have not been found out yet, and tells which types go together.
///
/// Source: cel-go `checker/types.go`
struct TypeSolver {
    private var solutions: [CELType?] = []

    /// A type that is not known yet.
    mutating func fresh() -> CELType {
        solutions.append(nil)
        return .unsolved(solutions.count - 1)
    }

    /// The parameters and the result of a signature, with unknown types for its type parameters.
    mutating func instantiate(_ signature: Signature) -> ([CELType], CELType) {
        var names: [String: CELType] = [:]
        let parameters = signature.all.map { replaced($0, &names) }
        return (parameters, replaced(signature.result, &names))
    }

    private mutating func replaced(_ type: CELType, _ names: inout [String: CELType]) -> CELType {
        guard case .parameter(let name) = type else { return type.mapParts { replaced($0, &names) } }
        if let known = names[name] { return known }
        let new = fresh()
        names[name] = new
        return new
    }

    /// The type itself, or what has been found out about it.
    func resolved(_ type: CELType) -> CELType {
        var type = type
        while case .unsolved(let number) = type, let solution = solutions[number] { type = solution }
        return type
    }

    /// The type with all that has been found out; what has not is `dyn`.
    func final(_ type: CELType) -> CELType {
        switch resolved(type) {
        case .unsolved: .dyn
        case let type: type.mapParts { final($0) }
        }
    }

    /// Whether a value of one type may stand where another is wanted; finds out unknown types on the way.
    mutating func isAssignable(_ wanted: CELType, _ given: CELType) -> Bool {
        if case .unsolved(let number) = wanted, let solution = solutions[number] { return generalize(number, solution, given) }
        if case .unsolved(let number) = given, let solution = solutions[number] { return generalize(number, solution, wanted) }
        switch (wanted, given) {
        case (.unsolved(let a), .unsolved(let b)) where a == b: return true
        case (.unsolved(let number), let other), (let other, .unsolved(let number)):
            guard !contains(other, number) else { return false }
            solutions[number] = other
            return true
        case (.dyn, _), (_, .dyn): return true
        case (.wrapper(let a), .wrapper(let b)): return isAssignable(a, b)
        case (.wrapper, .null), (.null, .wrapper): return true
        case (.wrapper(let a), let b), (let b, .wrapper(let a)): return isAssignable(a, b)
        case (.null, let other), (let other, .null): return other == .null || other.isNullable
        case (.list(let a), .list(let b)), (.optional(let a), .optional(let b)): return isAssignable(a, b)
        case (.map(let a, let b), .map(let c, let d)): return isAssignable(a, c) && isAssignable(b, d)
        case (.type, .type): return true
        case (.opaque(let a, let first), .opaque(let b, let second)):
            guard a == b, first.count == second.count else { return false }
            for (x, y) in zip(first, second) where !isAssignable(x, y) { return false }
            return true
        case (.object(let a, _), .object(let b, _)): return a == b
        default: return wanted == given
        }
    }

    /// A type that was found out meets another: both must go together, and the more general one stays.
    private mutating func generalize(_ number: Int, _ solution: CELType, _ other: CELType) -> Bool {
        let target = resolved(other)
        if case .unsolved(number) = target { return true }
        guard isAssignable(solution, target) else { return false }
        let general = moreGeneral(solution, target)
        if !contains(general, number) { solutions[number] = general }
        return true
    }

    /// The more general of two types that go together.
    func moreGeneral(_ a: CELType, _ b: CELType) -> CELType { isAtLeastAsGeneral(a, b) ? a : b }

    private func isAtLeastAsGeneral(_ a: CELType, _ b: CELType) -> Bool {
        switch (resolved(a), resolved(b)) {
        case (.dyn, _), (.unsolved, _): return true
        case (_, .dyn), (_, .unsolved): return false
        case (.wrapper(let a), .wrapper(let b)): return isAtLeastAsGeneral(a, b)
        case (.wrapper, _): return true
        case (_, .wrapper): return false
        case (_, .null): return true
        case (.null, _): return false
        case (.list(let a), .list(let b)), (.optional(let a), .optional(let b)): return isAtLeastAsGeneral(a, b)
        case (.map(let a, let b), .map(let c, let d)): return isAtLeastAsGeneral(a, c) && isAtLeastAsGeneral(b, d)
        case (.opaque(_, let a), .opaque(_, let b)): return zip(a, b).allSatisfy { isAtLeastAsGeneral($0, $1) }
        default: return true
        }
    }

    /// Whether an unknown type is part of another, which must then not become its solution.
    private func contains(_ type: CELType, _ number: Int) -> Bool {
        switch resolved(type) {
        case .unsolved(let other): other == number
        case .list(let inner), .optional(let inner), .type(let inner), .wrapper(let inner): contains(inner, number)
        case .map(let key, let value): contains(key, number) || contains(value, number)
        case .opaque(_, let arguments): arguments.contains { contains($0, number) }
        default: false
        }
    }
}

extension CELType {
    /// The same type with its parts changed.
    fileprivate func mapParts(_ change: (CELType) -> CELType) -> CELType {
        switch self {
        case .list(let element): .list(change(element))
        case .map(let key, let value): .map(change(key), change(value))
        case .optional(let inner): .optional(change(inner))
        case .type(let inner): .type(change(inner))
        case .wrapper(let inner): .wrapper(change(inner))
        case .opaque(let name, let arguments): .opaque(name, arguments.map(change))
        default: self
        }
    }

    /// Whether null may stand for a value of the type.
    fileprivate var isNullable: Bool {
        switch self {
        case .opaque, .optional, .object, .timestamp, .duration: true
        default: false
        }
    }
}
