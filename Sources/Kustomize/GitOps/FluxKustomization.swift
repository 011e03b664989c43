import SourceText

/// Flux's `Kustomization`: a path of a source, built with changes, with variables filled in after the build.
///
/// Source: https://fluxcd.io/flux/components/kustomize/kustomizations/
struct FluxKustomization {
    private let fields: Fields

    init(_ fields: Fields) { self.fields = fields }

    /// The one directory that it deploys.
    func sources() throws(KustomizeError) -> [GitOpsSource] {
        guard let spec = try fields.fields("spec", as: "KustomizationSpec", known: nil),
            let reference = try spec.fields("sourceRef", as: "CrossNamespaceSourceReference", known: nil)
        else { return [] }
        let namespace = try fields.fields("metadata", as: "ObjectMeta", known: nil)?.string("namespace")?.value ?? ""
        let path = try spec.string("path") ?? Located("./", fields.span)
        let postBuild = try spec.fields("postBuild", as: "PostBuild", known: nil)
        let targetNamespace = try spec.string("targetNamespace")
        var source = GitOpsSource(
            path: path,
            repository: .object(
                kind: try reference.string("kind")?.value ?? "",
                namespace: try reference.string("namespace")?.value ?? namespace,
                name: try reference.string("name")?.value ?? ""),
            suppliesNamespace: targetNamespace != nil, variableSources: try variableSources(postBuild),
            takesPlainDirectories: true, readsWholeRepository: true,
            variables: try postBuild.map { postBuild throws(KustomizeError) in try postBuild.pairs("substitute") },
            edit: try edit(spec, targetNamespace), file: fields.document.file)
        if let metadata = try spec.fields("commonMetadata", as: "CommonMetadata", known: nil) {
            source.finalLabels = try metadata.pairs("labels")
            source.finalAnnotations = try metadata.pairs("annotations")
        }
        return [source]
    }

    private func edit(_ spec: Fields, _ namespace: Located<String>?) throws(KustomizeError) -> KustomizationEdit {
        var edit = KustomizationEdit()
        edit.namespace = namespace
        edit.namePrefix = try spec.string("namePrefix")
        edit.nameSuffix = try spec.string("nameSuffix")
        edit.components = try spec.strings("components")
        edit.ignoresMissingComponents = try spec.bool("ignoreMissingComponents")
        for entry in try spec.list("patches", as: "Patch", known: PatchEntry.known) { edit.patches.append(try PatchEntry(entry)) }
        for entry in try spec.list("images", as: "Image", known: ImageOverride.known) {
            edit.images.append(try ImageOverride(entry))
        }
        return edit
    }

    private func variableSources(_ postBuild: Fields?) throws(KustomizeError) -> [GitOpsSource.VariableSource] {
        var sources: [GitOpsSource.VariableSource] = []
        let known = ["kind", "name", "optional"]
        for entry in try postBuild?.list("substituteFrom", as: "SubstituteReference", known: known) ?? [] {
            sources.append(
                .init(
                    kind: try entry.string("kind")?.value ?? "", name: try entry.string("name")?.value ?? "",
                    isOptional: try entry.bool("optional")))
        }
        return sources
    }
}
