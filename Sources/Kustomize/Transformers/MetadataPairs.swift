import KubernetesModel
import SourceText
import YAMLDocument

/// `labels`, `commonLabels` and `commonAnnotations`: writes pairs of texts into the mappings at paths.
///
/// Source: `api/filters/labels` and `api/filters/annotations`.
struct MetadataPairs: Transformer {
    let step: String
    let plugin: PluginName
    let pairs: [Pair]
    let fieldSpecs: [FieldSpec]

    func apply(to resources: inout ResourceSet, as step: Step) throws(KustomizeError) {
        let sorted = pairs.sorted { $0.key.value.utf8.lexicographicallyPrecedes($1.key.value.utf8) }
        guard let first = sorted.first else { return }
        try resources.modifyEach { resource throws(KustomizeError) in
            let gvk = resource.id.gvk
            var made: [String: [NodeID]] = [:]
            for spec in fieldSpecs where spec.gvk.selects(gvk) {
                for node in spec.nodes(in: &resource.document, making: .mapping, origin: step.origin(first.key.span)) {
                    var mapping = node
                    switch resource.document.kind(of: node) {
                    case .mapping: break
                    case .null: mapping = resource.document.replace(node, with: .mapping, origin: step.origin(first.key.span))
                    default: throw Messages.notMapping(node, spec, resource)
                    }
                    for pair in sorted {
                        if let new = resource.document.set(pair, in: mapping, step) {
                            made[pair.key.value, default: []].append(new)
                        }
                        resource.sharedValues.settle(&resource.document)
                    }
                }
            }
            for pair in sorted { resource.sharedValues.add(made[pair.key.value] ?? []) }
        }
    }
}

extension Document {
    /// Writes a pair into a mapping, unless the same text is there already; gives the node if there was none.
    fileprivate mutating func set(_ pair: Pair, in mapping: NodeID, _ step: Step) -> NodeID? {
        let old = value(of: mapping, Key(pair.key.value))
        if let old, string(old) == pair.value.value { return nil }
        let origin = step.origin(pair.value.span)
        guard let old else { return set(pair.key.value, in: mapping, to: .string(pair.value.value), origin: origin) }
        let value: NewValue =
            kind(of: old).isScalar ? .typed(pair.value.value, .string, over: old, in: self) : .string(pair.value.value)
        replace(old, with: value, origin: origin)
        return nil
    }
}
