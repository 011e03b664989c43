package import CEL
public import KubernetesModel
public import KubernetesSchemaTable
public import SourceText
public import YAMLDocument

/// Objects that are judged together: one render of a kustomization, or the plain manifests of one directory.
public struct Unit: Sendable {
    /// The objects.
    public let index: ManifestIndex
    /// The leaf kustomization, as a path; nil for plain manifests.
    public let root: String?
    /// The steps that origins of the objects name, by number; empty for plain manifests.
    public let steps: [BuildStep]

    /// Objects with what made them.
    public init(index: ManifestIndex, root: String? = nil, steps: [BuildStep] = []) {
        (self.index, self.root, self.steps) = (index, root, steps)
    }
}

/// Runs rules on objects.
public struct Engine: Sendable {
    private let environment: CELEnvironment
    private let slots: Slots
    private let rules: [CompiledRule]
    /// The rules by the kinds that they name, with those that name none among them; `anyKind` for kinds that no rule names.
    private let byKind: [String: [Int]]
    private let anyKind: [Int]
    private let podTemplates: PodTemplatePaths
    private let external: ExternalObjects
    /// The rules that are silent where others speak, with those others.
    private let yielding: [String: Set<String>]
    private let targets: TargetVersions
    private let validator: Validator

    /// What a check of an object gives.
    public struct Outcome: Sendable {
        /// What the rules found.
        public var findings: [Finding] = []
        /// Rules whose expression could not be evaluated, and why.
        public var diagnostics: [Diagnostic] = []
    }

    /// The slots of the variables that rules may use.
    private struct Slots: Sendable {
        let object, pod, container, containerKind, kind, home, name, params, item, index: Int
    }

    /// The variables and functions that rules may use.
    package static func makeEnvironment() -> CELEnvironment {
        var environment = CELEnvironment()
        for name in ["object", "pod", "container", "params", "item"] { environment.declare(name) }
        for name in ["containerKind", "kind", "home", "name"] { environment.declare(name, .string) }
        environment.declare("index", .int)
        environment.addInventoryFunctions()
        environment.addRelationFunctions()
        environment.addReferenceFunctions()
        environment.addAccessFunctions()
        environment.addKubernetesFunctions()
        environment.addLookupFunctions()
        environment.addCommandLineFunctions()
        environment.addTargetFunctions()
        environment.addKeyOrderFunctions()
        environment.addValidationFunctions()
        return environment
    }

    /// An activation in which the variables of an object have its values, for whoever evaluates an expression by itself.
    package static func activation(for manifest: Manifest, in index: ManifestIndex, _ environment: CELEnvironment) -> Activation {
        var activation = Activation(environment, documents: [manifest.document])
        activation.context = Inventory(index: index)
        func set(_ name: String, _ value: Value) { if let slot = environment.slot(of: name) { activation[slot] = value } }
        set("object", activation.value(0, manifest.root))
        if let template = PodTemplatePaths.builtIn.podTemplate(of: manifest) { set("pod", activation.value(0, template)) }
        set("kind", .string(manifest.type.kind))
        set("home", .string(manifest.namespace))
        set("name", .string(manifest.name))
        return activation
    }

    /// Compiles the rules that are in force.
    ///
    /// - Parameters:
    ///   - parameters: settings by rule and name, YAML as written.
    ///   - external: what exists outside the run.
    ///   - versions: the versions of Kubernetes that objects must fit.
    /// - Throws: what is wrong in any of their expressions.
    public init(
        _ selected: [Rule], selection: RuleSelection, parameters: [String: [String: String]] = [:],
        external: ExternalObjects = ExternalObjects(), versions: KubernetesVersionSet = .newest,
        targets: TargetVersions = .latest,
        podTemplates: PodTemplatePaths = .builtIn
    ) throws(RuleErrors) {
        let environment = Self.makeEnvironment()
        func slot(_ name: String) -> Int {
            guard let slot = environment.slot(of: name) else { preconditionFailure("the environment declares '\(name)'") }
            return slot
        }
        slots = Slots(
            object: slot("object"), pod: slot("pod"), container: slot("container"), containerKind: slot("containerKind"),
            kind: slot("kind"), home: slot("home"), name: slot("name"), params: slot("params"), item: slot("item"),
            index: slot("index"))
        var rules: [CompiledRule] = []
        var problems: [Diagnostic] = []
        for rule in selected {
            do throws(RuleErrors) {
                let settings = parameters[rule.id] ?? [:]
                if let compiled = try CompiledRule(
                    rule, severity: selection.severity(of: rule), hasFixedSeverity: selection.severities[rule.id] != nil,
                    settings: settings,
                    profile: selection.parameterProfile(of: rule),
                    in: environment)
                {
                    rules.append(compiled)
                }
            } catch {
                problems += error.diagnostics
            }
        }
        do throws(RuleErrors) {
            validator = try Validator(
                selected, selection: selection, parameters: parameters, versions: versions, in: environment)
        } catch {
            throw RuleErrors(problems + error.diagnostics)
        }
        guard problems.isEmpty else { throw RuleErrors(problems) }
        let anyKind = rules.indices.filter { rules[$0].rule.kinds.isEmpty }
        var byKind: [String: [Int]] = [:]
        for kind in Set(rules.flatMap(\.rule.kinds).map(\.kind)) {
            byKind[kind] = rules.indices.filter {
                rules[$0].rule.kinds.isEmpty || rules[$0].rule.kinds.contains { $0.kind == kind }
            }
        }
        (self.environment, self.rules, self.anyKind, self.byKind) = (environment, rules, anyKind, byKind)
        (self.podTemplates, self.external, self.targets) = (podTemplates, external, targets)
        yielding = Dictionary(
            uniqueKeysWithValues: rules.filter { !$0.rule.yieldsTo.isEmpty }.map { ($0.rule.id, Set($0.rule.yieldsTo)) })
    }

