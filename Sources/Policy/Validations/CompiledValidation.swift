import CEL
import SourceText

/// A validation as one judge runs it: each of its expressions is compiled when it is first asked for.
///
/// Not shared by threads.
final class CompiledValidation {
    let rule: Rule
    let severity: Severity
    /// Says for which of several target versions it holds; empty if for all.
    let suffix: String
    /// The values of the rule's parameters.
    let parameters: Value
    /// The fields that it is about; empty for the object of the type as a whole.
    let fields: [FieldPath]
    private let validation: Validation
    private let environment: CELEnvironment
    // Nobody shares a validation, and the checks of exclusive access would cost as much as a small expression.
    @exclusivity(unchecked) private var known = Known()

    /// What has been made ready.
    private struct Known {
        var precondition, each, expression: Program?
        var problems: [Diagnostic] = []
    }

    init(
        _ validation: Validation, of rule: Rule, parameters: Value, severity: Severity, suffix: String,
        in environment: CELEnvironment
    ) {
        (self.validation, self.rule, self.suffix, self.environment) = (validation, rule, suffix, environment)
        (self.parameters, self.severity, fields) = (parameters, severity, validation.fields)
        (hasPrecondition, hasEach) = (validation.precondition != nil, validation.each != nil)
        (hasFields, hasParameters) = (!validation.fields.isEmpty, !rule.parameters.isEmpty)
    }

    /// Whether it has them.
    let hasPrecondition, hasEach, hasFields, hasParameters: Bool

    /// What must be true for it to apply.
    var precondition: Program? {
        if let program = known.precondition { return program }
        known.precondition = validation.precondition.flatMap { compile($0) }
        return known.precondition
    }

    /// The list whose elements are judged.
    var each: Program? {
        if let program = known.each { return program }
        known.each = validation.each.flatMap { compile($0) }
        return known.each
    }

    /// True where all is well.
    var expression: Program? {
        if let program = known.expression { return program }
        known.expression = compile(validation.expression)
        return known.expression
    }

    /// Whether an expression may ask for the key of a value: to make a text of it costs more than most expressions.
    private(set) lazy var mayUseKey = [validation.expression, validation.message].contains { $0.value.contains("key") }

    /// What decides whether it goes so far as to evaluate its expression; nil if it always does.
    private(set) lazy var readsBefore = hasPrecondition || hasEach || hasFields ? inquiry.before : nil
    /// What decides whether it has something to say.
    var reads: Reads { inquiry.all }
    private lazy var inquiry = InquiryReads(
        precondition, each, expression, fields: fields, parameters: parameters, in: environment)

    /// Where a finding points.
    private(set) lazy var place = validation.place.map { FindingPlace($0.value) }

    /// What a finding says.
    private(set) lazy var message = template(validation.message)

    /// Everything that is wrong with its expressions, with the place in the rule file.
    var problems: [Diagnostic] {
        _ = (precondition, each, expression, message)
        return known.problems
    }

    private func compile(_ text: Located<String>) -> Program? {
        do throws(RuleErrors) {
            return try CompiledRule.compile(text, of: rule, in: environment)
        } catch {
            known.problems += error.diagnostics
            return nil
        }
    }

    private func template(_ text: Located<String>) -> MessageTemplate? {
        do throws(CELError) {
            return try MessageTemplate(text.value, in: environment, isChecked: rule.isChecked)
        } catch {
            known.problems.append(CompiledRule.diagnostic(error, in: text, of: rule))
            return nil
        }
    }
}
