import CEL
import KubernetesModel
import SourceText
import YAMLDocument

/// A rule as one judge runs it: each of its expressions is compiled when it is first asked for, those of findings only if there is one.
///
/// Not shared by threads.
final class CompiledRule: Inquiry {
    private let source: RuleInForce
    private let environment: CELEnvironment
    /// What was wrong with expressions that had to be compiled; nothing for a rule that tests have seen.
    private var problems: [Diagnostic] = []

    /// The rule as its file has it. It has many parts: what every object needs is in properties of its own.
    var rule: Rule { source.rule }
    var severity: Severity { source.severity }

    init(_ source: RuleInForce, in environment: CELEnvironment) {
        (self.source, self.environment) = (source, environment)
        needs = source.rule.needs.map { RuleNeeds($0) } ?? RuleNeeds()
    }

    /// Everything that is wrong with the expressions of a rule, with the place in the rule file.
    static func problems(of source: RuleInForce, in environment: CELEnvironment) -> [Diagnostic] {
        let compiled = CompiledRule(source, in: environment)
        _ = (
            compiled.precondition, compiled.each, compiled.expression, compiled.message, compiled.cases, compiled.otherPlaces,
            compiled.fixes
        )
        return compiled.problems
    }

    // MARK: What every object needs

    private let needs: RuleNeeds

    /// What is to be done about a document.
    enum Concern {
        /// Nothing: the rule does not apply, or nobody needs to know.
        case none
        /// The rule applies and finds nothing.
        case asked
        /// The rule is to be asked; its file has been read.
        case ask
    }

    /// What is to be done about a document with certain keys. For most documents it shows, without reading the rule's file, that the rule
    /// finds nothing there.
    func concern(_ keys: KeyFilter) -> Concern {
        guard needs.condition.areMet(by: keys) else { return .none }
        if !needs.asksItsFile, !needs.finding.areMet(by: keys) { return .asked }
        if !isRead { read() }
        return .ask
    }

    /// Whether it may find something in a document with certain keys.
    func mayFind(in keys: KeyFilter) -> Bool { !needs.asksItsFile || needs.finding.areMet(by: keys) }

    private func read() {
        isRead = true
        hasParameters = !rule.parameters.isEmpty
        hasPrecondition = rule.precondition != nil
        hasEach = rule.each != nil
        containers = rule.containers.reduce(0) { $0 | $1.bit }
    }

    @exclusivity(unchecked) private var isRead = false
    @exclusivity(unchecked) private(set) var hasParameters = false
    @exclusivity(unchecked) private(set) var hasPrecondition = false
    @exclusivity(unchecked) private(set) var hasEach = false
    @exclusivity(unchecked) private var containers: UInt8 = 0
    // Nobody shares a rule, and the checks of exclusive access would cost as much as a small expression.
    @exclusivity(unchecked) private var known = Known()

    /// What has been made ready.
    private struct Known {
        var precondition, each, expression: Program?
        var parameters: Value?
    }

    /// Whether it has been asked of anything yet.
    @exclusivity(unchecked) var wasAsked = false

    /// Whether it is asked of containers of a kind.
    func applies(to container: ContainerKind) -> Bool { containers & container.bit != 0 }

    /// What must be true for the rule to apply; nil if it always does.
    var precondition: Program? {
        if let program = known.precondition { return program }
        known.precondition = source.rule.precondition.flatMap { compile($0) }
        return known.precondition
    }

    /// The list whose elements are judged; nil if it is the subject itself.
    var each: Program? {
        if let program = known.each { return program }
        known.each = source.rule.each.flatMap { compile($0) }
        return known.each
    }

    /// True where all is well.
    var expression: Program? {
        if let program = known.expression { return program }
        known.expression = source.rule.expression.flatMap { compile($0) }
        return known.expression
    }

    /// The values of its parameters, by their names.
    var parameters: Value {
        if let value = known.parameters { return value }
        let value = Self.parameters(of: rule, settings: source.settings, profile: source.profile)
        known.parameters = value
        return value
    }

