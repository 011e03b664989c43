/// Keys that a document must have for a rule to have anything to say of it: one of each clause.
///
/// They are found in the text of expressions, without evaluating them: `!pod.?spec.?hostPID.orValue(false)` is true of every document that
/// has no `hostPID` anywhere, so that nobody has to compile it for such a document. Whether a key stands in the right place does not matter.
package struct KeyNeeds: Hashable, Sendable {
    /// Of each some key must be there, sorted. None if nothing is known.
    package let clauses: [[String]]

    /// Every object has them.
    private static let usual: Set<String> = ["apiVersion", "kind", "metadata", "name"]

    /// What a condition needs to be true.
    package init(ofTruth condition: String) {
        var finder = NeedsFinder()
        self.init(finder.facts(of: condition).is(false))
    }

    /// What an expression that is true where all is well needs to be false.
    ///
    /// - Parameter list: an expression whose value is a list for the elements of which, called `item`, the other is evaluated.
    package init(ofFalsehood expression: String, forEachOf list: String? = nil) {
        var finder = NeedsFinder()
        var absences = Absences.never
        if let list {
            let list = finder.facts(of: list)
            absences = list.isEmpty
            finder.bind("item", to: list.isOfDocument ? .scalar : .unknown)
        } else {
            finder.bind("item", to: .scalar)
        }
        self.init(absences | finder.facts(of: expression).is(true))
    }

    private init(_ absences: Absences) {
        clauses = absences.sets.filter { !$0.isEmpty && $0.isDisjoint(with: Self.usual) }.map { $0.sorted() }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }
}
