import KubernetesModel
import YAMLDocument

/// The names that custom resources of widespread controllers have for other objects.
///
/// Source: the API reference of each controller, read in 2026-11.
struct CustomReferences {
    /// One name, and what kinds of object it may mean.
    struct Reference {
        /// The node of the name.
        let node: NodeID
        let name: String
        /// Where the object is; empty for one of the cluster.
        let namespace: String
        /// `group/Kind`, of which any will do.
        let kinds: [String]
    }

    /// A field that names an object.
    private struct Field {
        /// The keys from the object on; `[]` stands for each element of a list.
        let path: [String]
        /// The kinds that it may mean if the reference has no `kind`.
        let kinds: [String]
        /// The kinds that a reference may name by its `kind`.
        var named: [String] = []
    }

    private static let table: [GroupKind: [Field]] = [
        GroupKind(group: "cert-manager.io", kind: "Certificate"): [
            Field(path: ["spec", "issuerRef"], kinds: [issuer], named: [issuer, clusterIssuer])
        ],
        GroupKind(group: "networking.k8s.io", kind: "Ingress"): [
            Field(path: ["metadata", "annotations", "cert-manager.io/issuer"], kinds: [issuer]),
            Field(path: ["metadata", "annotations", "cert-manager.io/cluster-issuer"], kinds: [clusterIssuer]),
        ],
        GroupKind(group: "kustomize.toolkit.fluxcd.io", kind: "Kustomization"): [
            Field(path: ["spec", "sourceRef"], kinds: [], named: fluxSources),
            Field(path: ["spec", "dependsOn", "[]"], kinds: ["kustomize.toolkit.fluxcd.io/Kustomization"]),
        ],
        GroupKind(group: "helm.toolkit.fluxcd.io", kind: "HelmRelease"): [
            Field(path: ["spec", "chart", "spec", "sourceRef"], kinds: [], named: fluxSources),
            Field(path: ["spec", "chartRef"], kinds: [], named: fluxSources),
            Field(path: ["spec", "dependsOn", "[]"], kinds: ["helm.toolkit.fluxcd.io/HelmRelease"]),
            Field(path: ["spec", "valuesFrom", "[]"], kinds: [], named: ["/ConfigMap"]),
        ],
        GroupKind(group: "argoproj.io", kind: "Application"): [
            Field(path: ["spec", "project"], kinds: ["argoproj.io/AppProject"])
        ],
        GroupKind(group: "argoproj.io", kind: "Rollout"): [
            Field(path: ["spec", "strategy", "canary", "canaryService"], kinds: ["/Service"]),
            Field(path: ["spec", "strategy", "canary", "stableService"], kinds: ["/Service"]),
            Field(path: ["spec", "strategy", "blueGreen", "activeService"], kinds: ["/Service"]),
            Field(path: ["spec", "strategy", "blueGreen", "previewService"], kinds: ["/Service"]),
            Field(path: ["spec", "strategy", "canary", "analysis", "templates", "[]", "templateName"], kinds: analyses),
            Field(
                path: ["spec", "strategy", "canary", "steps", "[]", "analysis", "templates", "[]", "templateName"],
                kinds: analyses),
            Field(
                path: ["spec", "strategy", "blueGreen", "prePromotionAnalysis", "templates", "[]", "templateName"],
                kinds: analyses),
            Field(
                path: ["spec", "strategy", "blueGreen", "postPromotionAnalysis", "templates", "[]", "templateName"],
                kinds: analyses),
        ],
        GroupKind(group: "networking.istio.io", kind: "VirtualService"): [
            Field(path: ["spec", "gateways", "[]"], kinds: ["networking.istio.io/Gateway"]),
            Field(path: ["spec", "http", "[]", "route", "[]", "destination", "host"], kinds: ["/Service"]),
            Field(path: ["spec", "tcp", "[]", "route", "[]", "destination", "host"], kinds: ["/Service"]),
            Field(path: ["spec", "tls", "[]", "route", "[]", "destination", "host"], kinds: ["/Service"]),
        ],
        GroupKind(group: "networking.istio.io", kind: "DestinationRule"): [
            Field(path: ["spec", "host"], kinds: ["/Service"])
        ],
        GroupKind(group: "keda.sh", kind: "ScaledObject"): [
            Field(path: ["spec", "triggers", "[]", "authenticationRef"], kinds: [kedaAuthentication], named: kedaAuthentications)
        ],
        GroupKind(group: "keda.sh", kind: "ScaledJob"): [
            Field(path: ["spec", "triggers", "[]", "authenticationRef"], kinds: [kedaAuthentication], named: kedaAuthentications)
        ],
        GroupKind(group: "external-secrets.io", kind: "ExternalSecret"): [
            Field(
                path: ["spec", "secretStoreRef"], kinds: ["external-secrets.io/SecretStore"],
                named: ["external-secrets.io/SecretStore", "external-secrets.io/ClusterSecretStore"])
        ],
    ]

