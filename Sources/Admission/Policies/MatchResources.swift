import KubernetesModel
import YAMLDocument

/// `matchConstraints` of a policy, or `matchResources` of a binding: which requests are meant.
///
/// Source: `k8s.io/apiserver/pkg/admission/plugin/policy/matching`
struct MatchResources: Sendable {
    private let namespaceSelector: LabelSelector
    private let objectSelector: LabelSelector
    private let included: [MatchRule]
    private let excluded: [MatchRule]
    /// Whether other versions of a resource are meant, too.
    private let matchesEquivalents: Bool

    /// What a request was taken for.
    struct Match: Sendable {
        /// The resource that a rule names: the request's, or another version of it.
        let resource: ResourceName
        /// Whether it is the request's own.
        let isExact: Bool
    }

    /// Reads the constraints; nil gives those that everything meets.
    init(_ node: NodeID?, in document: Document) {
        func rules(_ key: Key) -> [MatchRule] {
            guard let node, let list = document.value(of: node, key), document.kind(of: list) == .sequence else { return [] }
            return document.children(of: list).map { MatchRule($0, in: document) }
        }
        func selector(_ key: Key) -> LabelSelector {
            guard let node, let selector = document.value(of: node, key) else { return .everything }
            return LabelSelector(selector, in: document) ?? .everything
        }
        namespaceSelector = selector("namespaceSelector")
        objectSelector = selector("objectSelector")
        (included, excluded) = (rules("resourceRules"), rules("excludeResourceRules"))
        matchesEquivalents = node.flatMap { document.value(of: $0, "matchPolicy") }.map { !document.hasText($0, "Exact") } ?? true
    }

    /// What a request matches as; nil if it does not.
    func match(_ request: AdmissionRequest, _ cluster: ClusterObjects) -> Match? {
        guard matchesNamespace(request, cluster), matchesObject(request) else { return nil }
        if matched(excluded, request, cluster) != nil { return nil }
        if included.isEmpty { return Match(resource: request.resource, isExact: true) }
        return matched(included, request, cluster)
    }

    private func matched(_ rules: [MatchRule], _ request: AdmissionRequest, _ cluster: ClusterObjects) -> Match? {
        if rules.contains(where: { $0.matches(request, as: request.resource) && $0.matchesName(request) }) {
            return Match(resource: request.resource, isExact: true)
        }
        guard matchesEquivalents else { return nil }
        let others = cluster.resources.equivalents(of: request.resource)
        for rule in rules where rule.matchesName(request) {
            if let other = others.first(where: { rule.matches(request, as: $0) }) {
                return Match(resource: other, isExact: false)
            }
        }
        return nil
    }

    /// Objects of the cluster always match, but a Namespace is judged by its own labels.
    private func matchesNamespace(_ request: AdmissionRequest, _ cluster: ClusterObjects) -> Bool {
        if namespaceSelector.requirements.isEmpty { return true }
        if request.resource.isNamespaces, request.subresource.isEmpty, let object = request.object {
            return namespaceSelector.matches(object.labels)
        }
        if request.namespace.isEmpty { return true }
        return namespaceSelector.matches(cluster.labels(ofNamespace: request.namespace))
    }

    private func matchesObject(_ request: AdmissionRequest) -> Bool {
        if objectSelector.requirements.isEmpty { return true }
        return [request.object, request.oldObject].contains { $0.map { objectSelector.matches($0.labels) } ?? false }
    }
}

extension LabelSelector {
    /// A selector that selects everything.
    static let everything = LabelSelector(equal: [:])
}
