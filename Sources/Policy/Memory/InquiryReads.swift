import CEL

/// What a rule or a validation reads.
struct InquiryReads {
    /// What decides whether it goes so far as to evaluate its expression: the precondition, what it goes through.
    private(set) var before = Reads()
    /// What decides whether it has something to say.
    private(set) var all: Reads

    /// - Parameters:
    ///   - precondition: what must be true before anything else is asked.
    ///   - each: the list whose elements are judged, one by one, as `item`.
    ///   - parameters: the values that `params` has.
    ///   - fields: the fields of `self` that are judged, one by one, as `value`; empty for none.
    init(
        _ precondition: Program?, _ each: Program?, _ expression: Program?, fields: [FieldPath] = [], parameters: Value,
        in environment: CELEnvironment
    ) {
        // Which element it is, and which field, is told by what is gone through.
        var known: [Int: ValueSource] = [:]
        for name in ["index", "field", "key"] {
            if let slot = environment.slot(of: name) { known[slot] = ValueSource() }
        }
        if let slot = environment.slot(of: "params") { known[slot] = ValueSource(constant: parameters) }
        if let precondition { before.formUnion(precondition.conditionReads(in: environment, where: known)) }
        if let each {
            let (reads, source) = each.reads(in: environment, where: known)
            before.formUnion(reads)
            before.insert(source, .outline)
            if let item = environment.slot(of: "item") { known[item] = source.element }
        }
        if !fields.isEmpty, let whole = environment.slot(of: "self"), let value = environment.slot(of: "value") {
            var source = ValueSource()
            for field in fields {
                let steps = field.readSteps
                let path = Reads.Path(slot: whole, steps: steps)
                source = source.union(ValueSource(places: [path]))
                // With the values of a map its keys are judged.
                if steps.last == .values {
                    before.insert(Reads.Path(slot: whole, steps: steps.dropLast(), extent: .outline))
                }
            }
            before.insert(source, .presence)
            known[value] = source
        }
        all = before
        if let expression { all.formUnion(expression.conditionReads(in: environment, where: known)) }
    }
}

extension Program {
    /// What decides whether the value of the expression is true.
    func conditionReads(in environment: CELEnvironment, where known: [Int: ValueSource] = [:]) -> Reads {
        var (reads, source) = reads(in: environment, where: known)
        reads.insert(source, .whole)
        return reads
    }
}
