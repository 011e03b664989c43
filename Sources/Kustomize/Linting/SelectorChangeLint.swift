import KubernetesModel
import SourceText
import YAMLDocument

/// `kustomize-selector-change`: labels that go into the selectors of workloads of another kustomization.
///
/// A selector cannot be changed once the workload is there, so the label has to stay as it is from the first deployment on.
struct SelectorChangeLint {
    let kustomization: Kustomization
    /// The documents that the kustomization's own files gave.
    let own: Set<Span>

    private static let workloads: Set<String> = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]
    /// Labels that the rule `selector-volatile-label` reports as worse.
    private static let volatile: Set<String> = [
        "app.kubernetes.io/version", "helm.sh/chart", "app.kubernetes.io/managed-by", "pod-template-hash",
    ]

    /// Says which labels change selectors, before they do.
    func report(_ resources: ResourceSet, to log: BuildLog) {
        let selecting = kustomization.labels.filter(\.includesSelectors).flatMap(\.pairs) + kustomization.commonLabels
        let foreign = resources.resources.filter {
            Self.workloads.contains($0.id.gvk.kind) && !own.contains($0.document.span)
        }
        guard !selecting.isEmpty, !foreign.isEmpty else { return }
        for pair in selecting where !Self.volatile.contains(pair.key.value) {
            let changed = foreign.filter { resource in
                let selector = resource.document.node(at: "spec", "selector", "matchLabels", Key(pair.key.value))
                return selector.map { resource.document.text(of: $0) } != pair.value.value
            }
            guard let first = changed.first else { continue }
            let others = changed.count == 1 ? "" : " and \(changed.count - 1) more"
            log.warn(
                "the label '\(pair.key.value)' goes into the selector of \(first.id.gvk.kind) '\(first.id.name)'\(others), which cannot be changed once it is deployed",
                at: pair.key.span, code: "kustomize-selector-change")
        }
    }
}
