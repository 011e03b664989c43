import KubernetesModel
import YAMLDocument

/// Who holds which role through which binding: the bindings of a unit, indexed from both ends.
struct AccessGraph {
    /// A role in the hands of a subject.
    struct Grant {
        /// The role, if it is one of the unit.
        let role: Manifest?
        /// The kind of the role.
        let kind: String
        /// The name of the role.
        let name: String
        /// The binding that gives it.
        let binding: Manifest

        /// Whether it holds in all namespaces.
        var isClusterWide: Bool { binding.type.kind == "ClusterRoleBinding" }
    }

    /// Who is given a role.
    struct Subject: Hashable {
        let kind: String
        /// Empty for users and groups.
        let namespace: String
        let name: String

        /// As a message names it: `ServiceAccount 'shop/web'`.
        var text: String { namespace.isEmpty ? "\(kind) '\(name)'" : "\(kind) '\(namespace)/\(name)'" }
    }

    private struct RoleName: Hashable {
        let kind: String
        let name: String
    }

    private let index: ManifestIndex
    private var bindings: [RoleName: [Manifest]] = [:]
    private var grants: [Subject: [Grant]] = [:]
    /// The cluster roles that collect others, with the labels by which they do.
    private var collectors: [(role: Manifest, selectors: [LabelSelector])] = []

    init(_ index: ManifestIndex) {
        self.index = index
        for role in index.all(KindSelector("ClusterRole")) {
            guard let list = role.node(at: "aggregationRule", "clusterRoleSelectors") else { continue }
            collectors.append((role, role.document.children(of: list).compactMap { LabelSelector($0, in: role.document) }))
        }
        for binding in index.all(KindSelector("RoleBinding")) + index.all(KindSelector("ClusterRoleBinding")) {
            let document = binding.document
            guard let name = binding.node(at: "roleRef", .name).map(document.text) else { continue }
            let kind = binding.node(at: "roleRef", .kind).map(document.text) ?? "ClusterRole"
            bindings[RoleName(kind: kind, name: name), default: []].append(binding)
            for role in held(RoleName(kind: kind, name: name), by: binding) {
                for subject in Self.subjects(of: binding) { grants[subject, default: []].append(role) }
            }
        }
    }

    /// The role of a binding, and those that it collects.
    private func held(_ role: RoleName, by binding: Manifest) -> [Grant] {
        let namespace = role.kind == "Role" ? binding.namespace : ""
        let found = index.find(KindSelector(role.kind), namespace: namespace, name: role.name).first
        var result = [Grant(role: found, kind: role.kind, name: role.name, binding: binding)]
        guard let found, let collector = collectors.first(where: { $0.role.root == found.root && $0.role.name == found.name })
        else { return result }
        for part in index.all(KindSelector("ClusterRole")) where part.name != found.name {
            let labels = part.labels
            if collector.selectors.contains(where: { $0.matches(labels) }) {
                result.append(Grant(role: part, kind: part.type.kind, name: part.name, binding: binding))
            }
        }
        return result
    }

    /// The subjects of a binding; a service account without a namespace is one of the binding's own.
    static func subjects(of binding: Manifest) -> [Subject] {
        guard let list = binding.node(at: "subjects") else { return [] }
        let document = binding.document
        return document.children(of: list).compactMap { node in
            func text(_ key: Key) -> String { document.value(of: node, key).map(document.text) ?? "" }
            guard !text(.name).isEmpty else { return nil }
            let isAccount = text(.kind) == "ServiceAccount"
            let home = text(.namespace).isEmpty ? binding.namespace : text(.namespace)
            return Subject(kind: text(.kind), namespace: isAccount ? home : "", name: text(.name))
        }
    }

    /// Who holds a role, directly or through a cluster role that collects it; each once, in the order of the bindings.
    func subjects(of role: Manifest) -> [Subject] {
        var seen: Set<Subject> = []
        return bindings(to: role).flatMap(Self.subjects).filter { seen.insert($0).inserted }
    }

    /// The bindings that give a role, directly or through a cluster role that collects it.
    func bindings(to role: Manifest) -> [Manifest] {
        var names = [RoleName(kind: role.type.kind, name: role.name)]
        if role.type.kind == "ClusterRole", !collectors.isEmpty {
            let labels = role.labels
            for collector in collectors where collector.selectors.contains(where: { $0.matches(labels) }) {
                names.append(RoleName(kind: "ClusterRole", name: collector.role.name))
            }
        }
        return names.flatMap { bindings[$0] ?? [] }.filter { binding in
            role.type.kind == "ClusterRole" || role.namespace.isEmpty || binding.namespace.isEmpty
                || role.namespace == binding.namespace
        }
    }

    /// What a service account holds, also by the groups that all accounts are in.
    func grants(toAccount name: String, in namespace: String) -> [Grant] {
        let groups = [
            "system:serviceaccounts", "system:authenticated", namespace.isEmpty ? "" : "system:serviceaccounts:\(namespace)",
        ]
        // An account or a binding of no known namespace may be the one that is meant.
        let homes = namespace.isEmpty ? [""] : [namespace, ""]
        var result = homes.flatMap { grants[Subject(kind: "ServiceAccount", namespace: $0, name: name)] ?? [] }
        for group in groups { result += grants[Subject(kind: "Group", namespace: "", name: group)] ?? [] }
        if !namespace.isEmpty {
            let user = "system:serviceaccount:\(namespace):\(name)"
            result += grants[Subject(kind: "User", namespace: "", name: user)] ?? []
        }
        return result
    }
}
