import SourceText
import YAMLDocument

/// Reads kustomization files.
///
/// Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ and `api/types/kustomization.go`.
enum KustomizationReader {
    private static let known = [
        "apiVersion", "kind", "metadata", "openapi", "namePrefix", "nameSuffix", "namespace", "commonLabels", "labels",
        "commonAnnotations", "patchesStrategicMerge", "patchesJson6902", "patches", "images", "imageTags", "replacements",
        "replicas",
        "vars", "sortOptions", "resources", "components", "crds", "bases", "configMapGenerator", "secretGenerator", "helmGlobals",
        "helmCharts", "helmChartInflationGenerator", "generatorOptions", "configurations", "generators", "transformers",
        "validators", "buildMetadata",
    ]

    /// Reads the first document of a file.
    static func read(_ file: SourceFile, documents: [Document], diagnostics: [Diagnostic]) throws(KustomizeError) -> Kustomization
    {
        if let problem = diagnostics.firstError {
            throw Messages.malformedKustomization(problem)
        }
        guard let document = documents.first, document.kind(of: document.root) == .mapping, document.count(of: document.root) > 0
        else {
            if let document = documents.first, document.kind(of: document.root) != .null,
                document.kind(of: document.root) != .mapping
            {
                throw Messages.wrongType(
                    document.kind(of: document.root), wanted: "types.Kustomization", field: [], of: "Kustomization",
                    at: document.span)
            }
            throw Messages.emptyKustomization(file)
        }
        let fields = try Fields(document.root, of: document, as: "Kustomization", known: known)
        let kind = try kind(fields, file)
        guard !fields.present.subtracting(["apiVersion", "kind"]).isEmpty else { throw Messages.emptyKustomization(file) }
        var result = Kustomization(file: file, kind: kind)
        result.deprecated = deprecated(fields)
        try readInputs(fields, into: &result)
        try readTransformers(fields, into: &result)
        try readPatches(fields, into: &result)
        try readGenerators(fields, into: &result)
        return result
    }

    private static func kind(_ fields: Fields, _ file: SourceFile) throws(KustomizeError) -> Kustomization.Kind {
        let kind = try fields.string("kind")
        let version = try fields.string("apiVersion")
        switch kind?.value ?? "" {
        case "", "Kustomization":
            if let version, !["", "kustomize.config.k8s.io/v1beta1"].contains(version.value) {
                throw Messages.wrongVersion(version, of: "Kustomization", wanted: "kustomize.config.k8s.io/v1beta1", in: file)
            }
            return .kustomization
        case "Component":
            if let version, !["", "kustomize.config.k8s.io/v1alpha1"].contains(version.value) {
                throw Messages.wrongVersion(version, of: "Component", wanted: "kustomize.config.k8s.io/v1alpha1", in: file)
            }
            return .component
        default: throw Messages.wrongKind(kind ?? Located("", fields.span), in: file)
        }
    }

    private static let replacements = [
        ("bases", "resources"), ("commonLabels", "labels"), ("imageTags", "images"), ("patchesJson6902", "patches"),
        ("patchesStrategicMerge", "patches"), ("vars", "replacements"), ("helmChartInflationGenerator", "helmCharts"),
    ]

    private static func deprecated(_ fields: Fields) -> [Located<String>] {
        replacements.compactMap { old, new in
            guard fields.value(old) != nil, let span = fields.keySpan(old) else { return nil }
            return Located(Messages.deprecatedField(old, new), span)
        }
    }

    private static func readInputs(_ fields: Fields, into result: inout Kustomization) throws(KustomizeError) {
        result.resources = try fields.strings("resources") + fields.strings("bases")
        result.components = try fields.strings("components")
        result.crds = try fields.strings("crds")
        result.configurations = try fields.strings("configurations")
        result.generators = try fields.strings("generators")
        result.transformers = try fields.strings("transformers")
        result.validators = try fields.strings("validators")
        result.buildMetadata = try fields.strings("buildMetadata")
        if let openAPI = try fields.fields("openapi", as: "Kustomization", known: ["path", "version"]) {
            result.openAPI = OpenAPIField(path: try openAPI.string("path"), version: try openAPI.string("version"))
        }
        for name in ["helmCharts", "helmGlobals", "helmChartInflationGenerator"] where fields.value(name) != nil {
            result.helm = fields.keySpan(name) ?? fields.span
        }
        for name in ["helmCharts", "helmChartInflationGenerator"] {
            for node in try fields.elements(name, of: "types.HelmChart") {
                result.helmCharts.append(
                    try HelmChart(try Fields(node, of: fields.document, as: "HelmChart", path: [name], known: nil)))
            }
        }
        if let sort = try fields.fields("sortOptions", as: "SortOptions", known: ["order", "legacySortOptions"]) {
            result.sortOptions = try sortOptions(sort)
        }
        // kustomize reads it like any object's metadata and does nothing with it.
        _ = try fields.fields(
            "metadata", as: "ObjectMeta",
            known: ["name", "namespace", "labels", "annotations", "generateName", "uid", "finalizers"])
    }

