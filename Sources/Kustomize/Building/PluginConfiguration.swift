import KubernetesModel
import SourceText
import YAMLDocument

/// The configuration of a generator, transformer or validator that is written as an object of its own.
///
/// Only kustomize's built-in ones run (`apiVersion: builtin`); others are programs, which Plimsoll does not start.
///
/// Source: `api/internal/plugins/builtinhelpers/builtins.go`.
struct PluginConfiguration {
    let document: Document
    /// What the objects that it makes or changes remember.
    let provenance: Provenance
    private let id: ResourceID

    init(_ resource: Resource) {
        document = resource.document
        id = resource.id
        provenance = Provenance(
            configuredIn: resource.provenance.path.isEmpty ? resource.provenance.configuredIn : resource.provenance.path,
            configuredBy: PluginName(
                apiVersion: resource.id.gvk.apiVersion, kind: resource.id.gvk.kind, name: resource.id.name,
                namespace: resource.id.namespace))
    }

    private func fields() throws(KustomizeError) -> Fields {
        guard id.gvk.group.isEmpty, id.gvk.version == "builtin" else {
            throw Messages.externalPlugin(id.gvk.kind, at: document.span)
        }
        return try Fields(document.root, of: document, as: id.gvk.kind, known: nil)
    }

    // MARK: Generators

    /// The objects that a generator makes.
    func generate(_ loader: Loader, _ step: Step, _ options: GeneratorOptions) throws(KustomizeError) -> [Resource] {
        let fields = try fields()
        switch id.gvk.kind {
        case "ConfigMapGenerator", "SecretGenerator":
            var arguments = try GeneratorArguments(fields)
            if let metadata = try fields.fields("metadata", as: "ObjectMeta", known: nil) {
                if arguments.name.value.isEmpty, let name = try metadata.string("name") { arguments.name = name }
                if arguments.namespace == nil { arguments.namespace = try metadata.string("namespace") }
            }
            let kind = id.gvk.kind == "SecretGenerator" ? DataGenerator.Kind.secret : .configMap
            let generator = DataGenerator(kind: kind, arguments: arguments, file: document.file, loader: loader)
            return [try generator.generate(as: step, provenance: provenance)]
        case "IAMPolicyGenerator": return [try IAMPolicyGenerator(fields).generate(as: step, provenance: provenance)]
        case "HelmChartInflationGenerator": throw Messages.helmIsOff([], at: document.span)
        default: throw Messages.externalPlugin(id.gvk.kind, at: document.span)
        }
    }

    // MARK: Transformers

    /// The transformers that the configuration stands for.
    func transformers(_ loader: Loader, schema: MergeSchema) throws(KustomizeError) -> [any Transformer] {
        let fields = try fields()
        let plugin = PluginName(kind: id.gvk.kind)
        let step = "transformers"
        let specs = id.gvk.kind == "ReplacementTransformer" ? [] : try fields.fieldSpecs("fieldSpecs")
        switch id.gvk.kind {
        case "AnnotationsTransformer":
            return [MetadataPairs(step: step, plugin: plugin, pairs: try fields.pairs("annotations"), fieldSpecs: specs)]
        case "LabelTransformer":
            return [MetadataPairs(step: step, plugin: plugin, pairs: try fields.pairs("labels"), fieldSpecs: specs)]
        case "NamespaceTransformer": return [try namespace(fields, specs)]
        case "PrefixTransformer": return [NameAffix(side: .prefix, text: try fields.string("prefix"), fieldSpecs: specs)]
        case "SuffixTransformer": return [NameAffix(side: .suffix, text: try fields.string("suffix"), fieldSpecs: specs)]
        case "PrefixSuffixTransformer":
            return [
                NameAffix(side: .prefix, text: try fields.string("prefix"), fieldSpecs: specs),
                NameAffix(side: .suffix, text: try fields.string("suffix"), fieldSpecs: specs),
            ]
        case "ImageTagTransformer":
            guard let image = try fields.fields("imageTag", as: "Image", known: ImageOverride.known) else { return [] }
            return [ImageTransformer(image: try ImageOverride(image), fieldSpecs: specs)]
        case "ReplicaCountTransformer":
            guard let replica = try fields.fields("replica", as: "Replica", known: ReplicaCount.known) else { return [] }
            return [ReplicaTransformer(replica: try ReplicaCount(replica), fieldSpecs: specs)]
        case "HashTransformer": return [HashTransformer()]
        case "ReplacementTransformer":
            var entries: [ReplacementEntry] = []
            for entry in try fields.list("replacements", as: "ReplacementField", known: ReplacementEntry.known) {
                entries.append(try ReplacementEntry(entry))
            }
            return [
                ReplacementTransformer(replacements: try ReplacementReader(loader: loader).read(entries), file: document.file)
            ]
        case "PatchTransformer", "PatchJson6902Transformer", "PatchStrategicMergeTransformer":
            do { return try patches(fields, loader, schema) } catch {
                throw error.within { "plugin \(id.gvk.kind).builtin.[noGrp]/\(id.name).[noNs] fails configuration: \($0)" }
            }
        case "ValueAddTransformer": return [try ValueAddTransformer(fields, loader)]
        default: throw Messages.externalPlugin(id.gvk.kind, at: document.span)
        }
    }

