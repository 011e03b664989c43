import CEL
import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
import SourceText
import YAMLDocument

/// Runs the validations of the rules in force on objects, beside the types that the table of the API gives to their parts.
///
/// A run meets few of all the types: what is about a type is read and compiled when an object has a part of it.
///
/// A class, since every thread and every object shares it, and a copy would count each of its parts.
final class Validator: Sendable {
    private let environment: CELEnvironment
    private let slots: Slots
    private let settings: ValidationSettings
    /// The rules with validations for a type, by its name.
    private let rules: [String: [Rule]]
    private let nodes: TypedNodes

    struct Slots: Sendable {
        let object, pod, kind, home, name, params, item, index, whole, value, field, key: Int
    }

    /// Whether there is nothing to run.
    var isEmpty: Bool { rules.isEmpty }

    /// Gathers the validations of rules, those that hold for a target version.
    ///
    /// - Throws: what is wrong with those of the user's own rules.
    init(
        _ rules: [Rule], selection: RuleSelection, parameters: [String: [String: String]], versions targets: KubernetesVersionSet,
        in base: CELEnvironment
    ) throws(RuleErrors) {
        var environment = base
        for name in ["self", "value"] { environment.declare(name) }
        for name in ["field", "key"] { environment.declare(name, .string) }
        func slot(_ name: String) -> Int {
            guard let slot = environment.slot(of: name) else { preconditionFailure("the environment declares '\(name)'") }
            return slot
        }
        slots = Slots(
            object: slot("object"), pod: slot("pod"), kind: slot("kind"), home: slot("home"), name: slot("name"),
            params: slot("params"), item: slot("item"), index: slot("index"), whole: slot("self"), value: slot("value"),
            field: slot("field"), key: slot("key"))
        self.environment = environment
        settings = ValidationSettings(selection: selection, parameters: parameters, targets: targets)
        nodes = TypedNodes(targets: targets)
        var byType: [String: [Rule]] = [:]
        var problems: [Diagnostic] = []
        for rule in rules {
            for type in rule.validatedTypes { byType[type, default: []].append(rule) }
            guard !rule.isChecked else { continue }
            let validations = rule.validations
            problems += validations.flatMap(Self.unknownTypes)
            problems += settings.compiled(validations, of: rule, in: environment).flatMap(\.problems)
        }
        guard problems.isEmpty else { throw RuleErrors(problems) }
        self.rules = byType
    }

    private static func unknownTypes(of validation: Validation) -> [Diagnostic] {
        validation.types.compactMap { type in
            let dot = type.lastIndex(of: ".") ?? type.startIndex
            if BuiltInType(package: String(type[..<dot]), name: String(type[dot...].dropFirst())) != nil { return nil }
            return .error("no type '\(type)' in the API of any version of Kubernetes", at: validation.span)
        }
    }
}

// MARK: Running

extension Validator {
    /// What one judge keeps: the activation, and what it has learned of the types that were met.
    struct Session {
        fileprivate var activation: Activation
        fileprivate let agenda: ValidationAgenda

        /// Turns to the objects of a unit.
        mutating func enter(_ inventory: Inventory) {
            activation.context = inventory
            activation.respectsUnknowns = inventory.index.hasUnknowns
            activation.removeDocuments()
        }
    }

    /// A session of a judge that has judged nothing.
    func session(warmUp: Int) -> Session {
        var activation = Activation(environment)
        activation.treatsNullAsAbsent = true
        return Session(activation: activation, agenda: ValidationAgenda(slots, warmUp: warmUp))
    }

    /// Judges an object.
    ///
    /// - Parameters:
    ///   - keys: those of the object's document.
    ///   - parts: the object for whoever remembers parts of it; nil if nobody is to.
    func check(
        _ manifest: Manifest, in unit: Unit, template: NodeID?, _ keys: KeyFilter, _ parts: ObjectParts?,
        _ session: inout Session,
        _ outcome: inout Engine.Outcome
    ) {
        session.activation.restart(with: manifest.document)
        session.activation[slots.object] = session.activation.value(0, manifest.root)
        session.activation[slots.pod] = template.map { session.activation.value(0, $0) } ?? .null
        session.activation[slots.kind] = .string(manifest.type.kind)
        session.activation[slots.home] = .string(manifest.namespace)
        session.activation[slots.name] = .string(manifest.name)
        let agenda = session.agenda
        var subject = Subject(manifest: manifest, unit: unit, template: template)
        nodes.forEach(in: manifest, template: template) { node, type in
            let page = agenda.page(of: type) { validations(of: type) }
            guard agenda.begin(node, page, parts, outcome) else { return false }
            guard !page.chapter.rules.isEmpty else { return true }
            session.activation[slots.whole] = session.activation.value(0, node)
            subject.whole = node
            parts?[.whole] = node
            page.chapter.ask(of: parts, &outcome) { offered, outcome in
                guard let validation = offered.validation(for: keys) else { return .none }
                session.activation.looksAround = false
                let hasJudged = apply(validation, to: &subject, &session.activation, &outcome)
                return session.activation.looksAround ? .around : hasJudged ? .reads : .before
            }
            return true
        } leave: {
            agenda.end(outcome)
        }
    }

