import FileForms
import KubernetesModel
public import SourceText
import YAMLDocument

/// Reads rule files; what is wrong with one is said with the place in it.
public struct RuleReader: Sendable {
    let file: SourceFile
    let document: Document
    private let path: RulePath
    private var problems: [Diagnostic] = []

    /// The category and the id that a rule's path gives.
    private struct RulePath {
        let category: String
        let id: String
    }

    /// Prepares the reading of a rule file; the folder of its path is the category, the name the id.
    ///
    /// - Throws: what keeps it from being read at all.
    public init(_ file: SourceFile) throws(RuleErrors) {
        let parsed = LibYAMLParser.parse(file)
        guard parsed.diagnostics.isEmpty else { throw RuleErrors(parsed.diagnostics) }
        guard let document = parsed.documents.first, parsed.documents.count == 1 else {
            throw RuleErrors([.error("a rule file holds one document", at: file.span)])
        }
        self.init(file, document)
        problems = FormCheck.problems(in: document, RuleForm.file)
    }

    /// Prepares the reading of a rule file that has been parsed.
    private init(_ file: SourceFile, _ document: Document) {
        (self.file, self.document) = (file, document)
        let parts = file.path.split(separator: "/")
        let name = parts.last.map(String.init) ?? ""
        let id = name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
        path = RulePath(category: parts.count > 1 ? String(parts[parts.count - 2]) : "custom", id: id)
    }

    /// Prepares the reading of what is inside the program, whose form is known to be right.
    init(_ file: SourceFile, _ document: Document, head: RuleHead) {
        (self.file, self.document, path) = (file, document, RulePath(category: head.category, id: head.id))
    }

    /// What a run needs of the rule.
    public mutating func rule() throws(RuleErrors) -> Rule {
        // Of a file with another form there is no more to be said.
        guard problems.isEmpty else { throw RuleErrors(problems) }
        guard let spec = document.node(at: "spec"), document.kind(of: spec) == .mapping else {
            throw RuleErrors([.error("a rule has a 'spec'", at: file.span)])
        }
        if let name = document.node(at: "metadata", "name"), document.text(of: name) != path.id {
            report("the rule is named '\(document.text(of: name))', but its file '\(path.id)'", at: name)
        }
        let (head, body) = (head(spec), body())
        let hasValidations = !validations().isEmpty
        if body.expression == nil, !hasValidations, !head.isBuiltIn {
            report("a rule has an 'expression', 'validations', or 'check: built-in'", at: spec)
        }
        guard problems.isEmpty else { throw RuleErrors(problems) }
        return Rule(RuleContent(head, body, self))
    }

    private func head(_ spec: NodeID) -> RuleHead {
        let match = document.value(of: spec, "match")
        return RuleHead(
            id: path.id, category: path.category, ruleClass: choice("class", of: spec) ?? .policy,
            severity: choice("severity", of: spec) ?? .warning,
            profiles: document.value(of: spec, "profiles").map(strings) ?? [Rule.everyProfile],
            scope: choice("scope", of: match) ?? .object,
            kinds: strings(match.flatMap { document.value(of: $0, "kinds") }).map { KindSelector($0) },
            isBuiltIn: document.value(of: spec, "check").map { document.hasText($0, "built-in") } ?? false,
            hasExpression: text("expression", of: spec) != nil, validatedTypes: validatedTypes,
            yieldsTo: strings(document.value(of: spec, "yieldsTo")))
    }

    /// What runs and reports need beside the head.
    mutating func body() -> RuleBody {
        let spec = spec
        let match = document.value(of: spec, "match")
        return RuleBody(
            title: text("title", of: spec)?.value ?? path.id, message: text("message", of: spec) ?? Located(path.id, file.span),
            file: file, cases: cases(document.value(of: spec, "cases")), containers: containerKinds(match),
            parameters: parameters(document.value(of: spec, "params")), precondition: text("when", of: spec),
            each: text("each", of: spec), expression: text("expression", of: spec), place: text("at", of: spec),
            alsoAt: text("alsoAt", of: spec), fixes: fixes(of: spec))
    }

