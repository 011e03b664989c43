import SourceText
import YAMLDocument

/// `a.contains('text')`, `a.startsWith('text')` and `a.endsWith('text')`
final class TextTest: Condition {
    private enum Place { case anywhere, start, end }

    private let name: String
    private let place: Place
    private let operand: any Step
    private let part: [UInt8]
    private let range: Range<Int>

    /// - Parameter name: one of the three functions.
    init(_ name: String, _ operand: any Step, _ part: String, _ range: Range<Int>) {
        place =
            switch name {
            case "startsWith": .start
            case "endsWith": .end
            default: .anywhere
            }
        (self.name, self.operand, self.part, self.range) = (name, operand, Array(part.utf8), range)
    }

    func truth(_ activation: inout Activation) -> Truth {
        let value = operand.value(&activation)
        if value.isStuck {
            activation.stuck = value
            return .neither
        }
        guard let (holds, count) = activation.withUTF8(value, { (holds(in: $0), $0.count) }) else {
            activation.stuck = activation.noOverload(name, [value, .string("")], range)
            return .neither
        }
        guard activation.spend(1 + count / 10) else { return activation.exhaust() }
        return Truth(holds)
    }

    @inline(__always)
    private func holds(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        part.withUnsafeBufferPointer { part in
            if place == .anywhere { return text.holds(part) }
            guard part.count <= text.count else { return false }
            let start = place == .start ? 0 : text.count - part.count
            return UnsafeBufferPointer(rebasing: text[start..<start + part.count]).hasSameBytes(as: part)
        }
    }
}
