import KubernetesModel
import SourceText
import YAMLDocument

/// `namespace`: puts every object that can have a namespace into one, and renames Namespace objects.
///
/// Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/namespace/ and `api/filters/namespace`.
struct NamespaceTransformer: Transformer {
    /// Which subjects of bindings are moved as well.
    enum Subjects: String { case none, defaultOnly, allServiceAccounts }

    let namespace: Located<String>
    let fieldSpecs: [FieldSpec]
    var subjects = Subjects.defaultOnly
    /// Only objects without a namespace.
    var unsetOnly = false

    let step = "namespace"
    let plugin = PluginName(kind: "NamespaceTransformer")

    func apply(to resources: inout ResourceSet, as step: Step) throws(KustomizeError) {
        guard !namespace.value.isEmpty else { return }
        let origin = step.origin(namespace.span)
        var lint = NamespaceOverrideLint(namespace)
        if !unsetOnly { resources.resources.forEach { lint.note($0) } }
        lint.report(to: step.log)
        try resources.modifyEach { resource throws(KustomizeError) in
            resource.rememberID()
            if !resource.id.isClusterScoped { moveObject(&resource, origin) }
            if resource.id.gvk.kind == "RoleBinding" || resource.id.gvk.kind == "ClusterRoleBinding" {
                moveSubjects(&resource, origin)
            }
            try moveFields(&resource, origin)
            resource.refreshID()
        }
        try checkIDs(resources)
    }

    private func moveObject(_ resource: inout Resource, _ origin: Origin) {
        let old = resource.document.node(at: "metadata", "namespace")
        let isSet = old.map { !resource.document.text(of: $0).isEmpty } ?? false
        if !(unsetOnly && isSet) { resource.move(toNamespace: namespace.value, origin: origin) }
    }

    private func moveSubjects(_ resource: inout Resource, _ origin: Origin) {
        guard subjects != .none, let list = resource.document.node(at: "subjects") else { return }
        for subject in Array(resource.document.children(of: list)) {
            let document = resource.document
            let (key, wanted): (Key, StaticString) = subjects == .defaultOnly ? ("name", "default") : ("kind", "ServiceAccount")
            guard let node = document.value(of: subject, key), document.hasText(node, wanted) else { continue }
            let old = document.value(of: subject, "namespace").map { document.text(of: $0) } ?? ""
            if (unsetOnly && !old.isEmpty) || old == namespace.value { continue }
            _ = resource.document.set("namespace", in: subject, to: .string(namespace.value), origin: origin)
        }
    }

    private func moveFields(_ resource: inout Resource, _ origin: Origin) throws(KustomizeError) {
        let gvk = resource.id.gvk
        for spec in fieldSpecs where spec.gvk.selects(gvk) {
            // The namespace of the object is set above, which knows what has none; names only of namespaces.
            if spec.path == "metadata/namespace" { continue }
            if spec.path == "metadata/name", gvk.kind == "Namespace", gvk.apiVersion != "v1" { continue }
            if spec.path == "subjects/namespace", gvk.kind.hasSuffix("RoleBinding") { continue }
            for node in spec.nodes(in: &resource.document, making: .string, origin: origin) {
                guard resource.document.kind(of: node).isScalar else { throw Messages.namespaceNotScalar(node, spec, resource) }
                let old = resource.document.text(of: node)
                if (unsetOnly && !old.isEmpty) || old == namespace.value { continue }
                _ = resource.document.replace(node, with: .string(namespace.value), origin: origin)
            }
        }
    }

    private func checkIDs(_ resources: ResourceSet) throws(KustomizeError) {
        var seen: [ResourceID: Resource] = [:]
        for resource in resources.resources {
            if let other = seen.updateValue(resource, forKey: resource.id) {
                throw Messages.namespaceConflict(resource, other, namespace)
            }
        }
    }
}
