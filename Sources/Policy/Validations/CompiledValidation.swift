import CEL
import KubernetesSchemaTable
import SourceText
import Synchronization

/// A validation of a rule in force. Its expressions are compiled when the first object of one of its types is met: a run meets few of
/// all the types.
final class LazyValidation: Sendable {
    let rule: Rule
    let validation: Validation
    let severity: Severity
    /// Says for which of several target versions it holds; empty if for all.
    let suffix: String
    /// The values of the rule's parameters.
    let parameters: Value
    private let environment: CELEnvironment
    private let compiled = Mutex<Result<CompiledValidation, RuleErrors>?>(nil)

    init(
        _ validation: Validation, of rule: Rule, parameters: Value, severity: Severity, suffix: String,
        in environment: CELEnvironment
    ) {
        (self.validation, self.rule, self.suffix, self.environment) = (validation, rule, suffix, environment)
        (self.parameters, self.severity) = (parameters, severity)
    }

    /// The validation with its expressions compiled.
    ///
    /// - Throws: what is wrong in them.
    func programs() throws(RuleErrors) -> CompiledValidation {
        let result = compiled.withLock { known in
            if let known { return known }
            let made = Result { () throws(RuleErrors) in try CompiledValidation(self, in: environment) }
            known = made
            return made
        }
        return try result.get()
    }
}

/// A validation that is ready to run.
final class CompiledValidation: Sendable {
    let source: LazyValidation
    let precondition: Program?
    let each: Program?
    let expression: Program
    let place: FindingPlace?
    let message: MessageTemplate

    fileprivate init(_ source: LazyValidation, in environment: CELEnvironment) throws(RuleErrors) {
        let (rule, validation) = (source.rule, source.validation)
        func compile(_ text: Located<String>) throws(RuleErrors) -> Program {
            try CompiledRule.compile(text, of: rule, in: environment)
        }
        self.source = source
        if let text = validation.precondition { precondition = try compile(text) } else { precondition = nil }
        if let text = validation.each { each = try compile(text) } else { each = nil }
        expression = try compile(validation.expression)
        place = validation.place.map { FindingPlace($0.value) }
        do throws(CELError) {
            message = try MessageTemplate(validation.message.value, in: environment, isChecked: rule.isChecked)
        } catch {
            throw RuleErrors([CompiledRule.diagnostic(error, in: validation.message, of: rule)])
        }
    }
}
