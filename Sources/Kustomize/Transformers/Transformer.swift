import YAMLDocument

/// One thing that a kustomization does to all objects.
protocol Transformer {
    /// The name of the step: the field of the kustomization.
    var step: String { get }
    /// What kustomize calls it, for `buildMetadata`.
    var plugin: PluginName { get }
    /// Changes the objects.
    func apply(to resources: inout ResourceSet, as step: Step) throws(KustomizeError)
}
