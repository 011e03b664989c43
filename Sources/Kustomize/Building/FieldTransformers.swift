import SourceText
import YAMLDocument

/// The transformers that the fields of a kustomization ask for, in kustomize's order, which is not that of the file.
///
/// Source: `configureBuiltinTransformers` in `api/internal/target/kusttarget_configplugin.go`.
struct FieldTransformers {
    private let kustomization: Kustomization
    private let configuration: TransformerConfiguration
    private let loader: Loader
    private let schema: MergeSchema

    init(_ kustomization: Kustomization, _ configuration: TransformerConfiguration, _ loader: Loader, schema: MergeSchema) {
        (self.kustomization, self.configuration, self.loader, self.schema) = (kustomization, configuration, loader, schema)
    }

    /// All of them.
    func all() throws(KustomizeError) -> [any Transformer] {
        var result: [any Transformer] = []
        let patches = PatchLoader(loader: loader, file: kustomization.file)
        result += try strategicMergePatches(patches)
        result += try self.patches(kustomization.patches, "patches", "PatchTransformer", patches)
        if let namespace = kustomization.namespace, !namespace.value.isEmpty {
            result.append(NamespaceTransformer(namespace: namespace, fieldSpecs: configuration.namespace))
        }
        if let prefix = kustomization.namePrefix, !prefix.value.isEmpty {
            result.append(NameAffix(side: .prefix, text: prefix, fieldSpecs: configuration.namePrefix))
        }
        if let suffix = kustomization.nameSuffix, !suffix.value.isEmpty {
            result.append(NameAffix(side: .suffix, text: suffix, fieldSpecs: configuration.nameSuffix))
        }
        result += try labels()
        if !kustomization.commonAnnotations.isEmpty {
            result.append(
                MetadataPairs(
                    step: "commonAnnotations", plugin: PluginName(kind: "AnnotationsTransformer"),
                    pairs: kustomization.commonAnnotations,
                    fieldSpecs: configuration.commonAnnotations))
        }
        result += try self.patches(kustomization.jsonPatches, "patchesJson6902", "PatchJson6902Transformer", patches)
        result += kustomization.replicas.map { ReplicaTransformer(replica: $0, fieldSpecs: configuration.replicas) }
        result += kustomization.images.map { ImageTransformer(image: $0, fieldSpecs: configuration.images) }
        if !kustomization.replacements.isEmpty {
            let entries = try ReplacementReader(loader: loader).read(kustomization.replacements)
            result.append(ReplacementTransformer(replacements: entries, file: kustomization.file))
        }
        return result
    }

    private func strategicMergePatches(_ patches: PatchLoader) throws(KustomizeError) -> [any Transformer] {
        var result: [any Transformer] = []
        for entry in kustomization.strategicMergePatches {
            let documents: [Document]
            do { documents = try patches.strategicMerge(entry, field: "patchesStrategicMerge") } catch {
                throw error.within { text in
                    let paths = kustomization.strategicMergePatches.map { "- \($0.value)\n" }.joined()
                    return "trouble configuring builtin PatchStrategicMergeTransformer with config: `\npaths:\n\(paths)`: \(text)"
                }
            }
            result.append(
                PatchTransformer(
                    step: "patchesStrategicMerge", plugin: PluginName(kind: "PatchStrategicMergeTransformer"),
                    patch: .strategicMerge(documents), target: nil, schema: schema, entry: entry.span))
        }
        return result
    }

    private func patches(
        _ entries: [PatchEntry], _ field: String, _ plugin: String, _ loader: PatchLoader
    ) throws(KustomizeError) -> [any Transformer] {
        var result: [any Transformer] = []
        for entry in entries {
            guard let patch = try loader.load(entry, field: field) else { continue }
            if field == "patchesJson6902", entry.target == nil { throw Messages.jsonPatchWithoutTarget(at: entry.span) }
            result.append(
                PatchTransformer(
                    step: field, plugin: PluginName(kind: plugin), patch: patch, target: entry.target,
                    allowsNameChange: entry.allowsNameChange, allowsKindChange: entry.allowsKindChange, schema: schema,
                    entry: entry.span))
        }
        return result
    }

    private func labels() throws(KustomizeError) -> [any Transformer] {
        guard !kustomization.labels.isEmpty || !kustomization.commonLabels.isEmpty else { return [] }
        var result: [any Transformer] = []
        let plugin = PluginName(kind: "LabelTransformer")
        for entry in kustomization.labels {
            var specs = entry.fields
            var added: [FieldSpec] = []
            if entry.includesSelectors {
                added = configuration.commonLabels
            } else {
                if entry.includesTemplates { added = configuration.templateLabels }
                if entry.includesTemplates || entry.includesVolumeClaimTemplates {
                    added += configuration.volumeClaimTemplateLabels
                }
                added.append(FieldSpec(path: "metadata/labels", creates: true))
            }
            if let conflict = specs.merge(configuration.labels + added) {
                throw Messages.conflictingFieldSpecs(conflict, at: entry.pairs.first?.key.span)
            }
            result.append(MetadataPairs(step: "labels", plugin: plugin, pairs: entry.pairs, fieldSpecs: specs))
        }
        result.append(
            MetadataPairs(
                step: "commonLabels", plugin: plugin, pairs: kustomization.commonLabels, fieldSpecs: configuration.commonLabels))
        return result
    }
}

/// Reads `replacements`, some of which may be in files.
struct ReplacementReader {
    let loader: Loader

    /// All entries, those of files in the place of the entry that names the file.
    func read(_ entries: [ReplacementEntry]) throws(KustomizeError) -> [ReplacementEntry] {
        var result: [ReplacementEntry] = []
        for entry in entries {
            guard let path = entry.path, !path.value.isEmpty else {
                result.append(entry)
                continue
            }
            if entry.source != nil || !entry.targets.isEmpty { throw Messages.replacementWithBoth(at: entry.span) }
            let file = try loader.load(path, field: "replacements")
            let parsed = LibYAMLParser.parse(file, typing: .kubernetes)
            if let problem = parsed.diagnostics.firstError { throw Messages.malformed(problem, in: file) }
            for document in parsed.documents {
                let nodes =
                    document.kind(of: document.root) == .sequence ? Array(document.children(of: document.root)) : [document.root]
                for node in nodes {
                    result.append(
                        try ReplacementEntry(try Fields(node, of: document, as: "Replacement", known: ReplacementEntry.known)))
                }
            }
        }
        return result
    }
}
