import CEL
import KubernetesModel
import SourceText
import YAMLDocument

/// Runs the rules of an engine on objects, one after the other, on one thread.
package struct RuleJudge {
    private let engine: Engine
    private let slots: RuleSlots
    private var activation: Activation
    /// The rules that some object has met, by their number in the engine.
    private var compiled: [CompiledRule?]
    /// Which rules objects of a type meet.
    private var agendas: [GroupKind: Agenda] = [:]
    /// The keys of the object at hand.
    private var keys = KeyFilter()
    /// The object at hand, as far as it may be like earlier ones.
    private let parts = ObjectParts()
    /// Which types units have had together, with numbers.
    private var compositions: [Set<GVK>: UInt64] = [:]
    /// What the validations know of the unit.
    private var session: Validator.Session
    /// The unit whose objects the inventory has; nil before the first.
    private var unit: Unit?

    /// The object that is judged, with what the rules share of it.
    private struct Scene {
        let manifest: Manifest
        let unit: Unit
        let template: NodeID?

        /// What a rule is asked of, as findings are made from it.
        func subject(_ container: NodeID?, item: NodeID? = nil) -> Subject {
            Subject(manifest: manifest, unit: unit, template: template, container: container, item: item)
        }

        /// The node of an element of a list.
        func item(_ element: Value, _ container: NodeID?, _ activation: Activation) -> NodeID? {
            if case .node(let reference) = element { return reference.document == 0 ? reference.node : nil }
            if case .map = element { return subject(container).node(of: element, activation) }
            return nil
        }
    }

    /// Prepares a judge that has judged nothing.
    package init(_ engine: Engine) {
        self.engine = engine
        slots = RuleSlots(engine.environment)
        activation = Activation(engine.environment)
        compiled = Array(repeating: nil, count: engine.rules.count)
        session = engine.validator.session(warmUp: engine.warmUp)
    }

    /// Judges some objects of a unit, by their places in its index.
    ///
    /// Calls for one unit come one after the other where they can: what the judge knows of a unit it forgets with the next.
    package mutating func check(_ unit: Unit, _ places: Range<Int>, _ outcome: inout Engine.Outcome) {
        enter(unit)
        for place in places { check(unit.index.manifests[place], in: unit, &outcome) }
    }

    /// Leaves what the judge knows in memory until the process ends: to free it takes as long as to judge some objects.
    package func keepUntilExit() {
        final class Keeper {
            let judge: RuleJudge
            init(_ judge: RuleJudge) { self.judge = judge }
        }
        _ = Unmanaged.passRetained(Keeper(self))
    }

    private mutating func enter(_ unit: Unit) {
        if let current = self.unit, current.index === unit.index { return }
        self.unit = unit
        let inventory = Inventory(index: unit.index, external: engine.external, targets: engine.targets)
        (inventory.surroundings, inventory.root) = (engine.surroundings, unit.root)
        activation.context = inventory
        session.enter(inventory)
        parts.surroundings = number(of: unit.index)
        activation.respectsUnknowns = unit.index.hasUnknowns
        activation.removeDocuments()
    }

    /// A number that units have whose objects are of the same types.
    private mutating func number(of index: ManifestIndex) -> UInt64 {
        let types = index.isWhole ? index.types : index.types.union([GVK(group: "", version: "", kind: "")])
        if let known = compositions[types] { return known }
        compositions[types] = UInt64(compositions.count)
        return UInt64(compositions.count - 1)
    }

    private mutating func agenda(for type: GVK) -> Agenda {
        if let known = agendas[type.groupKind] { return known }
        var rules: [Rule.Scope: [CompiledRule]] = [:]
        for (number, rule) in engine.rules.enumerated()
        where rule.rule.kinds.isEmpty || rule.rule.kinds.contains(where: { $0.matches(type) }) {
            rules[rule.rule.scope, default: []].append(compiledRule(number))
        }
        let agenda = Agenda(
            object: rules[.object] ?? [], workload: rules[.workload] ?? [], container: rules[.container] ?? [], slots,
            warmUp: engine.warmUp)
        agendas[type.groupKind] = agenda
        return agenda
    }

    private mutating func compiledRule(_ number: Int) -> CompiledRule {
        if let rule = compiled[number] { return rule }
        let rule = CompiledRule(engine.rules[number], in: engine.environment)
        compiled[number] = rule
        return rule
    }
}

// MARK: One object

extension RuleJudge {
    private mutating func check(_ manifest: Manifest, in unit: Unit, _ outcome: inout Engine.Outcome) {
        let agenda = agenda(for: manifest.type)
        let template = engine.podTemplates.podTemplate(of: manifest)
        let scene = Scene(manifest: manifest, unit: unit, template: template)
        set(scene)
        let earlier = outcome.findings.count
        // What is not known looks like what is.
        let parts = manifest.document.hasUnknowns ? nil : self.parts
        keys.restart(with: manifest.document)
        self.parts.restart(manifest.document, object: manifest.root, pod: template)
        agenda.object.ask(of: parts, &outcome) { decide($0, scene, nil, &$1) }
        if let template {
            agenda.workload.ask(of: parts, &outcome) { decide($0, scene, nil, &$1) }
            let hasRules = !agenda.container.rules.isEmpty
            for container in hasRules ? manifest.document.containers(ofPodTemplate: template) : [] {
                activation[slots.container] = activation.value(0, container.node)
                activation[slots.containerKind] = .string(container.kind.rawValue)
                parts?[.container] = container.node
                agenda.container.ask(of: parts, variant: Int(container.kind.bit), &outcome) {
                    decide($0, scene, container, &$1)
                }
            }
        }
        if !engine.validator.isEmpty {
            engine.validator.check(manifest, in: unit, template: template, keys, parts, &session, &outcome)
        }
        outcome.coverSuperfluous(from: earlier, engine.yielding)
    }

