/// The short names by which people call kinds on a command line.
///
/// Source: `kubectl api-resources` of Kubernetes 1.34
enum ShortKindName {
    static let kinds = [
        "cj": "CronJob", "cm": "ConfigMap", "crd": "CustomResourceDefinition", "crds": "CustomResourceDefinition",
        "cs": "ComponentStatus", "csr": "CertificateSigningRequest", "deploy": "Deployment", "ds": "DaemonSet", "ep": "Endpoints",
        "ev": "Event", "hpa": "HorizontalPodAutoscaler", "ing": "Ingress", "ip": "IPAddress", "limits": "LimitRange",
        "netpol": "NetworkPolicy", "no": "Node", "ns": "Namespace", "pc": "PriorityClass", "pdb": "PodDisruptionBudget",
        "po": "Pod",
        "psp": "PodSecurityPolicy", "pv": "PersistentVolume", "pvc": "PersistentVolumeClaim", "quota": "ResourceQuota",
        "rc": "ReplicationController", "rs": "ReplicaSet", "sa": "ServiceAccount", "sc": "StorageClass", "sts": "StatefulSet",
        "svc": "Service", "vac": "VolumeAttributesClass",
    ]
}