    /// The mapping that says all.
    var spec: NodeID { document.node(at: "spec") ?? document.root }

    /// What the rule file says to its readers.
    public func documentation() -> RuleDocumentation {
        var maps: [String: [String]] = [:]
        if let mapsTo = document.value(of: spec, "mapsTo") {
            for entry in document.children(of: mapsTo) { maps[document.key(of: entry) ?? ""] = strings(entry) }
        }
        let examples = document.value(of: spec, "examples").map { Array(document.children(of: $0)) } ?? []
        return RuleDocumentation(
            rationale: text("rationale", of: spec)?.value ?? "", remedy: text("remedy", of: spec)?.value ?? "",
            references: strings(document.value(of: spec, "references")), mapsTo: maps,
            examples: examples.compactMap { example in
                let fail = text("fail", of: example)
                guard let manifest = fail ?? text("pass", of: example) else { return nil }
                return .init(
                    title: text("title", of: example)?.value ?? "", text: manifest.value, isFailing: fail != nil,
                    span: manifest.span, parameters: entries(document.value(of: example, "params")).mapValues(document.written),
                    kubernetesVersion: text("kubernetes-version", of: example)?.value)
            })
    }
}

extension RuleReader {
    private mutating func fixes(of spec: NodeID) -> [FixRecipe] {
        guard let node = document.value(of: spec, "fix") else { return [] }
        var reader = FixRecipeReader(document)
        let nodes = document.kind(of: node) == .sequence ? Array(document.children(of: node)) : [node]
        let recipes = nodes.compactMap { reader.recipe($0) }
        problems += reader.problems
        return recipes
    }

    mutating func report(_ message: String, at node: NodeID?) {
        problems.append(.error(message, at: node.map(document.span(of:)) ?? file.span))
    }

    func text(_ field: Key, of node: NodeID?) -> Located<String>? {
        guard let node, let value = document.value(of: node, field), document.kind(of: value).isScalar else { return nil }
        return Located(document.text(of: value), document.span(of: value))
    }

    func strings(_ node: NodeID?) -> [String] {
        guard let node else { return [] }
        if document.kind(of: node).isScalar { return [document.text(of: node)] }
        return document.children(of: node).map(document.text)
    }

    func choice<Choice: RawRepresentable<String>>(_ field: Key, of node: NodeID?) -> Choice? {
        guard let node, let value = document.value(of: node, field) else { return nil }
        return Choice(rawValue: document.text(of: value))
    }

    private static let allContainers = Set(ContainerKind.allCases)

    private func containerKinds(_ match: NodeID?) -> Set<ContainerKind> {
        guard let list = match.flatMap({ document.value(of: $0, "containers") }) else { return Self.allContainers }
        return Set(document.children(of: list).compactMap { ContainerKind(rawValue: document.text(of: $0)) })
    }

    /// The entries of a mapping by their keys; none of what is no mapping.
    private func entries(_ mapping: NodeID?) -> [String: NodeID] {
        guard let mapping, document.kind(of: mapping) == .mapping else { return [:] }
        return document.children(of: mapping).reduce(into: [:]) { $0[document.key(of: $1) ?? ""] = $1 }
    }

    private func cases(_ node: NodeID?) -> [Rule.Case] {
        guard let node else { return [] }
        return document.children(of: node).compactMap { entry in
            guard let condition = text("when", of: entry), let severity: Severity = choice("severity", of: entry) else {
                return nil
            }
            return Rule.Case(condition: condition, severity: severity)
        }
    }

    private func parameters(_ node: NodeID?) -> [Rule.Parameter] {
        guard let node, document.kind(of: node) == .sequence else { return [] }
        return document.children(of: node).compactMap { entry in
            guard let name = document.value(of: entry, "name").map(document.text) else { return nil }
            return Rule.Parameter(
                name: name, document: document, defaultNode: document.value(of: entry, "default"),
                profileNodes: entries(document.value(of: entry, "profiles")))
        }
    }
}

/// What is wrong with rule files.
public struct RuleErrors: Error, Sendable {
    /// Each with the place in the file.
    public let diagnostics: [Diagnostic]

    /// Wraps what was found.
    public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