    private func validations(of type: BuiltInType) -> [OfferedValidation] {
        let name = "\(type.package).\(type.name)"
        return (rules[name] ?? []).flatMap { rule in
            guard let needs = rule.needs else {
                return settings.compiled(rule.validations(of: name), of: rule, in: environment).map { OfferedValidation($0) }
            }
            return RuleNeeds.validations(of: name, in: needs).map { place, needs in
                OfferedValidation(needs) { [settings, environment] in
                    rule.validation(at: place).flatMap { settings.compiled([$0], of: rule, in: environment).first }
                }
            }
        }
    }

    /// Asks a validation, and tells whether its expression has been evaluated.
    private func apply(
        _ validation: CompiledValidation, to subject: inout Subject, _ activation: inout Activation,
        _ outcome: inout Engine.Outcome
    ) -> Bool {
        if validation.hasParameters { activation[slots.params] = validation.parameters }
        if validation.hasPrecondition {
            guard let precondition = validation.precondition, case .bool(true) = precondition.evaluate(&activation) else {
                return false
            }
        }
        subject.item = nil
        if validation.hasFields { return applyToFields(validation, &subject, &activation, &outcome) }
        guard validation.hasEach else {
            judge(validation, subject, &activation, &outcome)
            return true
        }
        guard let list = validation.each?.evaluate(&activation) else { return false }
        guard let elements = activation.elements(list) else {
            report(list, of: validation, subject, &outcome)
            return false
        }
        for (index, element) in elements.enumerated() {
            activation[slots.item] = element
            activation[slots.index] = .int(Int64(index))
            if case .node(let reference) = element, reference.document == 0 { subject.item = reference.node }
            judge(validation, subject, &activation, &outcome)
        }
        return !elements.isEmpty
    }

    private func applyToFields(
        _ validation: CompiledValidation, _ subject: inout Subject, _ activation: inout Activation,
        _ outcome: inout Engine.Outcome
    ) -> Bool {
        guard let whole = subject.whole else { return false }
        var index = Int64(0)
        for field in validation.fields {
            field.forEach(from: whole, in: subject.manifest.document) { node in
                activation[slots.value] = activation.value(0, node)
                activation[slots.field] = .string(field.name)
                activation[slots.index] = .int(index)
                index += 1
                subject.item = node
                if validation.mayUseKey { setKey(subject, &activation) }
                judge(validation, subject, &activation, &outcome)
            }
        }
        return index > 0
    }

    private func setKey(_ subject: Subject, _ activation: inout Activation) {
        activation[slots.key] = .string(subject.item.flatMap(subject.manifest.document.key) ?? "")
    }

    private func judge(
        _ validation: CompiledValidation, _ subject: Subject, _ activation: inout Activation, _ outcome: inout Engine.Outcome
    ) {
        guard let result = validation.expression?.evaluate(&activation) else { return }
        guard case .bool(false) = result else { return report(result, of: validation, subject, &outcome) }
        let place = subject.place(for: validation.place)
        // A value that is not known is shown as it is written.
        let respectsUnknowns = activation.respectsUnknowns
        activation.respectsUnknowns = false
        let message = (validation.message?.text(&activation) ?? validation.rule.title) + validation.suffix
        activation.respectsUnknowns = respectsUnknowns
        outcome.findings.append(
            subject.manifest.finding(
                validation.rule, severity: validation.severity, message: message, at: place.node, path: place.path,
                in: subject.unit))
    }

    /// A value of a type that a validation does not expect is the schema check's business, not a defect of the rule.
    private func report(
        _ result: Value, of validation: CompiledValidation, _ subject: Subject, _ outcome: inout Engine.Outcome
    ) {
        guard case .error(let failure) = result else { return }
        subject.report(failure, of: validation.rule, &outcome)
    }
}
