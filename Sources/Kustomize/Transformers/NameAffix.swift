import KubernetesModel
import SourceText
import YAMLDocument

/// `namePrefix` and `nameSuffix`: puts a text before or behind the name of every object of a kustomization.
///
/// Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/nameprefix/
struct NameAffix: Transformer {
    /// On which side of the name it goes.
    enum Side { case prefix, suffix }

    let side: Side
    /// The text, and where it is written, which is where a changed name comes from; nil changes nothing.
    let text: Located<String>?
    let fieldSpecs: [FieldSpec]

    /// Kinds whose names mean something outside the tree. Same list as kustomize 5.
    private static let exempt = [
        GVK(kind: "CustomResourceDefinition"), GVK(group: "apiregistration.k8s.io", kind: "APIService"), GVK(kind: "Namespace"),
    ]

    var step: String { side == .prefix ? "namePrefix" : "nameSuffix" }
    var plugin: PluginName { PluginName(kind: side == .prefix ? "PrefixTransformer" : "SuffixTransformer") }

    func apply(to resources: inout ResourceSet, as step: Step) throws(KustomizeError) {
        guard let text, !text.value.isEmpty else { return }
        try resources.modifyEach { resource throws(KustomizeError) in
            let original = resource.originalID.gvk
            if Self.exempt.contains(where: { $0.selects(original) }) { return }
            for spec in fieldSpecs where spec.gvk.selects(original) {
                if spec.path == "metadata/name" {
                    if side == .prefix { resource.prefixes.append(text.value) } else { resource.suffixes.append(text.value) }
                    resource.rememberID()
                }
                let origin = step.origin(text.span)
                for node in spec.nodes(in: &resource.document, making: .string, origin: origin) {
                    guard resource.document.kind(of: node).isScalar else { throw Messages.notScalar(node, spec, resource) }
                    let old = resource.document.text(of: node)
                    let new = side == .prefix ? text.value + old : old + text.value
                    _ = resource.document.replace(
                        node, with: .untyped(new, over: node, in: resource.document), origin: origin)
                }
                resource.refreshID()
            }
        }
    }
}
