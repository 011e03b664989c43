import FileForms
import KubernetesModel
public import SourceText
import YAMLDocument

/// Reads rule files; what is wrong with one is said with the place in it.
public struct RuleReader {
    private let file: SourceFile
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

    /// Prepares the reading of a rule file that has been parsed, and whose form is known to be right.
    init(_ file: SourceFile, _ document: Document) {
        (self.file, self.document) = (file, document)
        let parts = file.path.split(separator: "/")
        let name = parts.last.map(String.init) ?? ""
        let id = name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
        path = RulePath(category: parts.count > 1 ? String(parts[parts.count - 2]) : "custom", id: id)
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
        let isBuiltIn = document.value(of: spec, "check").map { document.hasText($0, "built-in") } ?? false
        let match = document.value(of: spec, "match")
        let expression = text("expression", of: spec)
        let validations = validations(of: spec)
        if expression == nil, validations.isEmpty, !isBuiltIn {
            report("a rule has an 'expression', 'validations', or 'check: built-in'", at: spec)
        }
        let rule = Rule(
            id: path.id, category: path.category, title: text("title", of: spec)?.value ?? path.id,
            ruleClass: choice("class", of: spec) ?? .policy, severity: choice("severity", of: spec) ?? .warning,
            cases: cases(document.value(of: spec, "cases")), yieldsTo: strings(document.value(of: spec, "yieldsTo")),
            alsoAt: text("alsoAt", of: spec),
            profiles: document.value(of: spec, "profiles").map(strings) ?? [Rule.everyProfile],
            scope: choice("scope", of: match) ?? .object,
            kinds: strings(match.flatMap { document.value(of: $0, "kinds") }).map { KindSelector($0) },
            containers: containerKinds(match), parameters: parameters(document.value(of: spec, "params")),
            isBuiltIn: isBuiltIn, precondition: text("when", of: spec), each: text("each", of: spec), expression: expression,
            place: text("at", of: spec), message: text("message", of: spec) ?? Located(path.id, file.span),
            fixes: fixes(of: spec),
            validations: validations, file: file)
        guard problems.isEmpty else { throw RuleErrors(problems) }
        return rule
    }

    /// What the rule file says to its readers.
    public func documentation() -> RuleDocumentation {
        let spec = document.node(at: "spec") ?? document.root
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
                    span: manifest.span, parameters: writtenValues(document.value(of: example, "params")),
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

    private func containerKinds(_ match: NodeID?) -> Set<ContainerKind> {
        guard let list = match.flatMap({ document.value(of: $0, "containers") }) else { return Set(ContainerKind.allCases) }
        return Set(document.children(of: list).compactMap { ContainerKind(rawValue: document.text(of: $0)) })
    }

    /// A value as it is written: YAML.
    private func written(_ value: NodeID) -> String { document.file.text(of: document.span(of: value)) }

    private func writtenValues(_ mapping: NodeID?) -> [String: String] {
        guard let mapping, document.kind(of: mapping) == .mapping else { return [:] }
        return document.children(of: mapping).reduce(into: [:]) { $0[document.key(of: $1) ?? ""] = written($1) }
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
                name: name, defaultValue: document.value(of: entry, "default").map(written) ?? "null",
                profileValues: writtenValues(document.value(of: entry, "profiles")))
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
