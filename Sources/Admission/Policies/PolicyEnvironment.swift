import CEL

// What the expressions of a policy may use.

extension CELEnvironment {
    /// The variables and functions of a policy, without those that the policy itself defines.
    ///
    /// Source: `k8s.io/apiserver/pkg/admission/plugin/cel/compile.go`, read at 1.35
    static func forPolicies(kubernetesMinor: Int, hasParameters: Bool, hasAuthorizer: Bool) -> CELEnvironment {
        var environment = CELEnvironment(kubernetesMinor: kubernetesMinor)
        environment.declare("object")
        environment.declare("oldObject")
        environment.declare("request", .admissionRequest)
        environment.declare("namespaceObject", .namespaceObject)
        if hasParameters { environment.declare("params") }
        if hasAuthorizer { environment.addAuthorizer() }
        return environment
    }
}

extension CELType {
    private static func object(_ name: String, _ fields: [String: CELType]) -> CELType { .object(name: name, fields: fields) }

    /// The type of `request`. The object of the request is not part of it.
    fileprivate static let admissionRequest: CELType = {
        let kind = object("kubernetes.GroupVersionKind", ["group": .string, "version": .string, "kind": .string])
        let resource = object("kubernetes.GroupVersionResource", ["group": .string, "version": .string, "resource": .string])
        let user = object(
            "kubernetes.UserInfo",
            ["username": .string, "uid": .string, "groups": .list(.string), "extra": .map(.string, .list(.string))])
        return object(
            "kubernetes.AdmissionRequest",
            [
                "kind": kind, "resource": resource, "subResource": .string, "requestKind": kind, "requestResource": resource,
                "requestSubResource": .string, "name": .string, "namespace": .string, "operation": .string, "userInfo": user,
                "dryRun": .bool, "options": .dyn,
            ])
    }()

    /// The type of `namespaceObject`: less than a Namespace has.
    fileprivate static let namespaceObject: CELType = {
        let metadata = object(
            "kubernetes.NamespaceMetadata",
            [
                "name": .string, "generateName": .string, "namespace": .string, "labels": .map(.string, .string),
                "annotations": .map(.string, .string), "UID": .string, "creationTimestamp": .timestamp,
                "deletionGracePeriodSeconds": .int, "deletionTimestamp": .timestamp, "generation": .int,
                "resourceVersion": .string, "finalizers": .list(.string),
            ])
        let condition = object(
            "kubernetes.NamespaceCondition",
            ["status": .string, "type": .string, "lastTransitionTime": .timestamp, "message": .string, "reason": .string])
        let status = object("kubernetes.NamespaceStatus", ["conditions": .list(condition), "phase": .string])
        return object(
            "kubernetes.Namespace",
            [
                "metadata": metadata, "spec": object("kubernetes.NamespaceSpec", ["finalizers": .list(.string)]),
                "status": status,
            ])
    }()
}
