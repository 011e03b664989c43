/// The kinds that have no namespace. Kinds that are not here count as namespaced, custom resources always.
///
/// Source: `IsNamespaceScoped` of kyaml/openapi in kustomize 5.8.1, which knows the kinds of Kubernetes 1.21.2 and
/// ValidatingAdmissionPolicy.
enum ClusterScopedKinds {
    /// API version and kinds.
    private static let table = """
        admissionregistration.k8s.io/v1 MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration
        admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration ValidatingWebhookConfiguration
        apiextensions.k8s.io/v1 CustomResourceDefinition
        apiextensions.k8s.io/v1beta1 CustomResourceDefinition
        apiregistration.k8s.io/v1 APIService
        apiregistration.k8s.io/v1beta1 APIService
        certificates.k8s.io/v1 CertificateSigningRequest
        certificates.k8s.io/v1beta1 CertificateSigningRequest
        flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema PriorityLevelConfiguration
        networking.k8s.io/v1 IngressClass
        networking.k8s.io/v1beta1 IngressClass
        node.k8s.io/v1 RuntimeClass
        node.k8s.io/v1beta1 RuntimeClass
        policy/v1beta1 PodSecurityPolicy
        rbac.authorization.k8s.io/v1 ClusterRole ClusterRoleBinding
        rbac.authorization.k8s.io/v1beta1 ClusterRole ClusterRoleBinding
        scheduling.k8s.io/v1 PriorityClass
        scheduling.k8s.io/v1beta1 PriorityClass
        storage.k8s.io/v1 CSIDriver CSINode StorageClass VolumeAttachment
        storage.k8s.io/v1beta1 CSIDriver CSINode StorageClass VolumeAttachment
        v1 ComponentStatus Namespace Node NodeProxyOptions PersistentVolume
        """

    private static let kinds: Set<String> = {
        var result: Set<String> = []
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ")
            for kind in words.dropFirst() { result.insert("\(words[0])/\(kind)") }
        }
        return result
    }()

    /// Whether objects of a kind have no namespace.
    static func contains(apiVersion: String, kind: String) -> Bool { kinds.contains("\(apiVersion)/\(kind)") }
}
