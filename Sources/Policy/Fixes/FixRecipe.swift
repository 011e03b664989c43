public import SourceText
import YAMLDocument

/// How a rule mends its findings: the `fix` of a rule file.
public struct FixRecipe: Sendable {
    /// What is done at the place.
    public enum Verb: Sendable {
        /// `set: PATH, value: VALUE`
        case set(FixValue)
        /// `append: PATH, value: VALUE`
        case append(FixValue)
        /// `remove: PATH`, or a list of paths, of which those go that are there
        case remove
        /// `rename: PATH, to: KEY`
        case rename(String)
    }

    /// Whether it may be applied without a second look.
    public let safety: FixSafety
    /// What is done.
    public let verb: Verb
    /// Where, as paths that start with a variable of the rule; one but for `remove`.
    public let places: [Located<String>]
    /// What must be true for the fix to be proposed; nil if it always is.
    public let precondition: Located<String>?
}

/// Reads the `fix` of a rule.
struct FixRecipeReader {
    private let document: Document
    private(set) var problems: [Diagnostic] = []

    private static let verbs = ["set", "append", "remove", "rename"]

    init(_ document: Document) { self.document = document }

    /// The recipe at a node; nil if it is none, and then there is a problem.
    mutating func recipe(_ node: NodeID) -> FixRecipe? {
        let verbs = document.children(of: node).filter { Self.verbs.contains(document.key(of: $0) ?? "") }
        let isList = verbs.first.map { document.key(of: $0) == "remove" && document.kind(of: $0) == .sequence } ?? false
        guard verbs.count == 1, let name = document.key(of: verbs[0]), isList || document.kind(of: verbs[0]).isScalar else {
            report("a 'fix' has one of 'set', 'append', 'remove' and 'rename', each with a path", at: node)
            return nil
        }
        guard let safety = document.value(of: node, "safety").flatMap({ FixSafety(rawValue: document.text(of: $0)) }),
            let verb = verb(name, of: node)
        else { return nil }
        return FixRecipe(
            safety: safety, verb: verb, places: isList ? document.children(of: verbs[0]).map(located) : [located(verbs[0])],
            precondition: document.value(of: node, "when").map(located))
    }

    private mutating func verb(_ name: String, of node: NodeID) -> FixRecipe.Verb? {
        let value = document.value(of: node, "value")
        let target = document.value(of: node, "to")
        let problem: String? =
            switch name {
            case "set", "append": value == nil || target != nil ? "'\(name)' goes with a 'value'" : nil
            case "rename": target == nil || value != nil ? "'rename' goes with a 'to', the new key" : nil
            default: value != nil || target != nil ? "'remove' goes without a 'value' and a 'to'" : nil
            }
        if let problem {
            report(problem, at: node)
            return nil
        }
        switch name {
        case "set": return value.map { .set(FixValue($0, in: document)) }
        case "append": return value.map { .append(FixValue($0, in: document)) }
        case "rename": return target.map { .rename(document.text(of: $0)) }
        default: return .remove
        }
    }

    private func located(_ node: NodeID) -> Located<String> { Located(document.text(of: node), document.span(of: node)) }

    private mutating func report(_ message: String, at node: NodeID) {
        problems.append(.error(message, at: document.spanToShow(node)))
    }
}
