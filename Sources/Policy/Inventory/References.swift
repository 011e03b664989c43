import KubernetesModel
import YAMLDocument

/// Which objects the others name: an index that one walk over all of them fills.
///
/// Fields of Kubernetes' own kinds are read for what they mean. What a custom resource, an argument, a variable or an annotation
/// says is taken apart into words, and an object that has such a word for a name counts as used: there it is not worth a finding.
struct References {
    private struct Name: Hashable {
        let kind: String
        let name: String
    }

    /// One place that names an object.
    private struct Use {
        /// The namespace that is meant; empty if it is not known.
        let namespace: String
        /// The entry that is read; nil for the whole.
        let key: String?
    }

    private var uses: [Name: [Use]] = [:]
    private var words: Set<String> = []
    /// Names of claims that a StatefulSet makes end in a number: `data-db-`.
    private var claimPrefixes: Set<String> = []

    init(_ manifests: some Sequence<Manifest>) {
        for manifest in manifests { read(manifest) }
    }

    /// Whether some other object names one of a kind.
    func isUsed(_ manifest: Manifest) -> Bool {
        words.contains(manifest.name) || !places(manifest).isEmpty || isClaimOfStatefulSet(manifest)
    }

    /// Whether some other object reads an entry of a ConfigMap or Secret, or the whole of it.
    func isUsed(_ manifest: Manifest, key: String) -> Bool {
        words.contains(manifest.name) || places(manifest).contains { $0.key == nil || $0.key == key }
    }

    private func places(_ manifest: Manifest) -> [Use] {
        (uses[Name(kind: manifest.type.kind, name: manifest.name)] ?? []).filter {
            $0.namespace.isEmpty || manifest.namespace.isEmpty || $0.namespace == manifest.namespace
        }
    }

    private func isClaimOfStatefulSet(_ manifest: Manifest) -> Bool {
        guard manifest.type.kind == "PersistentVolumeClaim", let last = manifest.name.last, last.isNumber else { return false }
        let prefix = manifest.name.reversed().drop { $0.isNumber }.reversed()
        return claimPrefixes.contains(String(prefix))
    }
}

// MARK: Reading

extension References {
    /// Fields whose mapping has the `name` of an object of a kind.
    private static let mappings: [String: String] = [
        "configMap": "ConfigMap", "configMapKeyRef": "ConfigMap", "configMapRef": "ConfigMap", "secret": "Secret",
        "secretKeyRef": "Secret", "secretRef": "Secret", "nodePublishSecretRef": "Secret", "nodeStageSecretRef": "Secret",
        "nodeExpandSecretRef": "Secret", "controllerPublishSecretRef": "Secret", "controllerExpandSecretRef": "Secret",
        "imagePullSecrets": "Secret", "secrets": "Secret", "certificateRefs": "Secret", "service": "Service",
        "backendRefs": "Service", "caCertificateRefs": "ConfigMap",
    ]

    /// Fields whose text is the name of an object of a kind.
    private static let texts: [String: String] = [
        "secretName": "Secret", "claimName": "PersistentVolumeClaim", "serviceAccountName": "ServiceAccount",
        "serviceAccount": "ServiceAccount", "serviceName": "Service", "priorityClassName": "PriorityClass",
    ]

    private mutating func read(_ manifest: Manifest) {
        if ["ConfigMap", "Secret", "CustomResourceDefinition"].contains(manifest.type.kind) { return }
        let document = manifest.document
        for (key, text) in manifest.annotations where key != "kubectl.kubernetes.io/last-applied-configuration" {
            addWords(text)
        }
        let isOwn =
            Self.isKubernetes(manifest.type.group) || PodTemplatePaths.builtIn.podTemplate(of: manifest) != nil
        for entry in document.children(of: manifest.root) {
            let key = document.key(of: entry) ?? ""
            if ["metadata", "status", "kind", "apiVersion"].contains(key) { continue }
            walk(entry, under: key, of: manifest, readsWords: !isOwn, depth: 0)
        }
        guard manifest.type.kind == "StatefulSet", let claims = manifest.node(at: .spec, "volumeClaimTemplates") else { return }
        for claim in document.children(of: claims) {
            if let name = document.node(at: .metadata, .name, from: claim) {
                claimPrefixes.insert("\(document.text(of: name))-\(manifest.name)-")
            }
        }
    }

    /// Whether a group belongs to Kubernetes and so holds no fields but those below.
    private static func isKubernetes(_ group: String) -> Bool {
        !group.contains(".") || (group.hasSuffix(".k8s.io") && !group.hasSuffix(".x-k8s.io"))
    }

    private mutating func walk(_ node: NodeID, under key: String, of manifest: Manifest, readsWords: Bool, depth: Int) {
        let document = manifest.document
        guard depth < 100 else { return }
        switch document.kind(of: node) {
        case .mapping:
            read(mapping: node, under: key, of: manifest)
            for entry in document.children(of: node) {
                let inner = document.key(of: entry) ?? ""
                if inner == "labels" || inner == "matchLabels" { continue }
                // An annotation of a pod may name what an injector reads.
                let words = readsWords || inner == "annotations"
                walk(entry, under: inner, of: manifest, readsWords: words, depth: depth + 1)
            }
        case .sequence:
            let words = readsWords || ["args", "command", "resourceNames"].contains(key)
            for element in document.children(of: node) {
                walk(element, under: key, of: manifest, readsWords: words, depth: depth + 1)
            }
        case .string:
            if let kind = Self.texts[key] { add(kind, document.text(of: node), manifest.namespace) }
            if readsWords || key == "value" { addWords(document.text(of: node)) }
        default: break
        }
    }

    /// Reads what a mapping names as a whole: by its `kind`, or by the field that it is in.
    private mutating func read(mapping node: NodeID, under field: String, of manifest: Manifest) {
        let document = manifest.document
        func text(_ key: Key) -> String? { document.value(of: node, key).map(document.text) }
        guard let name = text(.name) ?? (field == "secret" ? text("secretName") : nil) else { return }
        guard let kind = text(.kind) ?? Self.mappings[field] else { return }
        let namespace = text(.namespace) ?? (Self.isClusterWide(manifest) ? "" : manifest.namespace)
        guard kind == "ConfigMap" || kind == "Secret" else { return add(kind, name, namespace) }
        if let key = text("key") { return add(kind, name, namespace, key: key) }
        guard let items = document.value(of: node, .items) else { return add(kind, name, namespace) }
        for item in document.children(of: items) {
            add(kind, name, namespace, key: document.value(of: item, "key").map(document.text))
        }
    }

    private static func isClusterWide(_ manifest: Manifest) -> Bool { manifest.type.kind.hasPrefix("Cluster") }

    private mutating func add(_ kind: String, _ name: String, _ namespace: String, key: String? = nil) {
        uses[Name(kind: kind, name: name), default: []].append(Use(namespace: namespace, key: key))
    }

    /// The words of a text that may be names of objects.
    private mutating func addWords(_ text: String) {
        for word in text.utf8.split(whereSeparator: { !Self.isOfName($0) }) {
            words.insert(String(decoding: word, as: UTF8.self))
        }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }
}
