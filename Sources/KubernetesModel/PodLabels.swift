import YAMLDocument

extension Manifest {
    /// The labels of the pods that this object makes: those of its template and those that its controller adds; nil if it makes none.
    public func podLabels(_ podTemplates: PodTemplatePaths = .builtIn) -> [String: String]? {
        guard let template = podTemplates.podTemplate(of: self) else { return nil }
        var labels = strings(of: document.node(at: [.metadata, .labels], from: template))
        switch type.kind {
        case "StatefulSet":
            labels["statefulset.kubernetes.io/pod-name"] = name + "-0"
            labels["apps.kubernetes.io/pod-index"] = "0"
        case "Job":
            labels["job-name"] = name
            labels["batch.kubernetes.io/job-name"] = name
        default: break
        }
        return labels
    }
}