    private static let issuer = "cert-manager.io/Issuer"
    private static let clusterIssuer = "cert-manager.io/ClusterIssuer"
    private static let analyses = ["argoproj.io/AnalysisTemplate", "argoproj.io/ClusterAnalysisTemplate"]
    private static let kedaAuthentication = "keda.sh/TriggerAuthentication"
    private static let kedaAuthentications = [kedaAuthentication, "keda.sh/ClusterTriggerAuthentication"]
    private static let fluxSources = ["GitRepository", "OCIRepository", "Bucket", "HelmRepository", "HelmChart"].map {
        "source.toolkit.fluxcd.io/" + $0
    }

    /// All names that an object has for others, without those that mean nothing in particular.
    static func references(of manifest: Manifest) -> [Reference] {
        (table[manifest.type.groupKind] ?? []).flatMap { field in
            nodes(at: field.path[...], from: manifest.root, in: manifest.document).compactMap { reference($0, field, manifest) }
        }
    }

    /// Those whose object is not in an index, although some object of the kind is.
    static func dangling(of manifest: Manifest, in index: ManifestIndex) -> [Reference] {
        references(of: manifest).filter { reference in
            reference.kinds.contains { index.hasAny(KindSelector($0)) }
                && reference.kinds.allSatisfy {
                    let namespace = $0.contains("/Cluster") ? "" : reference.namespace
                    return index.find(KindSelector($0), namespace: namespace, name: reference.name).isEmpty
                }
        }
    }

    private static func nodes(at path: ArraySlice<String>, from node: NodeID, in document: Document) -> [NodeID] {
        guard let first = path.first else { return [node] }
        let rest = path.dropFirst()
        if first == "[]" {
            guard document.kind(of: node) == .sequence else { return [] }
            return document.children(of: node).flatMap { nodes(at: rest, from: $0, in: document) }
        }
        return document.value(of: node, Key(first)).map { nodes(at: rest, from: $0, in: document) } ?? []
    }

    private static func reference(_ node: NodeID, _ field: Field, _ manifest: Manifest) -> Reference? {
        let document = manifest.document
        if document.kind(of: node) == .mapping {
            func text(_ key: Key) -> String? { document.value(of: node, key).map(document.text) }
            guard let name = document.value(of: node, .name) else { return nil }
            if document.value(of: node, "optional").flatMap(document.bool) == true { return nil }
            var kinds = field.kinds
            if let kind = text(.kind), !field.named.isEmpty {
                // Another group, such as that of an issuer of one's own, is unknown here.
                kinds = field.named.filter { $0.hasSuffix("/" + kind) && $0.hasPrefix(text("group") ?? "") }
            }
            guard !kinds.isEmpty else { return nil }
            return Reference(
                node: node == name ? node : name, name: document.text(of: name),
                namespace: text(.namespace) ?? manifest.namespace,
                kinds: kinds)
        }
        guard let text = document.string(node), !text.isEmpty else { return nil }
        return named(text, at: node, field, manifest)
    }

    /// Reads a text that is a name: `name`, `namespace/name`, or a host of a Service.
    private static func named(_ text: String, at node: NodeID, _ field: Field, _ manifest: Manifest) -> Reference? {
        var (name, namespace) = (text, manifest.namespace)
        if field.path.last == "host" {
            let parts = text.split(separator: ".").map(String.init)
            // Any other host is outside the cluster, or in a ServiceEntry.
            guard parts.count == 1 || (parts.count >= 3 && parts[2] == "svc"), !text.contains("*") else { return nil }
            name = parts[0]
            if parts.count > 1 { namespace = parts[1] }
        } else if let slash = text.firstIndex(of: "/") {
            namespace = String(text[..<slash])
            name = String(text[text.index(after: slash)...])
        }
        if name == "mesh" || (field.path.last == "project" && name == "default") { return nil }
        return Reference(node: node, name: name, namespace: namespace, kinds: field.kinds)
    }
}
