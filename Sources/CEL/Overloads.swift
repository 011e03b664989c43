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
            let fitting = texts.filter { Self.shape(of: $0).all == count }.map(Signature.init)
            let kinds = fitting.map { $0.all.map(ArgumentKind.init) }
            known.kinds[count] = kinds
            return kinds
        }
    }

    /// Whether one takes that many arguments beside the receiver that it has or has not.
    func take(_ count: Int, isMethod: Bool) -> Bool {
        texts.contains { text in
            let shape = Self.shape(of: text)
            return shape.isMethod == isMethod && shape.parameters == count
        }
    }

    /// How many parameters a signature has, and whether it has a receiver, which shows without reading its types.
    private static func shape(of text: String) -> (isMethod: Bool, parameters: Int, all: Int) {
        let isMethod = text.utf8.first != UInt8(ascii: "(")
        // The parameters are in the first parentheses that follow a dot, or begin the text.
        var (depth, commas, isEmpty, isInside, previous) = (0, 0, true, false, UInt8(ascii: "."))
        for byte in text.utf8 where byte != UInt8(ascii: " ") {
            if byte == UInt8(ascii: ")") {
                depth -= 1
                if isInside, depth == 0 { break }
            }
            if isInside { isEmpty = false }
            if byte == UInt8(ascii: "(") {
                if depth == 0, previous == UInt8(ascii: ".") { isInside = true }
                depth += 1
            } else if byte == UInt8(ascii: ","), isInside, depth == 1 {
                commas += 1
            }
            previous = byte
        }
        let parameters = isEmpty ? 0 : commas + 1
        return (isMethod, parameters, parameters + (isMethod ? 1 : 0))
    }

    private func signatures(_ known: inout Known) -> [Signature] {
        if let signatures = known.signatures { return signatures }
        let signatures = texts.map(Signature.init)
        known.signatures = signatures
        return signatures
    }
}
