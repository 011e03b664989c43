import CEL
import KubernetesModel
import SourceText

/// A rule that is ready to run: its expressions are compiled, its parameters have values.
struct CompiledRule: Sendable {
    let rule: Rule
    let severity: Severity
    /// The forms of another severity; empty where the settings say one for all.
    let cases: [(condition: Program, severity: Severity)]
    let precondition: Program?
    let each: Program?
    let expression: Program
    let message: MessageTemplate
    let place: FindingPlace?
    let fixes: [CompiledFix]
    let parameters: Value
    /// Whether it looks at other objects.
    let usesInventory: Bool

    /// Compiles a rule.
    ///
    /// - Parameters:
    ///   - hasFixedSeverity: whether the settings give the severity of every finding.
    ///   - settings: parameters of the configuration, YAML by name.
    ///   - profile: the profile whose values hold for the others.
    /// - Throws: what is wrong in one of its expressions, with the place in the rule file.
    init?(
        _ rule: Rule, severity: Severity, hasFixedSeverity: Bool, settings: [String: String], profile: String,
        in environment: CELEnvironment
    ) throws(RuleErrors) {
        guard let expression = rule.expression else { return nil }
        (self.rule, self.severity) = (rule, severity)
        self.expression = try Self.compile(expression, of: rule, in: environment)
        precondition = try Self.compile(rule.precondition, of: rule, in: environment)
        each = try Self.compile(rule.each, of: rule, in: environment)
        do throws(CELError) {
            message = try MessageTemplate(rule.message.value, in: environment, isChecked: rule.isChecked)
        } catch {
            throw RuleErrors([Self.diagnostic(error, in: rule.message, of: rule)])
        }
        var cases: [(Program, Severity)] = []
        for form in hasFixedSeverity ? [] : rule.cases {
            cases.append((try Self.compile(form.condition, of: rule, in: environment), form.severity))
        }
        self.cases = cases
        place = rule.place.map { FindingPlace($0.value) }
        var fixes: [CompiledFix] = []
        for recipe in rule.fixes {
            do throws(CELError) {
                fixes.append(try CompiledFix(recipe, in: environment, isChecked: rule.isChecked))
            } catch {
                throw RuleErrors([.error("rule '\(rule.id)': in 'fix': \(error.message)", at: recipe.places.first?.span)])
            }
        }
        self.fixes = fixes
        let texts = [rule.expression, rule.precondition, rule.each].compactMap { $0?.value }
        usesInventory = texts.contains { $0.contains("inventory.") }
        parameters = Self.parameters(of: rule, settings: settings, profile: profile)
    }

    /// The values of a rule's parameters, as the map that its expressions call `params`.
    static func parameters(of rule: Rule, settings: [String: String], profile: String) -> Value {
        .map(
            MapValue(
                rule.parameters.map {
                    ($0.name, ParameterValue.read(settings[$0.name] ?? $0.value(in: profile)))
                }))
    }

    /// What would mend a finding: the first fix that applies.
    func proposal(_ subject: Subject, _ activation: inout Activation) -> FixProposal? {
        for fix in fixes {
            if let proposal = fix.proposal(subject, &activation) { return proposal }
        }
        return nil
    }

    private static func compile(
        _ expression: Located<String>?, of rule: Rule, in environment: CELEnvironment
    ) throws(RuleErrors) -> Program? {
        guard let expression else { return nil }
        return try compile(expression, of: rule, in: environment) as Program
    }

    static func compile(
        _ expression: Located<String>, of rule: Rule, in environment: CELEnvironment
    ) throws(RuleErrors) -> Program {
        do throws(CELError) {
            return try Program(expression.value, in: environment, isChecked: !rule.isChecked)
        } catch {
            throw RuleErrors([diagnostic(error, in: expression, of: rule)])
        }
    }

    static func diagnostic(_ error: CELError, in expression: Located<String>, of rule: Rule) -> Diagnostic {
        .error("rule '\(rule.id)': \(error.rendered(in: expression.value))", at: expression.span)
    }
}
