import KubernetesModel
import SourceText
import YAMLDocument

/// One entry of `replicas`: the number of copies of a workload, which is found by any name that it ever had.
///
/// Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replicas/
struct ReplicaTransformer: Transformer {
    let replica: ReplicaCount
    let fieldSpecs: [FieldSpec]

    let step = "replicas"
    let plugin = PluginName(kind: "ReplicaCountTransformer")

    func apply(to resources: inout ResourceSet, as step: Step) throws(KustomizeError) {
        var wasFound = false
        for spec in fieldSpecs {
            for (place, resource) in resources.resources.enumerated() {
                guard resource.allIDs.contains(where: { $0.name == replica.name.value && spec.gvk.selects($0.gvk) }) else {
                    continue
                }
                wasFound = true
                try resources.modify(place) { resource in write(spec, &resource.document, step) }
            }
        }
        if !wasFound { throw Messages.unknownWorkload(replica.name, fieldSpecs.map(\.gvk)) }
    }

    private func write(_ spec: FieldSpec, _ document: inout Document, _ step: Step) {
        let origin = step.origin(replica.count.span)
        for node in spec.nodes(in: &document, making: .string, origin: origin) {
            let text = String(replica.count.value)
            if document.text(of: node) != text {
                _ = document.replace(node, with: .typed(text, .int, over: node, in: document), origin: origin)
            }
        }
    }
}