    /// Judges every object of a unit.
    public func check(_ unit: Unit) -> Outcome {
        var outcome = Outcome()
        let inventory = Inventory(index: unit.index, external: external, targets: targets)
        // One activation serves all objects: what it has prepared, such as patterns of parameters, stays.
        var activation = Activation(environment)
        activation.context = inventory
        activation.respectsUnknowns = unit.index.hasUnknowns
        var session = validator.session(inventory)
        for manifest in unit.index.manifests {
            let template = podTemplates.podTemplate(of: manifest)
            let earlier = outcome.findings.count
            check(manifest, in: unit, template: template, &activation, &outcome)
            if !validator.isEmpty { validator.check(manifest, in: unit, template: template, &session, &outcome) }
            outcome.dropSuperfluous(from: earlier, yielding)
        }
        return outcome
    }

    private func check(
        _ manifest: Manifest, in unit: Unit, template: NodeID?, _ activation: inout Activation, _ outcome: inout Outcome
    ) {
        let candidates = byKind[manifest.type.kind] ?? anyKind
        guard !candidates.isEmpty else { return }
        activation.restart(with: manifest.document)
        let containers = template.map { manifest.document.containers(ofPodTemplate: $0) } ?? []
        activation[slots.object] = activation.value(0, manifest.root)
        activation[slots.pod] = template.map { activation.value(0, $0) } ?? .null
        activation[slots.container] = .null
        activation[slots.containerKind] = .string("")
        activation[slots.item] = .null
        activation[slots.kind] = .string(manifest.type.kind)
        setNames(of: manifest, &activation)
        for index in candidates {
            let rule = rules[index]
            guard rule.rule.kinds.isEmpty || rule.rule.kinds.contains(where: { $0.matches(manifest.type) }) else { continue }
            var subject = Subject(manifest: manifest, unit: unit, template: template, container: nil, item: nil)
            activation[slots.params] = rule.parameters
            switch rule.rule.scope {
            case .object: apply(rule, to: subject, &activation, &outcome)
            case .workload:
                if template != nil { apply(rule, to: subject, &activation, &outcome) }
            case .container:
                for container in containers where rule.rule.containers.contains(container.kind) {
                    activation[slots.container] = activation.value(0, container.node)
                    activation[slots.containerKind] = .string(container.kind.rawValue)
                    subject.container = container.node
                    apply(rule, to: subject, &activation, &outcome)
                }
            }
        }
    }

    private func apply(
        _ rule: CompiledRule, to subject: Subject, _ activation: inout Activation, _ outcome: inout Outcome
    ) {
        if let precondition = rule.precondition {
            guard case .bool(true) = precondition.evaluate(&activation) else { return }
        }
        guard let each = rule.each else { return judge(rule, subject, &activation, &outcome) }
        let list = each.evaluate(&activation)
        guard let elements = activation.elements(list) else {
            if case .error(let failure) = list { subject.report(failure, of: rule.rule, &outcome) }
            return
        }
        for (index, element) in elements.enumerated() {
            activation[slots.item] = element
            activation[slots.index] = .int(Int64(index))
            var subject = subject
            subject.item = subject.node(of: element, activation)
            judge(rule, subject, &activation, &outcome)
        }
    }

    private func judge(
        _ rule: CompiledRule, _ subject: Subject, _ activation: inout Activation, _ outcome: inout Outcome
    ) {
        switch rule.expression.evaluate(&activation) {
        case .bool(false):
            let trace = activation.trace
            let place = subject.place(for: rule.place, trace)
            let message = message(of: rule, subject.manifest, &activation)
            let form = rule.cases.first { form in
                if case .bool(true) = form.condition.evaluate(&activation) { true } else { false }
            }
            var finding = subject.finding(rule, severity: form?.severity ?? rule.severity, message: message, at: place)
            finding.proposal = rule.proposal(subject, &activation)
            outcome.findings.append(finding)
        case .error(let failure): subject.report(failure, of: rule.rule, &outcome)
        default: break
        }
    }

    private func setNames(of manifest: Manifest, _ activation: inout Activation) {
        let hides = activation.respectsUnknowns
        activation[slots.home] = hides && manifest.isNamespaceUnknown ? .unknown : .string(manifest.namespace)
        activation[slots.name] = hides && manifest.isNameUnknown ? .unknown : .string(manifest.name)
    }

    /// The message of a finding, in which a value that is not known is shown as it is written.
    private func message(of rule: CompiledRule, _ manifest: Manifest, _ activation: inout Activation) -> String {
        guard activation.respectsUnknowns else { return rule.message.text(&activation) }
        activation.respectsUnknowns = false
        setNames(of: manifest, &activation)
        defer {
            activation.respectsUnknowns = true
            setNames(of: manifest, &activation)
        }
        return rule.message.text(&activation)
    }
}
