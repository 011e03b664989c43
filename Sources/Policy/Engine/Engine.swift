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

/// The rules of a run with what its settings say of them, ready to be run on objects.
///
/// An engine judges nothing by itself: each thread takes a judge, which compiles the rules that it needs, so that threads share no
/// reference counts.
public struct Engine: Sendable {
    let environment: CELEnvironment
    let rules: [RuleInForce]
    let podTemplates: PodTemplatePaths
    let external: ExternalObjects
    /// The rules that are silent where others speak, with those others.
    let yielding: [String: Set<String>]
    let targets: TargetVersions
    /// What a unit may mean that it does not hold itself; nil if each is judged alone.
    public var surroundings: Surroundings?
    let validator: Validator
    /// Of how many things a judge asks all rules before it finds out what they read, to ask them less: that takes as long as to ask all of
    /// them of some dozen things.
    package var warmUp = 100

    /// What a check of an object gives.
    public struct Outcome: Sendable {
        /// What the rules found.
        public var findings: [Finding] = []
        /// The rules that were asked of anything: those whose kinds and preconditions left something to judge. A judge names each in
        /// the first outcome that it is asked in.
        public var asked: Set<String> = []
        /// Rules whose expression could not be evaluated, and why.
        public var diagnostics: [Diagnostic] = []

        /// Nothing yet.
        package init() {}
    }

    /// The variables and functions that rules may use.
    package static func makeEnvironment() -> CELEnvironment {
        var environment = CELEnvironment()
        for name in ["object", "pod", "container", "params", "item"] { environment.declare(name) }
        for name in ["containerKind", "kind", "home"] { environment.declare(name, .string) }
        environment.declare("name", .string, isSingular: true)
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

    /// Prepares the rules that are in force. Those that the project's tests have not seen are compiled at once, so that what is wrong
    /// with them is said whatever the objects are.
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
        environment = Self.makeEnvironment()
        rules = selected.filter(\.hasExpression).map { rule in
            RuleInForce(
                rule: rule, severity: selection.severity(of: rule), hasFixedSeverity: selection.severities[rule.id] != nil,
                settings: parameters[rule.id] ?? [:], profile: selection.parameterProfile(of: rule))
        }
        (self.podTemplates, self.external, self.targets) = (podTemplates, external, targets)
        yielding = Dictionary(
            uniqueKeysWithValues: rules.lazy.map(\.rule).filter { !$0.yieldsTo.isEmpty }.map { ($0.id, Set($0.yieldsTo)) })
        var problems: [Diagnostic] = []
        for rule in rules where !rule.rule.isChecked { problems += CompiledRule.problems(of: rule, in: environment) }
        do throws(RuleErrors) {
            validator = try Validator(
                selected, selection: selection, parameters: parameters, versions: versions, in: environment)
        } catch {
            throw RuleErrors(problems + error.diagnostics)
        }
        guard problems.isEmpty else { throw RuleErrors(problems) }
    }

    /// Judges every object of a unit.
    public func check(_ unit: Unit) -> Outcome {
        var outcome = Outcome()
        var judge = RuleJudge(self)
        judge.check(unit, unit.index.manifests.indices, &outcome)
        return outcome
    }
}

/// A rule with what the settings of a run say of it.
struct RuleInForce: Sendable {
    let rule: Rule
    let severity: Severity
    /// Whether the settings give the severity of every finding.
    let hasFixedSeverity: Bool
    /// Parameters of the configuration, YAML by name.
    let settings: [String: String]
    /// The profile whose values hold for the others.
    let profile: String
}