    /// Sets the variables of an object. Text that is in the document stays there.
    private mutating func set(_ scene: Scene) {
        let (manifest, document) = (scene.manifest, scene.manifest.document)
        activation.restart(with: document)
        activation[slots.object] = activation.value(0, manifest.root)
        activation[slots.pod] = scene.template.map { activation.value(0, $0) } ?? .null
        activation[slots.container] = .null
        activation[slots.containerKind] = .string("")
        activation[slots.item] = .null
        activation[slots.kind] = .string(manifest.type.kind)
        setNames(of: manifest)
    }

    private mutating func setNames(of manifest: Manifest) {
        let hides = activation.respectsUnknowns
        activation[slots.home] = hides && manifest.isNamespaceUnknown ? .unknown : .string(manifest.namespace)
        activation[slots.name] = hides && manifest.isNameUnknown ? .unknown : .string(manifest.name)
    }

    /// Asks a rule, and tells what made it say nothing.
    private mutating func decide(
        _ rule: CompiledRule, _ scene: Scene, _ container: Container?, _ outcome: inout Engine.Outcome
    ) -> Decision {
        switch rule.concern(keys) {
        case .none: return .none
        case .asked:
            note(rule, &outcome)
            return .none
        case .ask: break
        }
        if let container, !rule.applies(to: container.kind) { return .none }
        activation.looksAround = false
        let decision = ask(rule, scene, container?.node, &outcome)
        return activation.looksAround ? .around : decision
    }

    private func note(_ rule: CompiledRule, _ outcome: inout Engine.Outcome) {
        guard !rule.wasAsked else { return }
        rule.wasAsked = true
        outcome.asked.insert(rule.rule.id)
    }

    private mutating func ask(
        _ rule: CompiledRule, _ scene: Scene, _ container: NodeID?, _ outcome: inout Engine.Outcome
    ) -> Decision {
        if rule.hasParameters { activation[slots.params] = rule.parameters }
        if rule.hasPrecondition {
            guard let precondition = rule.precondition, case .bool(true) = precondition.evaluate(&activation) else {
                return .before
            }
        }
        note(rule, &outcome)
        guard rule.mayFind(in: keys) else { return .none }
        guard rule.hasEach else {
            judge(rule, scene, container, item: nil, &outcome)
            return .reads
        }
        guard let list = rule.each?.evaluate(&activation), activation.count(list) != 0 else { return .before }
        guard let elements = activation.elements(list) else {
            if case .error(let failure) = list { scene.subject(container).report(failure, of: rule.rule, &outcome) }
            return .before
        }
        for (index, element) in elements.enumerated() {
            activation[slots.item] = element
            activation[slots.index] = .int(Int64(index))
            judge(rule, scene, container, item: scene.item(element, container, activation), &outcome)
        }
        return .reads
    }

    private mutating func judge(
        _ rule: CompiledRule, _ scene: Scene, _ container: NodeID?, item: NodeID?, _ outcome: inout Engine.Outcome
    ) {
        guard let expression = rule.expression else { return }
        switch expression.evaluate(&activation) {
        case .bool(false):
            let finding = finding(of: rule, scene.subject(container, item: item))
            outcome.findings.append(finding)
            if let others = rule.otherPlaces { outcome.findings += copies(of: finding, rule, at: others, in: scene.unit) }
        case .error(let failure): scene.subject(container).report(failure, of: rule.rule, &outcome)
        default: break
        }
    }
}

// MARK: Findings

extension RuleJudge {
    private mutating func finding(of rule: CompiledRule, _ subject: Subject) -> Finding {
        let trace = activation.trace
        let place = subject.place(for: rule.place, trace)
        let message = message(of: rule, subject.manifest)
        let form = rule.cases.first { form in
            if case .bool(true) = form.condition.evaluate(&activation) { true } else { false }
        }
        var finding = subject.finding(rule, severity: form?.severity ?? rule.severity, message: message, at: place)
        finding.proposal = rule.proposal(subject, &activation)
        return finding
    }

    /// The finding once more at each part of another object that shares the defect.
    private mutating func copies(of finding: Finding, _ rule: CompiledRule, at places: Program, in unit: Unit) -> [Finding] {
        let list = places.evaluate(&activation)
        return (activation.elements(list) ?? []).compactMap { element in
            guard case .node(let part) = element, part.document != 0,
                let position = activation.memory.numbers.first(where: { $0.value == part.document })?.key
            else { return nil }
            let manifest = unit.index.manifests[position]
            var copy = manifest.finding(
                rule.rule, severity: finding.severity, message: finding.message, at: part.node,
                path: manifest.document.path(of: part.node), in: unit)
            copy.coveredBy = finding.fingerprint
            return copy
        }
    }

    /// The message of a finding, in which a value that is not known is shown as it is written.
    private mutating func message(of rule: CompiledRule, _ manifest: Manifest) -> String {
        guard let message = rule.message else { return rule.rule.title }
        guard activation.respectsUnknowns else { return message.text(&activation) }
        activation.respectsUnknowns = false
        setNames(of: manifest)
        defer {
            activation.respectsUnknowns = true
            setNames(of: manifest)
        }
        return message.text(&activation)
    }
}
