/// The paths that kustomize's transformers touch, where no configuration adds others.
///
/// One line a path: group, version and kind (`*` for any), path, and `create` where missing fields are made.
///
/// Source: `api/internal/konfig/builtinpluginconsts` of kustomize 5.8.1.
enum DefaultFieldSpecs {
    /// `namePrefix` and `nameSuffix`.
    static let namePrefix = #"""
        * * * metadata/name
        """#

    /// `namespace`; `metadata.namespace` is set apart from these.
    static let namespace = #"""
        * * Namespace metadata/name create
        apiregistration.k8s.io * APIService spec/service/namespace create
        apiextensions.k8s.io * CustomResourceDefinition spec/conversion/webhook/clientConfig/service/namespace
        """#

    /// `commonLabels` and `labels` with `includeSelectors`.
    static let commonLabels = #"""
        * v1 Service spec/selector create
        * v1 ReplicationController spec/selector create
        * * Deployment spec/selector/matchLabels create
        apps * Deployment spec/template/spec/affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels
        apps * Deployment spec/template/spec/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels
        apps * Deployment spec/template/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels
        apps * Deployment spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels
        apps * Deployment spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels
        * * ReplicaSet spec/selector/matchLabels create
        * * DaemonSet spec/selector/matchLabels create
        apps * StatefulSet spec/selector/matchLabels create
        apps * StatefulSet spec/template/spec/affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels
        apps * StatefulSet spec/template/spec/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels
        apps * StatefulSet spec/template/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels
        apps * StatefulSet spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels
        apps * StatefulSet spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels
        batch * Job spec/selector/matchLabels
        batch * CronJob spec/jobTemplate/spec/selector/matchLabels
        policy * PodDisruptionBudget spec/selector/matchLabels
        networking.k8s.io * NetworkPolicy spec/podSelector/matchLabels
        networking.k8s.io * NetworkPolicy spec/ingress/from/podSelector/matchLabels
        networking.k8s.io * NetworkPolicy spec/egress/to/podSelector/matchLabels
        * * * metadata/labels create
        * v1 ReplicationController spec/template/metadata/labels create
        * * Deployment spec/template/metadata/labels create
        * * ReplicaSet spec/template/metadata/labels create
        * * DaemonSet spec/template/metadata/labels create
        apps * StatefulSet spec/template/metadata/labels create
        batch * Job spec/template/metadata/labels create
        batch * CronJob spec/jobTemplate/metadata/labels create
        batch * CronJob spec/jobTemplate/spec/template/metadata/labels create
        apps * StatefulSet spec/volumeClaimTemplates[]/metadata/labels create
        """#

    /// `labels` with `includeTemplates`.
    static let templateLabels = #"""
        * * * metadata/labels create
        * v1 ReplicationController spec/template/metadata/labels create
        * * Deployment spec/template/metadata/labels create
        * * ReplicaSet spec/template/metadata/labels create
        * * DaemonSet spec/template/metadata/labels create
        apps * StatefulSet spec/template/metadata/labels create
        batch * Job spec/template/metadata/labels create
        batch * CronJob spec/jobTemplate/metadata/labels create
        batch * CronJob spec/jobTemplate/spec/template/metadata/labels create
        """#

    /// `labels` with `includeVolumeClaimTemplates`.
    static let volumeClaimTemplateLabels = #"""
        apps * StatefulSet spec/volumeClaimTemplates[]/metadata/labels create
        """#

    /// `commonAnnotations`.
    static let commonAnnotations = #"""
        * * * metadata/annotations create
        * v1 ReplicationController spec/template/metadata/annotations create
        * * Deployment spec/template/metadata/annotations create
        * * ReplicaSet spec/template/metadata/annotations create
        * * DaemonSet spec/template/metadata/annotations create
        * * StatefulSet spec/template/metadata/annotations create
        batch * Job spec/template/metadata/annotations create
        batch * CronJob spec/jobTemplate/metadata/annotations create
        batch * CronJob spec/jobTemplate/spec/template/metadata/annotations create
        """#

    /// `images`.
    static let images = #"""
        * * * spec/containers[]/image create
        * * * spec/initContainers[]/image create
        * * * spec/volumes[]/image/reference create
        * * * spec/template/spec/containers[]/image create
        * * * spec/template/spec/initContainers[]/image create
        * * * spec/template/spec/volumes[]/image/reference create
        """#

    /// `replicas`.
    static let replicas = #"""
        * * Deployment spec/replicas create
        * * ReplicationController spec/replicas create
        * * ReplicaSet spec/replicas create
        * * StatefulSet spec/replicas create
        """#

    /// Where `$(NAME)` of `vars` is looked for.
    static let varReference = #"""
        * * CronJob spec/jobTemplate/spec/template/spec/containers/args
        * * CronJob spec/jobTemplate/spec/template/spec/containers/command
        * * CronJob spec/jobTemplate/spec/template/spec/containers/env/value
        * * CronJob spec/jobTemplate/spec/template/spec/containers/volumeMounts/mountPath
        * * CronJob spec/jobTemplate/spec/template/spec/initContainers/args
        * * CronJob spec/jobTemplate/spec/template/spec/initContainers/command
        * * CronJob spec/jobTemplate/spec/template/spec/initContainers/env/value
        * * CronJob spec/jobTemplate/spec/template/spec/initContainers/volumeMounts/mountPath
        * * CronJob spec/jobTemplate/spec/template/volumes/nfs/server
        * * DaemonSet spec/template/spec/containers/args
        * * DaemonSet spec/template/spec/containers/command
        * * DaemonSet spec/template/spec/containers/env/value
        * * DaemonSet spec/template/spec/containers/volumeMounts/mountPath
        * * DaemonSet spec/template/spec/initContainers/args
        * * DaemonSet spec/template/spec/initContainers/command
        * * DaemonSet spec/template/spec/initContainers/env/value
        * * DaemonSet spec/template/spec/initContainers/volumeMounts/mountPath
        * * DaemonSet spec/template/spec/volumes/nfs/server
        * * Deployment spec/template/spec/containers/args
        * * Deployment spec/template/spec/containers/command
        * * Deployment spec/template/spec/containers/env/value
        * * Deployment spec/template/spec/containers/volumeMounts/mountPath
        * * Deployment spec/template/spec/initContainers/args
        * * Deployment spec/template/spec/initContainers/command
        * * Deployment spec/template/spec/initContainers/env/value
        * * Deployment spec/template/spec/initContainers/volumeMounts/mountPath
        * * Deployment spec/template/spec/volumes/nfs/server
        * * Deployment spec/template/metadata/annotations
        * * Ingress spec/rules/host
        * * Ingress spec/tls/hosts
        * * Ingress spec/tls/secretName
        * * Job spec/template/spec/containers/args
        * * Job spec/template/spec/containers/command
        * * Job spec/template/spec/containers/env/value
        * * Job spec/template/spec/containers/volumeMounts/mountPath
        * * Job spec/template/spec/initContainers/args
        * * Job spec/template/spec/initContainers/command
        * * Job spec/template/spec/initContainers/env/value
        * * Job spec/template/spec/initContainers/volumeMounts/mountPath
        * * Job spec/template/spec/volumes/nfs/server
        * * Pod spec/containers/args
        * * Pod spec/containers/command
        * * Pod spec/containers/env/value
        * * Pod spec/containers/volumeMounts/mountPath
        * * Pod spec/initContainers/args
        * * Pod spec/initContainers/command
        * * Pod spec/initContainers/env/value
        * * Pod spec/initContainers/volumeMounts/mountPath
        * * Pod spec/volumes/nfs/server
        * * ReplicaSet spec/template/spec/containers/args
        * * ReplicaSet spec/template/spec/containers/command
        * * ReplicaSet spec/template/spec/containers/env/value
        * * ReplicaSet spec/template/spec/containers/volumeMounts/mountPath
        * * ReplicaSet spec/template/spec/initContainers/args
        * * ReplicaSet spec/template/spec/initContainers/command
        * * ReplicaSet spec/template/spec/initContainers/env/value
        * * ReplicaSet spec/template/spec/initContainers/volumeMounts/mountPath
        * * ReplicaSet spec/template/spec/volumes/nfs/server
        * * Service spec/ports/port
        * * Service spec/ports/targetPort
        * * StatefulSet spec/template/spec/containers/args
        * * StatefulSet spec/template/spec/containers/command
        * * StatefulSet spec/template/spec/containers/env/value
        * * StatefulSet spec/template/spec/containers/volumeMounts/mountPath
        * * StatefulSet spec/template/spec/initContainers/args
        * * StatefulSet spec/template/spec/initContainers/command
        * * StatefulSet spec/template/spec/initContainers/env/value
        * * StatefulSet spec/template/spec/initContainers/volumeMounts/mountPath
        * * StatefulSet spec/volumeClaimTemplates/spec/nfs/server
        * * PersistentVolume spec/nfs/server
        * * * metadata/labels
        * * * metadata/annotations
        """#
}
