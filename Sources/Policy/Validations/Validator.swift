import CEL
import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
import SourceText
import YAMLDocument

/// Runs the validations of the rules in force on objects, beside the types that the table of the API gives to their parts.
///
/// A class, like what it compiles: every thread and every object shares it, and a copy would count each of its parts.
final class Validator: Sendable {
    private let environment: CELEnvironment
    private let slots: Slots
    private let byType: [String: [LazyValidation]]
    private let nodes: TypedNodes

    private struct Slots: Sendable {
        let object, pod, kind, home, name, params, item, index, whole, value, field, key: Int
    }

    /// Whether there is nothing to run.
    var isEmpty: Bool { byType.isEmpty }

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
        var byType: [String: [LazyValidation]] = [:]
        var problems: [Diagnostic] = []
        for rule in rules where !rule.validations.isEmpty {
            let parameters = CompiledRule.parameters(
                of: rule, settings: parameters[rule.id] ?? [:], profile: selection.parameterProfile(of: rule))
            for validation in rule.validations {
                if !rule.isChecked { problems += Self.unknownTypes(of: validation) }
                let versions = validation.versions.intersection(targets)
                guard !versions.isEmpty else { continue }
                let lazy = LazyValidation(
                    validation, of: rule, parameters: parameters,
                    severity: selection.severities[rule.id] ?? validation.severity ?? rule.severity,
                    suffix: versions == targets ? "" : " (target \(versions))", in: environment)
                for type in validation.types { byType[type, default: []].append(lazy) }
                guard !rule.isChecked else { continue }
                do throws(RuleErrors) { _ = try lazy.programs() } catch { problems += error.diagnostics }
            }
        }
        guard problems.isEmpty else { throw RuleErrors(problems) }
        (self.environment, self.byType, nodes) = (environment, byType, TypedNodes(targets: targets))
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
    /// What a unit's objects share: the activation, and the validations of the types that were met.
    struct Session {
        fileprivate var activation: Activation
        fileprivate var byType: [BuiltInType: [CompiledValidation]] = [:]
    }

    /// Prepares the judging of a unit's objects.
    func session(_ inventory: Inventory) -> Session {
        var activation = Activation(environment)
        activation.context = inventory
        activation.treatsNullAsAbsent = true
        activation.respectsUnknowns = inventory.index.hasUnknowns
        return Session(activation: activation)
    }

    /// Judges an object.
    func check(
        _ manifest: Manifest, in unit: Unit, template: NodeID?, _ session: inout Session, _ outcome: inout Engine.Outcome
    ) {
        session.activation.restart(with: manifest.document)
        session.activation[slots.object] = session.activation.value(0, manifest.root)
        session.activation[slots.pod] = template.map { session.activation.value(0, $0) } ?? .null
        session.activation[slots.kind] = .string(manifest.type.kind)
        session.activation[slots.home] = .string(manifest.namespace)
        session.activation[slots.name] = .string(manifest.name)
        nodes.forEach(in: manifest, template: template) { node, type in
            let validations = self.validations(of: type, &session, &outcome)
            guard !validations.isEmpty else { return }
            session.activation[slots.whole] = session.activation.value(0, node)
            let subject = Subject(manifest: manifest, unit: unit, template: template, container: nil, item: nil, whole: node)
            for validation in validations { apply(validation, to: subject, &session.activation, &outcome) }
        }
    }

    private func validations(
        of type: BuiltInType, _ session: inout Session, _ outcome: inout Engine.Outcome
    ) -> [CompiledValidation] {
        if let known = session.byType[type] { return known }
        var compiled: [CompiledValidation] = []
        for lazy in byType["\(type.package).\(type.name)"] ?? [] {
            do throws(RuleErrors) { compiled.append(try lazy.programs()) } catch { outcome.diagnostics += error.diagnostics }
        }
        session.byType[type] = compiled
        return compiled
    }

    private func apply(
        _ validation: CompiledValidation, to subject: Subject, _ activation: inout Activation, _ outcome: inout Engine.Outcome
    ) {
        activation[slots.params] = validation.source.parameters
        if let precondition = validation.precondition {
            guard case .bool(true) = precondition.evaluate(&activation) else { return }
        }
        guard let whole = subject.whole else { return }
        var (subject, index) = (subject, Int64(0))
        let fields = validation.source.validation.fields
        if !fields.isEmpty {
            let document = subject.manifest.document
            for field in fields {
                field.forEach(from: whole, in: document) { node in
                    activation[slots.value] = activation.value(0, node)
                    activation[slots.field] = .string(field.name)
                    activation[slots.key] = .string(document.key(of: node) ?? "")
                    activation[slots.index] = .int(index)
                    index += 1
                    subject.item = node
                    judge(validation, subject, &activation, &outcome)
                }
            }
            return
        }
        guard let each = validation.each else { return judge(validation, subject, &activation, &outcome) }
        let list = each.evaluate(&activation)
        guard let elements = activation.elements(list) else { return report(list, of: validation, subject, &outcome) }
        for (index, element) in elements.enumerated() {
            activation[slots.item] = element
            activation[slots.index] = .int(Int64(index))
            if case .node(let reference) = element, reference.document == 0 { subject.item = reference.node }
            judge(validation, subject, &activation, &outcome)
        }
    }

    private func judge(
        _ validation: CompiledValidation, _ subject: Subject, _ activation: inout Activation, _ outcome: inout Engine.Outcome
    ) {
        let result = validation.expression.evaluate(&activation)
        guard case .bool(false) = result else { return report(result, of: validation, subject, &outcome) }
        let place = subject.place(for: validation.place)
        // A value that is not known is shown as it is written.
        let respectsUnknowns = activation.respectsUnknowns
        activation.respectsUnknowns = false
        let message = validation.message.text(&activation) + validation.source.suffix
        activation.respectsUnknowns = respectsUnknowns
        outcome.findings.append(
            subject.manifest.finding(
                validation.source.rule, severity: validation.source.severity, message: message, at: place.node, path: place.path,
                in: subject.unit))
    }

    /// A value of a type that a validation does not expect is the schema check's business, not a defect of the rule.
    private func report(
        _ result: Value, of validation: CompiledValidation, _ subject: Subject, _ outcome: inout Engine.Outcome
    ) {
        guard case .error(let failure) = result else { return }
        subject.report(failure, of: validation.source.rule, &outcome)
    }
}