    private static func sortOptions(_ fields: Fields) throws(KustomizeError) -> SortOptions {
        let order = try fields.string("order")
        let legacy = try fields.fields("legacySortOptions", as: "LegacySortOptions", known: ["orderFirst", "orderLast"])
        switch order?.value {
        case "legacy":
            let first = try legacy?.strings("orderFirst").map(\.value)
            let last = try legacy?.strings("orderLast").map(\.value)
            return SortOptions(isLegacy: true, orderFirst: first, orderLast: last)
        case "fifo":
            if let legacy { throw Messages.legacyOptionsWithoutLegacyOrder(at: legacy.span) }
            return SortOptions(isLegacy: false, orderFirst: nil, orderLast: nil)
        default: throw Messages.unknownOrder(order, at: fields.span)
        }
    }

    private static func readTransformers(_ fields: Fields, into result: inout Kustomization) throws(KustomizeError) {
        result.namespace = try fields.string("namespace")
        result.namePrefix = try fields.string("namePrefix")
        result.nameSuffix = try fields.string("nameSuffix")
        result.commonLabels = try fields.pairs("commonLabels")
        result.commonAnnotations = try fields.pairs("commonAnnotations")
        let labels = ["pairs", "includeSelectors", "includeTemplates", "includeVolumeClaimTemplates", "fields"]
        for entry in try fields.list("labels", as: "Label", known: labels) {
            result.labels.append(
                LabelsEntry(
                    pairs: try entry.pairs("pairs"), includesSelectors: try entry.bool("includeSelectors"),
                    includesTemplates: try entry.bool("includeTemplates"),
                    includesVolumeClaimTemplates: try entry.bool("includeVolumeClaimTemplates"),
                    fields: try entry.fieldSpecs("fields")))
        }
        for name in ["images", "imageTags"] {
            for entry in try fields.list(name, as: "Image", known: ImageOverride.known) {
                result.images.append(try ImageOverride(entry))
            }
        }
        for entry in try fields.list("replicas", as: "Replica", known: ReplicaCount.known) {
            result.replicas.append(try ReplicaCount(entry))
        }
        for entry in try fields.list("replacements", as: "ReplacementField", known: ReplacementEntry.known) {
            result.replacements.append(try ReplacementEntry(entry))
        }
        for entry in try fields.list("vars", as: "Var", known: ["name", "objref", "fieldref"]) {
            result.variables.append(try Variable(entry))
        }
    }

    private static func readPatches(_ fields: Fields, into result: inout Kustomization) throws(KustomizeError) {
        result.strategicMergePatches = try fields.strings("patchesStrategicMerge")
        for entry in try fields.list("patches", as: "Patch", known: PatchEntry.known) {
            result.patches.append(try PatchEntry(entry))
        }
        for entry in try fields.list("patchesJson6902", as: "Patch", known: PatchEntry.known) {
            result.jsonPatches.append(try PatchEntry(entry))
        }
    }

    private static func readGenerators(_ fields: Fields, into result: inout Kustomization) throws(KustomizeError) {
        for entry in try fields.list("configMapGenerator", as: "ConfigMapArgs", known: GeneratorArguments.known) {
            result.configMaps.append(try GeneratorArguments(entry))
            result.deprecated += deprecatedEnv(entry)
        }
        for entry in try fields.list("secretGenerator", as: "SecretArgs", known: GeneratorArguments.known + ["type"]) {
            result.secrets.append(try GeneratorArguments(entry))
            result.deprecated += deprecatedEnv(entry)
        }
        if let options = try fields.fields("generatorOptions", as: "GeneratorOptions", known: GeneratorOptions.known) {
            result.generatorOptions = try GeneratorOptions(options)
        }
    }

    private static func deprecatedEnv(_ entry: Fields) -> [Located<String>] {
        guard entry.value("env") != nil, let span = entry.keySpan("env") else { return [] }
        return [Located(Messages.deprecatedField("env", "envs"), span)]
    }
}
