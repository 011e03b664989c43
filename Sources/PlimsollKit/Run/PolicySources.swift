import Admission
import KubernetesModel
import Policy

/// The admission policies of a run, and which of them are in force for which unit.
///
/// Policies that come together with other objects judge these: an overlay's policies are the overlay's. A unit that is nothing but
/// policies, with their bindings, parameters, Namespaces and definitions, holds for the whole run, and so does what `--policies` names.
struct PolicySources {
    /// The policies and bindings of one place.
    private struct Source {
        var policies: [CompiledPolicy] = []
        var bindings: [PolicyBinding] = []
        var manifests: [Manifest] = []

        init(_ manifests: [Manifest], kubernetesMinor: Int) {
            self.manifests = manifests
            policies = manifests.compactMap(AdmissionPolicy.init).map { CompiledPolicy($0, kubernetesMinor: kubernetesMinor) }
            bindings = manifests.compactMap(PolicyBinding.init)
        }
    }

    /// What `--policies` names.
    private let given: Source
    /// Units that hold for the whole run.
    private let shared: [Source]
    /// The units that have policies of their own, by their place among the units.
    private let own: [Int: Source]

    init(given: [Manifest], units: [Unit], kubernetesMinor: Int) {
        self.given = Source(given, kubernetesMinor: kubernetesMinor)
        var shared: [Source] = []
        var own: [Int: Source] = [:]
        for (place, unit) in units.enumerated() {
            guard Self.kinds.contains(where: { !unit.index.all($0).isEmpty }) else { continue }
            let source = Source(unit.index.manifests, kubernetesMinor: kubernetesMinor)
            own[place] = source
            if Self.isNothingButPolicies(unit, source) { shared.append(source) }
        }
        (self.shared, self.own) = (shared, own)
    }

    private static let kinds = ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"].map {
        KindSelector("admissionregistration.k8s.io/" + $0)
    }

    private static func isNothingButPolicies(_ unit: Unit, _ source: Source) -> Bool {
        let parameters = Set(source.policies.compactMap { $0.policy.parameterKind?.groupKind })
        return unit.index.manifests.allSatisfy { manifest in
            manifest.type.group == "admissionregistration.k8s.io" || manifest.type.kind == "CustomResourceDefinition"
                || manifest.type.groupKind == GroupKind(group: "", kind: "Namespace")
                || parameters.contains(manifest.type.groupKind)
        }
    }

    /// Whether there is no policy at all.
    var isEmpty: Bool { given.policies.isEmpty && own.values.allSatisfy(\.policies.isEmpty) }

    /// What of the policies that `--policies` names does not compile.
    var givenPolicies: [CompiledPolicy] { given.policies }

    /// The policies that a unit brings itself.
    func policies(ofUnit place: Int) -> [CompiledPolicy] { own[place]?.policies ?? [] }

    /// Every policy that compiles, each name once.
    var all: [AdmissionPolicy] {
        var seen: Set<String> = []
        let sources = [given] + own.sorted { $0.key < $1.key }.map(\.value)
        return sources.flatMap(\.policies).filter { $0.problems.isEmpty && seen.insert($0.policy.name).inserted }.map(\.policy)
    }

    /// The objects that come with the policies in force for a unit, where policies look for parameters.
    func companions(ofUnit place: Int) -> [Manifest] { sources(ofUnit: place).dropFirst().flatMap(\.manifests) }

    private func sources(ofUnit place: Int) -> [Source] {
        [own[place] ?? Source([], kubernetesMinor: 0), given] + shared
    }

    /// The policies in force for a unit, with their bindings. One that no binding puts in force is left out, unless somebody has named
    /// its file with `--policies`: then it holds for everything that it matches. What does not compile judges nothing.
    func inForce(forUnit place: Int) -> [(policy: CompiledPolicy, bindings: [PolicyBinding])] {
        let sources = sources(ofUnit: place)
        var names: Set<String> = []
        let given = Set(given.policies.map(\.policy.name))
        let policies = sources.flatMap(\.policies).filter { names.insert($0.policy.name).inserted && $0.problems.isEmpty }
        return policies.compactMap { policy in
            var seen: Set<String> = []
            var bindings = sources.flatMap(\.bindings).filter {
                $0.policyName == policy.policy.name && seen.insert($0.name).inserted
            }
            if bindings.isEmpty, given.contains(policy.policy.name) { bindings = [PolicyBinding(everywhere: policy.policy)] }
            return bindings.isEmpty ? nil : (policy, bindings)
        }
    }
}
