import Admission
import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
import Policy
import SourceText
import YAMLDocument

/// What the admission policies of a run say of its objects.
struct AdmissionCheck {
    private let sources: PolicySources
    private let resources: ResourceTable
    private let selection: RuleSelection
    /// Namespaces and parameters of other units, which count where a unit has none of the name.
    private let others: ClusterObjects
    private let parameterKinds: Set<GroupKind>
    private let mutatingCount: Int

    /// What the policies found in one unit.
    struct Outcome: Sendable {
        var findings: [Finding] = []
        /// Policies that could not decide about an object without a cluster.
        var undecided: Set<String> = []
        /// Policies that were in force.
        var inForce: Set<String> = []
    }

    /// Takes the policies of the units and those of `--policies`.
    init(given: [Manifest], units: [Unit], schemas: SchemaStore, version: KubernetesVersion, selection: RuleSelection) {
        sources = PolicySources(given: given, units: units, kubernetesMinor: version.minor)
        resources = ResourceTable(schemas, version: version)
        self.selection = selection
        parameterKinds = Set(sources.all.compactMap { $0.parameterKind?.groupKind })
        let mutating = KindSelector("admissionregistration.k8s.io/MutatingAdmissionPolicy")
        mutatingCount =
            units.reduce(0) { $0 + $1.index.all(mutating).count } + given.count { mutating.matches($0.type) }
        let namespaces = sources.isEmpty ? [] : units.flatMap { $0.index.all(KindSelector("Namespace")) }
        others = ClusterObjects(namespaces, resources: resources, parameterKinds: [])
    }

    /// The rules that stand for the policies in force, as far as the selection wants them.
    var rules: [Rule] {
        sources.all.map { Rule(forPolicy: $0.manifest, severity: .error, profile: selection.profile) }.filter(selection.includes)
    }

    /// What is wrong with the files of `--policies`: the run cannot be judged by them.
    var diagnostics: [Diagnostic] {
        sources.givenPolicies.flatMap { policy in
            policy.problems.map { .error("policy '\(policy.policy.name)': \($0.value)", at: $0.span) }
        }
    }

    // MARK: Judging

    /// What is found in the objects of each unit but those of some files, and what keeps policies that are in a unit from being used.
    func outcomes(
        for units: [Unit], leavingOut companions: Set<SourceFile.ID>, problemsUnder rule: Rule?, workers: Int
    ) -> [Outcome] {
        mapInParallel(Array(units.enumerated()), workers: workers, fewest: 2) { place, unit in
            var outcome = check(unit, at: place, leavingOut: companions)
            outcome.findings += problems(in: unit, at: place, under: rule)
            return outcome
        }
    }

    /// Judges the objects of a unit as if each was to be created.
    private func check(_ unit: Unit, at place: Int, leavingOut companions: Set<SourceFile.ID>) -> Outcome {
        var outcome = Outcome()
        guard !sources.isEmpty else { return outcome }
        let selected = sources.inForce(forUnit: place).filter { selection.includes(rule(for: $0.policy.policy)) }
        outcome.inForce = Set(selected.map(\.policy.policy.name))
        guard !selected.isEmpty else { return outcome }
        let set = PolicySet(selected)
        let cluster = ClusterObjects(
            unit.index.manifests + sources.companions(ofUnit: place), resources: resources, parameterKinds: parameterKinds,
            others: others)
        for manifest in unit.index.manifests where !companions.contains(manifest.document.file.id) {
            let review = set.review(AdmissionRequest(creating: manifest, resources), cluster)
            outcome.findings += findings(review, manifest, unit)
            outcome.undecided.formUnion(review.undecided.map(\.policy))
        }
        return outcome
    }

    private func rule(for policy: AdmissionPolicy) -> Rule {
        Rule(forPolicy: policy.manifest, severity: .error, profile: selection.profile)
    }

    /// A finding for each validation that did not pass; of several bindings that say the same the gravest.
    private func findings(_ review: AdmissionReview, _ manifest: Manifest, _ unit: Unit) -> [Finding] {
        struct Verdict: Hashable {
            let policy: String
            let index: Int
            let message: String
        }
        var places: [Verdict: Int] = [:]
        var findings: [Finding] = []
        for denial in review.denials {
            let finding = finding(denial, manifest, unit)
            let verdict = Verdict(policy: denial.policy.name, index: denial.index, message: denial.message)
            guard let place = places[verdict] else {
                places[verdict] = findings.count
                findings.append(finding)
                continue
            }
            if finding.severity > findings[place].severity { findings[place] = finding }
        }
        return findings
    }

    private func finding(_ denial: AdmissionReview.Denial, _ manifest: Manifest, _ unit: Unit) -> Finding {
        let rule = rule(for: denial.policy)
        let severity: Severity =
            denial.isRefusal ? .error : denial.binding.actions.contains(.warn) ? .warning : .info
        let node = denial.node ?? manifest.node(at: "metadata", "name") ?? manifest.root
        let related = denial.expressionSpan.map { [Located("the validation that it does not pass", $0)] } ?? []
        return manifest.finding(
            rule, severity: selection.severities[rule.id] ?? severity, message: denial.answer, at: node,
            path: manifest.document.path(of: node), in: unit, related: related)
    }

    // MARK: The policies themselves

    /// What is wrong with the policies that a unit brings: the API server would not take them.
    func problems(in unit: Unit, at place: Int, under rule: Rule?) -> [Finding] {
        guard let rule, selection.includes(rule) else { return [] }
        return sources.policies(ofUnit: place).flatMap { policy in
            policy.problems.map { problem in
                let manifest = policy.policy.manifest
                let node = manifest.document.node(covering: problem.span.lower) ?? manifest.root
                return manifest.finding(
                    rule, severity: selection.severity(of: rule), message: "the expression does not compile: \(problem.value)",
                    at: node, path: manifest.document.path(of: node), in: unit, span: problem.span)
            }
        }
    }

    /// What a reader of the run must know: what was not judged, and why.
    func notes(_ outcomes: [Outcome]) -> [String] {
        var notes: [String] = []
        func list(_ names: some Sequence<String>) -> String { "'\(names.sorted().joined(separator: "', '"))'" }
        let inForce = outcomes.reduce(into: Set<String>()) { $0.formUnion($1.inForce) }
        let idle = sources.all.filter { selection.includes(rule(for: $0)) }.map(\.name).filter { !inForce.contains($0) }
        if !idle.isEmpty {
            notes.append("no binding puts these policies in force: \(list(idle)); --policies judges by them all the same")
        }
        let undecided = outcomes.reduce(into: Set<String>()) { $0.formUnion($1.undecided) }
        if !undecided.isEmpty {
            notes.append(
                "these policies ask for what only a cluster knows, and were left undecided for some objects: \(list(undecided))")
        }
        if mutatingCount > 0 {
            notes.append(
                "left \(mutatingCount == 1 ? "1 MutatingAdmissionPolicy" : "\(mutatingCount) MutatingAdmissionPolicies") alone: they change objects in the cluster, and objects were judged as written"
            )
        }
        return notes
    }
}
