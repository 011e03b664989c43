import CEL
import YAMLDocument

/// A validation that may have to be run: it is read when a document comes of which it may have something to say.
///
/// Not shared by threads.
final class OfferedValidation: Inquiry {
    private enum State {
        case unread(() -> CompiledValidation?)
        /// Nil for one that does not hold for any target version.
        case read(CompiledValidation?)
    }

    private let needs: RuleNeeds.Clauses
    // Nobody shares a validation, and the checks of exclusive access would cost as much as a small expression.
    @exclusivity(unchecked) private var state: State

    /// - Parameter needs: what documents need for it to have anything to say.
    init(_ needs: RuleNeeds.Clauses, read: @escaping () -> CompiledValidation?) { (self.needs, state) = (needs, .unread(read)) }

    init(_ validation: CompiledValidation) { (needs, state) = (RuleNeeds.Clauses(), .read(validation)) }

    /// The validation, if it may have something to say of a document with certain keys.
    func validation(for keys: KeyFilter) -> CompiledValidation? { needs.areMet(by: keys) ? validation : nil }

    private var validation: CompiledValidation? {
        switch state {
        case .read(let validation): return validation
        case .unread(let read):
            let validation = read()
            state = .read(validation)
            return validation
        }
    }

    var reads: Reads? { validation?.reads }
    @exclusivity(unchecked) var knownParts: (before: Set<Part>, all: Set<Part>)?
    var readsBefore: Reads? { validation?.readsBefore }
    // Nobody counts validations.
    var wasAsked: Bool { true }
}
