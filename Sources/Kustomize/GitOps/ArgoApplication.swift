import SourceText

/// Argo CD's `Application`: directories of repositories, each with options for kustomize.
///
/// Source: https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/
struct ArgoApplication {
    private let fields: Fields

    init(_ fields: Fields) { self.fields = fields }

    /// The directories that it deploys; charts of Helm repositories are none.
    func sources() throws(KustomizeError) -> [GitOpsSource] {
        guard let spec = try fields.fields("spec", as: "ApplicationSpec", known: nil) else { return [] }
        let destination = try spec.fields("destination", as: "ApplicationDestination", known: nil)
        let suppliesNamespace = try destination?.string("namespace") != nil
        var entries: [Fields] = []
        if let source = try spec.fields("source", as: "ApplicationSource", known: nil) { entries.append(source) }
        for node in try spec.elements("sources", of: "ApplicationSource") {
            entries.append(try Fields(node, of: spec.document, as: "ApplicationSource", path: ["spec", "sources"], known: nil))
        }
        var result: [GitOpsSource] = []
        for entry in entries {
            guard let path = try entry.string("path"), entry.value("chart") == nil else { continue }
            // Charts and programs of one's own are not kustomize's.
            if entry.value("helm") != nil || entry.value("plugin") != nil { continue }
            let options = try entry.fields("kustomize", as: "ApplicationSourceKustomize", known: nil)
            result.append(
                GitOpsSource(
                    path: path, repository: .url(try entry.string("repoURL")?.value ?? ""), suppliesNamespace: suppliesNamespace,
                    variableSources: [], takesPlainDirectories: false, readsWholeRepository: false, variables: nil,
                    edit: try options.map { options throws(KustomizeError) in try edit(options) } ?? KustomizationEdit(),
                    file: fields.document.file))
        }
        return result
    }

    private func edit(_ options: Fields) throws(KustomizeError) -> KustomizationEdit {
        var edit = KustomizationEdit()
        edit.namespace = try options.string("namespace")
        edit.namePrefix = try options.string("namePrefix")
        edit.nameSuffix = try options.string("nameSuffix")
        edit.components = try options.strings("components")
        edit.ignoresMissingComponents = try options.bool("ignoreMissingComponents")
        edit.commonAnnotations = try options.pairs("commonAnnotations")
        edit.images = try options.strings("images").map(ImageOverride.init)
        for entry in try options.list("replicas", as: "KustomizeReplica", known: ReplicaCount.known) {
            edit.replicas.append(try replicaCount(entry))
        }
        for entry in try options.list("patches", as: "KustomizePatch", known: PatchEntry.known) {
            edit.patches.append(try PatchEntry(entry))
        }
        let labels = try options.pairs("commonLabels")
        let includesTemplates = try options.bool("labelIncludeTemplates")
        if try options.bool("labelWithoutSelector") || includesTemplates, !labels.isEmpty {
            edit.labels = [
                LabelsEntry(
                    pairs: labels, includesSelectors: false, includesTemplates: includesTemplates,
                    includesVolumeClaimTemplates: false, fields: [])
            ]
        } else {
            edit.commonLabels = labels
        }
        return edit
    }

    /// Here the count may also be a text.
    private func replicaCount(_ entry: Fields) throws(KustomizeError) -> ReplicaCount {
        if let node = entry.value("count"), let text = entry.document.string(node), let count = Int(text) {
            return ReplicaCount(
                name: try entry.string("name") ?? Located("", entry.span), count: Located(count, entry.document.span(of: node)))
        }
        return try ReplicaCount(entry)
    }
}

extension ImageOverride {
    /// An image as `kustomize edit set image` takes it: `name=newName:tag`, `name:tag`, `name@digest`.
    fileprivate init(_ text: Located<String>) {
        func located(_ text: String, _ span: Span) -> Located<String>? { text.isEmpty || text == "*" ? nil : Located(text, span) }
        let parts = text.value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let reference = ImageReference(parts[parts.count - 1])
        name = Located(parts.count == 2 ? parts[0] : reference.name, text.span)
        newName = parts.count == 2 ? located(reference.name, text.span) : nil
        newTag = located(reference.tag, text.span)
        digest = located(reference.digest, text.span)
        tagSuffix = nil
    }
}
