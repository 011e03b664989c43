import SourceText

/// What a GitOps tool changes in a kustomization before it builds it, field by field.
///
/// Both Flux and Argo CD write into the kustomization file of the directory that they deploy, rather than building on top of it: a patch of
/// theirs sees the names from before the prefix, and their namespace takes the place of the file's.
///
/// Source: https://github.com/fluxcd/pkg/blob/main/kustomize/kustomize_generator.go and
/// https://github.com/argoproj/argo-cd/blob/master/util/kustomize/kustomize.go
struct KustomizationEdit: Sendable {
    /// For a directory without a kustomization: all that it holds.
    var resources: [Located<String>] = []
    var namespace: Located<String>?
    var namePrefix: Located<String>?
    var nameSuffix: Located<String>?
    /// One for a name that the file has takes its place.
    var images: [ImageOverride] = []
    var replicas: [ReplicaCount] = []
    var patches: [PatchEntry] = []
    var components: [Located<String>] = []
    /// Whether components that are not there are left out.
    var ignoresMissingComponents = false
    var labels: [LabelsEntry] = []
    var commonLabels: [Pair] = []
    var commonAnnotations: [Pair] = []

    /// The kustomization with the changes.
    ///
    /// - Parameter exists: whether there is something at a path from the directory of the kustomization.
    func applied(to kustomization: Kustomization, exists: (String) -> Bool) -> Kustomization {
        var result = kustomization
        result.resources += resources
        result.namespace = namespace ?? result.namespace
        result.namePrefix = namePrefix ?? result.namePrefix
        result.nameSuffix = nameSuffix ?? result.nameSuffix
        result.images = result.images.filter { old in !images.contains { $0.name.value == old.name.value } } + images
        result.replicas = result.replicas.filter { old in !replicas.contains { $0.name.value == old.name.value } } + replicas
        result.patches += patches
        result.components += components.filter { !ignoresMissingComponents || exists($0.value) }
        result.labels += labels
        result.commonLabels = Self.merged(commonLabels, over: result.commonLabels)
        result.commonAnnotations = Self.merged(commonAnnotations, over: result.commonAnnotations)
        return result
    }

    private static func merged(_ pairs: [Pair], over others: [Pair]) -> [Pair] {
        others.filter { other in !pairs.contains { $0.key.value == other.key.value } } + pairs
    }
}