    private func namespace(_ fields: Fields, _ specs: [FieldSpec]) throws(KustomizeError) -> NamespaceTransformer {
        let metadata = try fields.fields("metadata", as: "ObjectMeta", known: nil)
        let namespace = try metadata?.string("namespace") ?? Located("", fields.span)
        var result = NamespaceTransformer(namespace: namespace, fieldSpecs: specs)
        result.unsetOnly = try fields.bool("unsetOnly")
        if let subjects = try fields.string("setRoleBindingSubjects") {
            guard let known = NamespaceTransformer.Subjects(rawValue: subjects.value) else {
                throw Messages.unknownSubjects(subjects)
            }
            result.subjects = known
        }
        return result
    }

    private func patches(_ fields: Fields, _ loader: Loader, _ schema: MergeSchema) throws(KustomizeError) -> [any Transformer] {
        let patchLoader = PatchLoader(loader: loader, file: document.file)
        let plugin = PluginName(kind: id.gvk.kind)
        if id.gvk.kind == "PatchStrategicMergeTransformer" {
            var documents: [Document] = []
            for path in try fields.strings("paths") { documents += try patchLoader.strategicMerge(path, field: "patches") }
            if let text = try fields.string("patches"), !text.value.isEmpty {
                documents += try patchLoader.objects(in: text)
            }
            guard !documents.isEmpty else {
                throw Messages.emptyPatchPlugin("empty file path and empty patch content", at: fields.span)
            }
            return [
                PatchTransformer(
                    step: "transformers", plugin: plugin, patch: .strategicMerge(documents), target: nil, schema: schema,
                    entry: fields.span)
            ]
        }
        let isJSON = id.gvk.kind == "PatchJson6902Transformer"
        let entry = try PatchEntry(fields, patchField: isJSON ? "jsonOp" : "patch")
        if isJSON, entry.path?.value ?? "" == "", entry.patch?.value ?? "" == "" {
            throw Messages.emptyPatchPlugin("empty file path and empty jsonOp", at: fields.span)
        }
        guard let patch = try patchLoader.load(entry, field: "patches", isJSON: isJSON) else { return [] }
        return [
            PatchTransformer(
                step: "transformers", plugin: plugin, patch: patch, target: entry.target,
                allowsNameChange: entry.allowsNameChange,
                allowsKindChange: entry.allowsKindChange, schema: schema, entry: fields.span)
        ]
    }
}

/// `HashTransformer`: puts hashes behind names where the plugin stands, and not at the end of the build.
private struct HashTransformer: Transformer {
    let step = "transformers"
    let plugin = PluginName(kind: "HashTransformer")

    func apply(to resources: inout ResourceSet, as step: Step) throws(KustomizeError) {
        try HashNames.apply(to: &resources, as: step)
    }
}
