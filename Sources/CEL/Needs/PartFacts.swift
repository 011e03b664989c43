/// What can be said of the value of a part of an expression for documents in which some keys are missing.
///
/// All of it holds unless the evaluation fails because a value is of a type that nobody thought of, or not known: a rule has nothing to
/// say then either.
struct PartFacts {
    /// Whether it is a node of the document that is judged, a scalar, or a list of such: a key that the document has nowhere is not in it.
    var isOfDocument = false
    /// Whether it is an optional.
    var isOptional = false
    /// When it is an optional without content.
    var isAbsent = Absences.never
    /// When it is a list or a map without elements.
    var isEmpty = Absences.never
    /// When it is a list of nothing but empty lists.
    var isHollow = Absences.never
    /// What it is when.
    var constants: [(value: Expression.Literal, when: Absences)] = []

    /// Nothing is known.
    static let unknown = PartFacts()
    /// A scalar of which nothing is known.
    static let scalar = PartFacts(isOfDocument: true)

    /// When it is a certain value.
    func isValue(where matches: (Expression.Literal) -> Bool) -> Absences {
        constants.reduce(.never) { matches($1.value) ? $0 | $1.when : $0 }
    }

    func `is`(_ bool: Bool) -> Absences { isValue { $0 == .bool(bool) } }

    /// A boolean that is true or false when these say.
    static func condition(yes: Absences, no: Absences) -> PartFacts {
        var facts = scalar
        facts.constants = [(.bool(true), yes), (.bool(false), no)].filter { $0.1 != .never }
        return facts
    }

    /// The value of this where a condition holds.
    func when(_ condition: Absences) -> PartFacts {
        var facts = self
        facts.isAbsent = isAbsent & condition
        facts.isEmpty = isEmpty & condition
        facts.isHollow = isHollow & condition
        facts.constants = constants.map { ($0.value, $0.when & condition) }.filter { $0.when != .never }
        return facts
    }

    /// What holds of a value that is one of two, where each says when.
    static func either(_ a: PartFacts, _ b: PartFacts) -> PartFacts {
        var facts = PartFacts()
        facts.isOfDocument = a.isOfDocument && b.isOfDocument
        facts.isOptional = a.isOptional && b.isOptional
        facts.isAbsent = a.isAbsent | b.isAbsent
        facts.isEmpty = a.isEmpty | b.isEmpty
        facts.isHollow = a.isHollow | b.isHollow
        facts.constants = a.constants + b.constants
        return facts
    }

    /// The same value of a function that is applied to the constants.
    func mapped(_ transform: (Expression.Literal) -> Expression.Literal?) -> PartFacts {
        var facts = PartFacts.scalar
        facts.constants = constants.compactMap { constant in transform(constant.value).map { ($0, constant.when) } }
        return facts
    }
}
