/// A parsed pattern: nodes in one flat array, named by index, so that neither reading nor freeing one recurses.
struct Syntax {
    /// An index into `nodes`.
    typealias NodeID = Int

    enum Node {
        case empty
        case scalars(ScalarSet)
        case assertion(Assertion)
        case sequence([NodeID])
        case alternatives([NodeID])
        /// `maximum` is nil when there is none.
        case repetition(NodeID, minimum: Int, maximum: Int?, greedy: Bool)
        case group(NodeID, index: Int)
    }

    var nodes: [Node] = []
    /// Per node: whether it can match nothing at all.
    private(set) var isNullable: [Bool] = []
    /// Per node: the product of the counts of the repetitions that nest most deeply in it.
    private(set) var repeatWeight: [Int] = []
    var root: NodeID = 0
    /// Names of the groups; index 0 is the whole match. Nil for a group without a name.
    var groupNames: [String?] = [nil]

    mutating func add(_ node: Node) -> NodeID {
        let (nullable, weight): (Bool, Int) =
            switch node {
            case .empty, .assertion: (true, 1)
            case .scalars: (false, 1)
            case .sequence(let parts): (parts.allSatisfy { isNullable[$0] }, parts.map { repeatWeight[$0] }.max() ?? 1)
            case .alternatives(let parts): (parts.contains { isNullable[$0] }, parts.map { repeatWeight[$0] }.max() ?? 1)
            case .repetition(let part, let minimum, _, _): (minimum == 0 || isNullable[part], repeatWeight[part])
            case .group(let part, _): (isNullable[part], repeatWeight[part])
            }
        nodes.append(node)
        isNullable.append(nullable)
        repeatWeight.append(weight)
        return nodes.count - 1
    }

    mutating func multiplyRepeatWeight(of node: NodeID, by count: Int) {
        repeatWeight[node] *= max(count, 1)
    }
}

/// A condition on a place between two bytes.
enum Assertion: UInt8 {
    case beginText, endText, beginLine, endLine, wordBoundary, notWordBoundary

    /// - Parameters:
    ///   - before: what lies before the place.
    ///   - after: the byte after it; nil at the end of the text.
    func holds(before: Context, after: UInt8?) -> Bool {
        switch self {
        case .beginText: before == .start
        case .endText: after == nil
        case .beginLine: before == .start || before == .newline
        case .endLine: after == nil || after == UInt8(ascii: "\n")
        case .wordBoundary: (before == .word) != Context.isWord(after)
        case .notWordBoundary: (before == .word) == Context.isWord(after)
        }
    }

    /// All that an assertion wants to know of the text before a place.
    enum Context: UInt8 {
        case start, newline, word, other

        init(_ byte: UInt8) {
            self = byte == UInt8(ascii: "\n") ? .newline : Self.isWord(byte) ? .word : .other
        }

        static func isWord(_ byte: UInt8?) -> Bool {
            guard let byte else { return false }
            return switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
