import Synchronization

/// The overloads of one function, read when the first expression calls it: a run calls few of all functions.
final class Overloads: Sendable {
    /// Their signatures as they are written in the program.
    private let texts: [String]
    private let known = Mutex(Known())

    /// What has been asked for.
    private struct Known {
        var signatures: [Signature]?
        /// By the number of arguments, the receiver included.
        var kinds: [Int: [[ArgumentKind]]] = [:]
    }

    init(_ texts: [String]) { self.texts = texts }

    /// The types that each takes and gives.
    var signatures: [Signature] { known.withLock { signatures(&$0) } }

    /// The kinds of arguments of each overload that takes that many, the receiver included.
    func kinds(count: Int) -> [[ArgumentKind]] {
        known.withLock { known in
            if let kinds = known.kinds[count] { return kinds }
            let kinds = signatures(&known).map(\.all).filter { $0.count == count }.map { $0.map(ArgumentKind.init) }
            known.kinds[count] = kinds
            return kinds
        }
    }

    /// Whether one takes that many arguments beside the receiver that it has or has not.
    func take(_ count: Int, isMethod: Bool) -> Bool {
        known.withLock { known in
            signatures(&known).contains { ($0.receiver != nil) == isMethod && $0.parameters.count == count }
        }
    }

    private func signatures(_ known: inout Known) -> [Signature] {
        if let signatures = known.signatures { return signatures }
        let signatures = texts.map(Signature.init)
        known.signatures = signatures
        return signatures
    }
}
