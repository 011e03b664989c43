/// The instructions of one Thompson automaton over bytes.
struct Program: Sendable {
    enum Operation: UInt8 {
        /// Takes one byte in `low...high`.
        case byte
        /// Goes to `next`, and with less right to `other`.
        case split
        /// Goes on where the assertion `low` holds.
        case assertion
        /// Notes the place in slot `other`.
        case save
        case match
        case fail
    }

    struct Instruction {
        var operation: Operation
        var low: UInt8 = 0
        var high: UInt8 = 0
        var next: Int32 = 0
        var other: Int32 = 0
    }

    var instructions: [Instruction] = []
    var start: Int32 = 0
    var slotCount = 2
    /// A match can only begin where the text does.
    var isAnchored = false
    var hasAssertions = false
    /// The bytes with which a match can begin; all of them if one can be empty.
    var canBegin: [Bool] = []
    /// Byte to class: bytes of one class are alike to every instruction.
    var classOfByte: [UInt8] = []
    /// One byte of each class.
    var representatives: [UInt8] = []
}
