/// A part of an expression as the parser understood it, macros expanded.
struct Expression: Sendable {
    /// In UTF-8 bytes of the expression.
    let range: Range<Int>
    let kind: Kind
    /// How many levels of parts there are, 1 for a name or a literal.
    let height: Int

    init(range: Range<Int>, kind: Kind) {
        (self.range, self.kind) = (range, kind)
        height = 1 + kind.heightOfParts
    }

    indirect enum Kind: Sendable {
        case literal(Literal)
        /// A name; `isRooted` when a dot stands before it.
        case identifier(String, isRooted: Bool)
        /// A name that the resolver has found: a variable or a loop variable, by its slot.
        case variable(Variable)
        case typeName(CELType)
        /// A name that means nothing, in an expression that is not checked: fails when it is evaluated.
        case undeclared(String)
        case select(Expression, Field)
        case has(Expression, Field)
        case index(Expression, Expression, isOptional: Bool)
        case call(Call)
        case and([Expression])
        case or([Expression])
        case conditional(Expression, Expression, Expression)
        case list([Element])
        case map([Entry])
        case comprehension(Comprehension)
        case bind(Variable, Expression, Expression)
    }

    enum Literal: Hashable, Sendable {
        case null
        case bool(Bool)
        case int(Int64)
        case uint(UInt64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
    }

    struct Variable: Hashable, Sendable {
        let name: String
        /// Where the activation keeps its value; -1 before the resolver has run.
        var slot = -1
    }

    struct Field: Hashable, Sendable {
        let name: String
        /// `.?name`
        let isOptional: Bool
        let range: Range<Int>
    }

    struct Call: Sendable {
        /// A name as written, or an operator in CEL's notation: `_+_`, `!_`.
        let function: String
        let target: Expression?
        let arguments: [Expression]
        let nameRange: Range<Int>
    }

    struct Element: Sendable {
        let value: Expression
        /// `?value`: left out when the optional is empty.
        let isOptional: Bool
    }

    struct Entry: Sendable {
        let key: Expression
        let value: Expression
        let isOptional: Bool
    }

    /// A macro that goes through a list or a map.
    struct Comprehension: Sendable {
        enum Macro: String, Sendable {
            case all, exists, existsOne, map, filter, transformList, transformMap, transformMapEntry
            /// Not a loop: the body sees the content of a present optional.
            case optMap, optFlatMap
            /// `sortBy(x, key)`: the list in the order of the keys.
            case sortBy
        }

        let macro: Macro
        let range: Expression
        /// The element or key, or for two variables the index or key and the element or value.
        let variables: [Variable]
        /// `map(x, filter, body)`; nil without one.
        let filter: Expression?
        let body: Expression
    }
}

extension Expression.Kind {
    /// The greatest height among the expressions that it is made of; 0 if it is made of none.
    fileprivate var heightOfParts: Int {
        switch self {
        case .literal, .identifier, .variable, .typeName, .undeclared: 0
        case .select(let operand, _), .has(let operand, _): operand.height
        case .index(let operand, let index, _): max(operand.height, index.height)
        case .call(let call): call.arguments.reduce(call.target?.height ?? 0) { max($0, $1.height) }
        case .and(let operands), .or(let operands): operands.reduce(0) { max($0, $1.height) }
        case .conditional(let condition, let yes, let no): max(condition.height, yes.height, no.height)
        case .list(let elements): elements.reduce(0) { max($0, $1.value.height) }
        case .map(let entries): entries.reduce(0) { max($0, $1.key.height, $1.value.height) }
        case .comprehension(let loop): max(loop.range.height, loop.filter?.height ?? 0, loop.body.height)
        case .bind(_, let value, let body): max(value.height, body.height)
        }
    }
}
