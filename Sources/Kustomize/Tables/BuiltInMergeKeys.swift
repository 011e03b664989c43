/// The lists that a strategic merge patch merges by a key; all other lists are replaced.
///
/// kustomize has the merge keys of Kubernetes 1.21.2 built in. Kinds that are not here never merge lists.
///
/// Source: `kubernetesapi/v1_21_2` in kyaml/openapi of kustomize 5.8.1.
enum BuiltInMergeKeys {
    /// The lists of every object's `metadata`, and of every template's and claim's. A list without keys is a set of texts.
    static let metadata = """
        finalizers
        ownerReferences uid
        """

    /// The lists in the spec of a pod.
    static let podSpec = """
        containers name
        containers[].env name
        containers[].ports containerPort protocol
        containers[].volumeDevices devicePath
        containers[].volumeMounts mountPath
        ephemeralContainers name
        ephemeralContainers[].env name
        ephemeralContainers[].volumeDevices devicePath
        ephemeralContainers[].volumeMounts mountPath
        hostAliases ip
        imagePullSecrets name
        initContainers name
        initContainers[].env name
        initContainers[].ports containerPort protocol
        initContainers[].volumeDevices devicePath
        initContainers[].volumeMounts mountPath
        topologySpreadConstraints topologyKey whenUnsatisfiable
        volumes name
        """

    /// The kinds that hold the spec of a pod, and where.
    static let podSpecs = """
        apps/v1/DaemonSet spec.template.spec
        apps/v1/Deployment spec.template.spec
        apps/v1/ReplicaSet spec.template.spec
        apps/v1/StatefulSet spec.template.spec
        batch/v1/CronJob spec.jobTemplate.spec.template.spec
        batch/v1/Job spec.template.spec
        batch/v1beta1/CronJob spec.jobTemplate.spec.template.spec
        v1/Pod spec
        v1/PodTemplate template.spec
        v1/ReplicationController spec.template.spec
        """

    /// Lists of single kinds.
    static let others = """
        admissionregistration.k8s.io/v1/MutatingWebhookConfiguration webhooks name
        admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration webhooks name
        admissionregistration.k8s.io/v1beta1/MutatingWebhookConfiguration webhooks name
        admissionregistration.k8s.io/v1beta1/ValidatingWebhookConfiguration webhooks name
        apiregistration.k8s.io/v1/APIService status.conditions type
        apiregistration.k8s.io/v1beta1/APIService status.conditions type
        apps/v1/DaemonSet status.conditions type
        apps/v1/Deployment status.conditions type
        apps/v1/ReplicaSet status.conditions type
        apps/v1/StatefulSet spec.volumeClaimTemplates[].status.conditions type
        apps/v1/StatefulSet status.conditions type
        batch/v1/Job status.conditions type
        policy/v1/PodDisruptionBudget status.conditions type
        policy/v1beta1/PodDisruptionBudget status.conditions type
        storage.k8s.io/v1/CSINode spec.drivers name
        storage.k8s.io/v1beta1/CSINode spec.drivers name
        v1/ComponentStatus conditions type
        v1/Namespace status.conditions type
        v1/Node spec.podCIDRs
        v1/Node status.addresses type
        v1/Node status.conditions type
        v1/PersistentVolumeClaim status.conditions type
        v1/Pod status.conditions type
        v1/Pod status.podIPs ip
        v1/ReplicationController status.conditions type
        v1/Service spec.ports port protocol
        v1/Service status.conditions type
        v1/ServiceAccount secrets name
        """

    /// All kinds of the schema, by API version.
    static let kinds = """
        admissionregistration.k8s.io/v1 MutatingWebhookConfiguration ValidatingWebhookConfiguration
        admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration ValidatingWebhookConfiguration
        apiextensions.k8s.io/v1 CustomResourceDefinition
        apiextensions.k8s.io/v1beta1 CustomResourceDefinition
        apiregistration.k8s.io/v1 APIService
        apiregistration.k8s.io/v1beta1 APIService
        apps/v1 ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet
        authentication.k8s.io/v1 TokenRequest TokenReview
        authentication.k8s.io/v1beta1 TokenReview
        authorization.k8s.io/v1 LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview
        authorization.k8s.io/v1beta1 LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview
        autoscaling/v1 HorizontalPodAutoscaler Scale
        autoscaling/v2beta1 HorizontalPodAutoscaler
        autoscaling/v2beta2 HorizontalPodAutoscaler
        batch/v1 CronJob Job
        batch/v1beta1 CronJob
        certificates.k8s.io/v1 CertificateSigningRequest
        certificates.k8s.io/v1beta1 CertificateSigningRequest
        coordination.k8s.io/v1 Lease
        coordination.k8s.io/v1beta1 Lease
        discovery.k8s.io/v1 EndpointSlice
        discovery.k8s.io/v1beta1 EndpointSlice
        events.k8s.io/v1 Event
        events.k8s.io/v1beta1 Event
        extensions/v1beta1 Ingress
        flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema PriorityLevelConfiguration
        networking.k8s.io/v1 Ingress IngressClass NetworkPolicy
        networking.k8s.io/v1beta1 Ingress IngressClass
        node.k8s.io/v1 RuntimeClass
        node.k8s.io/v1beta1 RuntimeClass
        policy/v1 PodDisruptionBudget
        policy/v1beta1 Eviction PodDisruptionBudget PodSecurityPolicy
        rbac.authorization.k8s.io/v1 ClusterRole ClusterRoleBinding Role RoleBinding
        rbac.authorization.k8s.io/v1beta1 ClusterRole ClusterRoleBinding Role RoleBinding
        scheduling.k8s.io/v1 PriorityClass
        scheduling.k8s.io/v1beta1 PriorityClass
        storage.k8s.io/v1 CSIDriver CSINode StorageClass VolumeAttachment
        storage.k8s.io/v1beta1 CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment
        v1 Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount
        """
}
