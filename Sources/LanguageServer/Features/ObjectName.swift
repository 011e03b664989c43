import KubernetesModel
import YAMLDocument

/// What a field of an object means when it names another object.
struct ObjectName: Hashable {
    /// The kind of the other object.
    let kind: KindSelector
    /// Its name.
    let name: String
    /// Its namespace where the field says one; nil for that of the object itself.
    var namespace: String?

    /// The object that the value at a place names; nil if it names none.
    init?(_ cursor: Cursor) {
        guard let text = cursor.text, !text.isEmpty, let last = cursor.keys.last else { return nil }
        let parent = cursor.keys.dropLast().last ?? ""
        if let kind = Self.kinds[last] {
            self.init(kind: KindSelector(kind), name: text)
            return
        }
        guard last == "name" || last == "key" || last == "kind" || last == "namespace" else { return nil }
        if let kind = Self.kindsOfParents[parent] {
            guard let name = cursor.sibling("name") ?? (last == "name" ? text : nil) else { return nil }
            self.init(kind: KindSelector(kind), name: name)
            return
        }
        // `roleRef`, `scaleTargetRef`, `subjects` and whatever else says the kind itself.
        guard let kind = cursor.sibling("kind"), let name = cursor.sibling("name"), parent != "metadata", !cursor.steps.isEmpty,
            cursor.steps.count > 1
        else { return nil }
        self.init(kind: KindSelector(kind), name: name, namespace: cursor.sibling("namespace"))
    }

    private init(kind: KindSelector, name: String, namespace: String? = nil) {
        (self.kind, self.name, self.namespace) = (kind, name, namespace)
    }

    /// Fields that hold a name, by their own name.
    private static let kinds = [
        "secretName": "Secret", "serviceAccountName": "ServiceAccount", "serviceAccount": "ServiceAccount",
        "claimName": "PersistentVolumeClaim", "serviceName": "Service", "ingressClassName": "IngressClass",
        "storageClassName": "StorageClass", "priorityClassName": "PriorityClass", "runtimeClassName": "RuntimeClass",
        "volumeName": "PersistentVolume", "gatewayClassName": "GatewayClass",
    ]

    /// Fields that hold a mapping with a `name`, by the name of the field.
    private static let kindsOfParents = [
        "configMapRef": "ConfigMap", "configMapKeyRef": "ConfigMap", "configMap": "ConfigMap", "secretRef": "Secret",
        "secretKeyRef": "Secret", "secret": "Secret", "imagePullSecrets": "Secret", "secrets": "Secret", "service": "Service",
    ]
}
