import KubernetesModel
import YAMLDocument

/// Custom resources whose controllers make a Secret, and where they say its name.
///
/// Source: the documentation of each controller, read in 2026-11.
struct SecretProducers {
    /// The paths to the name, of which the first that is there counts; without any it is the object's own name.
    private static let table: [GroupKind: [[Key]]] = [
        GroupKind(group: "", kind: "Secret"): [],
        GroupKind(group: "bitnami.com", kind: "SealedSecret"): [["spec", "template", "metadata", "name"]],
        GroupKind(group: "external-secrets.io", kind: "ExternalSecret"): [["spec", "target", "name"]],
        GroupKind(group: "external-secrets.io", kind: "ClusterExternalSecret"): [
            ["spec", "externalSecretSpec", "target", "name"], ["spec", "externalSecretName"],
        ],
        GroupKind(group: "kubernetes-client.io", kind: "ExternalSecret"): [],
        GroupKind(group: "cert-manager.io", kind: "Certificate"): [["spec", "secretName"]],
        GroupKind(group: "cert-manager.io", kind: "Issuer"): [["spec", "acme", "privateKeySecretRef", "name"]],
        GroupKind(group: "cert-manager.io", kind: "ClusterIssuer"): [["spec", "acme", "privateKeySecretRef", "name"]],
        GroupKind(group: "secrets.hashicorp.com", kind: "VaultStaticSecret"): [["spec", "destination", "name"]],
        GroupKind(group: "secrets.hashicorp.com", kind: "VaultDynamicSecret"): [["spec", "destination", "name"]],
        GroupKind(group: "secrets.hashicorp.com", kind: "VaultPKISecret"): [["spec", "destination", "name"]],
        GroupKind(group: "secrets.hashicorp.com", kind: "HCPVaultSecretsApp"): [["spec", "destination", "name"]],
        GroupKind(group: "onepassword.com", kind: "OnePasswordItem"): [],
        GroupKind(group: "ricoberger.de", kind: "VaultSecret"): [],
        GroupKind(group: "redhatcop.redhat.io", kind: "VaultSecret"): [["spec", "output", "name"]],
        GroupKind(group: "isindir.github.com", kind: "SopsSecret"): [],
        GroupKind(group: "secretgenerator.mittwald.de", kind: "StringSecret"): [],
        GroupKind(group: "secretgenerator.mittwald.de", kind: "BasicAuth"): [],
        GroupKind(group: "secretgen.k14s.io", kind: "Password"): [],
        GroupKind(group: "secretgen.carvel.dev", kind: "SecretImport"): [],
        GroupKind(group: "infisical.com", kind: "InfisicalSecret"): [["spec", "managedSecretReference", "secretName"]],
        GroupKind(group: "secrets.doppler.com", kind: "DopplerSecret"): [["spec", "managedSecret", "name"]],
        GroupKind(group: "spv.no", kind: "AzureKeyVaultSecret"): [["spec", "output", "secret", "name"]],
        GroupKind(group: "kafka.strimzi.io", kind: "KafkaUser"): [],
    ]

    /// The namespaces of the Secrets by name; empty for one that is not known.
    private var namespaces: [String: Set<String>] = [:]

    init(_ index: ManifestIndex) {
        for (kind, paths) in Self.table {
            for manifest in index.all(KindSelector("\(kind.group)/\(kind.kind)")) {
                let name = paths.lazy.compactMap { manifest.document.node(at: $0, from: manifest.root) }.first
                namespaces[name.map(manifest.document.text) ?? manifest.name, default: []].insert(
                    kind.kind.hasPrefix("Cluster") ? "" : manifest.namespace)
            }
        }
        // SOPS and CSI drivers list several Secrets in one object.
        for manifest in index.all(KindSelector("isindir.github.com/SopsSecret")) {
            addNames(of: manifest, at: ["spec", "secretTemplates"], "name")
        }
        for manifest in index.all(KindSelector("secrets-store.csi.x-k8s.io/SecretProviderClass")) {
            addNames(of: manifest, at: ["spec", "secretObjects"], "secretName")
        }
    }

    private mutating func addNames(of manifest: Manifest, at path: [Key], _ key: Key) {
        guard let list = manifest.document.node(at: path, from: manifest.root) else { return }
        for entry in manifest.document.children(of: list) {
            guard let name = manifest.document.value(of: entry, key) else { continue }
            namespaces[manifest.document.text(of: name), default: []].insert(manifest.namespace)
        }
    }

    /// Whether a Secret is in a namespace, or will be.
    func has(namespace: String, name: String) -> Bool {
        guard let found = namespaces[name] else { return false }
        return namespace.isEmpty || found.contains(namespace) || found.contains("")
    }
}