    private(set) lazy var readsBefore = hasPrecondition || hasEach ? inquiry.before : nil
    var reads: Reads? { inquiry.all }
    @exclusivity(unchecked) var knownParts: (before: Set<Part>, all: Set<Part>)?
    private lazy var inquiry = InquiryReads(precondition, each, expression, parameters: parameters, in: environment)

    // MARK: What a finding needs

    /// What a finding says.
    private(set) lazy var message = template(source.rule.message)
    /// The forms of another severity; empty where the settings say one for all.
    private(set) lazy var cases: [(condition: Program, severity: Severity)] =
        source.hasFixedSeverity
        ? [] : source.rule.cases.compactMap { form in compile(form.condition).map { ($0, form.severity) } }
    /// Where a finding points.
    private(set) lazy var place = source.rule.place.map { FindingPlace($0.value) }
    /// Where else a finding is seen.
    private(set) lazy var otherPlaces = source.rule.alsoAt.flatMap { compile($0) }
    /// What may mend a finding.
    private(set) lazy var fixes = source.rule.fixes.compactMap { compile($0) }

    /// What would mend a finding: the first fix that applies.
    func proposal(_ subject: Subject, _ activation: inout Activation) -> FixProposal? {
        for fix in fixes {
            if let proposal = fix.proposal(subject, &activation) { return proposal }
        }
        return nil
    }

    // MARK: Compiling

    private func compile(_ expression: Located<String>) -> Program? {
        do throws(RuleErrors) {
            return try Self.compile(expression, of: rule, in: environment)
        } catch {
            problems += error.diagnostics
            return nil
        }
    }

    private func template(_ text: Located<String>) -> MessageTemplate? {
        do throws(CELError) {
            return try MessageTemplate(text.value, in: environment, isChecked: rule.isChecked)
        } catch {
            problems.append(Self.diagnostic(error, in: text, of: rule))
            return nil
        }
    }

    private func compile(_ recipe: FixRecipe) -> CompiledFix? {
        do throws(CELError) {
            return try CompiledFix(recipe, in: environment, isChecked: rule.isChecked)
        } catch {
            problems.append(.error("rule '\(rule.id)': in 'fix': \(error.message)", at: recipe.places.first?.span))
            return nil
        }
    }
}

extension ContainerKind {
    /// The kind as a bit.
    var bit: UInt8 {
        switch self {
        case .container: 1
        case .`init`: 2
        case .sidecar: 4
        case .ephemeral: 8
        }
    }
}

extension CompiledRule {
    /// The values of a rule's parameters, as the map that its expressions call `params`.
    static func parameters(of rule: Rule, settings: [String: String], profile: String) -> Value {
        .map(
            MapValue(
                rule.parameters.map { parameter in
                    let setting = settings[parameter.name].map { ParameterValue.read($0) }
                    return (parameter.name, setting ?? ParameterValue.of(parameter, in: profile))
                }))
    }

    /// Compiles an expression of a rule.
    ///
    /// - Throws: what is wrong in it, with the place in the rule file.
    static func compile(
        _ expression: Located<String>, of rule: Rule, in environment: CELEnvironment
    ) throws(RuleErrors) -> Program {
        if rule.isChecked, let image = rule.image(of: expression),
            let program = Program(image: image, of: expression.value, in: environment)
        {
            return program
        }
        do throws(CELError) {
            return try Program(expression.value, in: environment, isChecked: !rule.isChecked)
        } catch {
            throw RuleErrors([diagnostic(error, in: expression, of: rule)])
        }
    }

    /// An error in a text of a rule, with the text.
    static func diagnostic(_ error: CELError, in expression: Located<String>, of rule: Rule) -> Diagnostic {
        .error("rule '\(rule.id)': \(error.rendered(in: expression.value))", at: expression.span)
    }
}
