import CEL
import KubernetesModel
import YAMLDocument

/// The role bindings of a unit by the service account that they name.
struct BindingIndex {
    /// Bindings by the account's name and then by its namespace; empty for one that is not written.
    private var byAccount: [String: [String: [Manifest]]] = [:]
    /// Bindings for all accounts of a namespace, by it; those for all accounts there are stand under the empty namespace.
    private var byGroup: [String: [Manifest]] = [:]

    init(_ index: ManifestIndex) {
        for kind in ["RoleBinding", "ClusterRoleBinding"] {
            for binding in index.all(KindSelector(kind)) { add(binding) }
        }
    }

    private mutating func add(_ binding: Manifest) {
        guard let subjects = binding.node(at: "subjects") else { return }
        let document = binding.document
        for subject in document.children(of: subjects) where document.kind(of: subject) == .mapping {
            func text(_ key: Key) -> String { document.value(of: subject, key).map(document.text) ?? "" }
            let name = text("name")
            if text("kind") == "ServiceAccount" {
                let written = text("namespace")
                byAccount[name, default: [:]][written.isEmpty ? binding.namespace : written, default: []].append(binding)
            } else if name == "system:serviceaccounts" || name == "system:authenticated" {
                byGroup["", default: []].append(binding)
            } else if name.hasPrefix("system:serviceaccounts:") {
                byGroup[String(name.dropFirst("system:serviceaccounts:".count)), default: []].append(binding)
            }
        }
    }

    /// The bindings that give an account something, by its name or as one of a group. A namespace that is not written matches any.
    func bindings(ofAccount name: String, namespace: String) -> [Manifest] {
        let named = byAccount[name] ?? [:]
        if namespace.isEmpty {
            return named.sorted { $0.key < $1.key }.flatMap(\.value) + byGroup.sorted { $0.key < $1.key }.flatMap(\.value)
        }
        return [named[namespace], named[""], byGroup[namespace], byGroup[""]].compactMap(\.self).flatMap(\.self)
    }
}
