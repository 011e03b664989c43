import KubernetesModel
import SourceText
import Synchronization

/// What there is to know of a rule: its head at once, and what else its file says when somebody asks for it.
///
/// A class, since the copies of a rule share what has been read.
final class RuleContent: Sendable {
    /// Where the rest is read from.
    private enum Source: Sendable {
        case embedded(EmbeddedRule, SourceFile.ID)
        case file(RuleReader)
        /// Nothing more is written anywhere.
        case none
    }

    /// What has been read.
    private struct Known {
        var reader: RuleReader?
        var body: RuleBody?
    }

    let head: RuleHead
    private let source: Source
    private let known: Mutex<Known>

    /// A rule inside the program.
    init(_ rule: EmbeddedRule, _ id: SourceFile.ID) {
        (head, source) = (rule.head, .embedded(rule, id))
        known = Mutex(Known())
    }

    /// A rule whose file has been read.
    init(_ head: RuleHead, _ body: RuleBody, _ reader: RuleReader) {
        (self.head, source) = (head, .file(reader))
        known = Mutex(Known(reader: reader, body: body))
    }

    /// A rule that no file holds.
    init(_ head: RuleHead, _ body: RuleBody) {
        (self.head, source) = (head, .none)
        known = Mutex(Known(body: body))
    }

    /// What runs and reports need beside the head.
    var body: RuleBody {
        known.withLock { known in
            if let body = known.body { return body }
            guard var reader = reader(&known) else { preconditionFailure("a rule has a file or a body") }
            let body = reader.body()
            known.body = body
            return body
        }
    }

    /// What documents need for the rule to have anything to say, as `RuleNeeds` reads it; nil if that is not known.
    var needs: StaticString? {
        guard case .embedded(let rule, _) = source else { return nil }
        return rule.needs
    }

    /// The image of an expression of the rule, which lives as long as the program; nil if there is none.
    func image(of expression: Rule.Expression) -> UnsafePointer<UInt8>? {
        guard case .embedded(let rule, let id) = source, expression.span.file == id else { return nil }
        return rule.expressionImage(at: expression.span.lower)
    }

    /// What reads the file; nil if there is none.
    var reader: RuleReader? { known.withLock { reader(&$0) } }

    private func reader(_ known: inout Known) -> RuleReader? {
        if let reader = known.reader { return reader }
        guard case .embedded(let rule, let id) = source else { return nil }
        let reader = rule.reader(id)
        known.reader = reader
        return reader
    }
}

/// What runs and reports need of a rule that is in force and may find something.
///
/// A class, because a rule has many parts, and who asks for one must not copy all.
final class RuleBody: Sendable {
    let title: String
    let cases: [Rule.Case]
    let containers: Set<ContainerKind>
    let parameters: [Rule.Parameter]
    let precondition: Rule.Expression?
    let each: Rule.Expression?
    let expression: Rule.Expression?
    let place: Located<String>?
    let alsoAt: Rule.Expression?
    let message: Located<String>
    let fixes: [FixRecipe]
    let file: SourceFile

    init(
        title: String, message: Located<String>, file: SourceFile, cases: [Rule.Case] = [], containers: Set<ContainerKind> = [],
        parameters: [Rule.Parameter] = [], precondition: Rule.Expression? = nil, each: Rule.Expression? = nil,
        expression: Rule.Expression? = nil, place: Located<String>? = nil, alsoAt: Rule.Expression? = nil, fixes: [FixRecipe] = []
    ) {
        (self.title, self.message, self.file, self.cases, self.containers) = (title, message, file, cases, containers)
        (self.parameters, self.precondition, self.each, self.expression) = (parameters, precondition, each, expression)
        (self.place, self.alsoAt, self.fixes) = (place, alsoAt, fixes)
    }
}
