import KubernetesModel
import SourceText
import YAMLDocument

/// One kustomization file as it was written: every field with its place.
public struct Kustomization: Sendable {
    /// The names that kustomize looks for in a directory, in this order.
    public static let fileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"]

    /// Whether a file of that name is a kustomization.
    public static func isKustomizationFile(_ name: String) -> Bool { fileNames.contains(FilePath.name(of: name)) }

    /// What the file says it is.
    enum Kind: Sendable { case kustomization, component }

    let file: SourceFile
    let kind: Kind
    /// Where the fields are that kustomize warns of, with what to use in their place.
    var deprecated: [Located<String>] = []

    var resources: [Located<String>] = []
    var components: [Located<String>] = []
    var crds: [Located<String>] = []
    var configurations: [Located<String>] = []
    var openAPI: OpenAPIField?

    var namespace: Located<String>?
    var namePrefix: Located<String>?
    var nameSuffix: Located<String>?
    var labels: [LabelsEntry] = []
    var commonLabels: [Pair] = []
    var commonAnnotations: [Pair] = []
    var images: [ImageOverride] = []
    var replicas: [ReplicaCount] = []

    var strategicMergePatches: [Located<String>] = []
    var patches: [PatchEntry] = []
    var jsonPatches: [PatchEntry] = []
    var replacements: [ReplacementEntry] = []
    var variables: [Variable] = []

    var configMaps: [GeneratorArguments] = []
    var secrets: [GeneratorArguments] = []
    var generatorOptions = GeneratorOptions()
    var generators: [Located<String>] = []
    var transformers: [Located<String>] = []
    var validators: [Located<String>] = []
    /// Where helm charts are asked for, which need a program of their own.
    var helm: Span?
    var helmCharts: [HelmChart] = []

    var buildMetadata: [Located<String>] = []
    var sortOptions: SortOptions?
}

/// `openapi`: the schema that merges patches.
struct OpenAPIField: Sendable {
    let path: Located<String>?
    let version: Located<String>?
}

/// One entry of `labels`.
struct LabelsEntry: Sendable {
    let pairs: [Pair]
    let includesSelectors: Bool
    let includesTemplates: Bool
    let includesVolumeClaimTemplates: Bool
    let fields: [FieldSpec]
}

/// One entry of `images`.
struct ImageOverride: Sendable {
    let name: Located<String>
    let newName: Located<String>?
    let newTag: Located<String>?
    let digest: Located<String>?
    let tagSuffix: Located<String>?
}

/// One entry of `replicas`.
struct ReplicaCount: Sendable {
    let name: Located<String>
    let count: Located<Int>
}

/// One entry of `patches` or `patchesJson6902`.
struct PatchEntry: Sendable {
    let path: Located<String>?
    let patch: Located<String>?
    let target: ResourceSelector?
    let allowsNameChange: Bool
    let allowsKindChange: Bool
    let span: Span
}

/// One entry of `replacements`: where a value comes from and where it goes; or a file with such.
struct ReplacementEntry: Sendable {
    let path: Located<String>?
    let source: ReplacementSource?
    let sourceValue: Located<String>?
    let targets: [ReplacementTarget]
    let span: Span
}

/// Which field of which object is copied.
struct ReplacementSource: Sendable {
    let selector: ExactSelector
    let fieldPath: Located<String>?
    let options: ReplacementOptions
    let span: Span
}

/// Which fields of which objects are written.
struct ReplacementTarget: Sendable {
    let select: ResourceSelector?
    let reject: [ResourceSelector]
    let fieldPaths: [Located<String>]
    let options: ReplacementOptions
    let span: Span
}

/// How a value is cut or put together.
struct ReplacementOptions: Sendable {
    var delimiter = ""
    var index = 0
    var creates = false
}

/// The object that is exactly this; empty parts stand for any.
struct ExactSelector: Sendable {
    let gvk: GVK
    let name: String
    let namespace: String

    /// As kustomize's messages have it.
    var description: String { ResourceID(gvk, name: name, namespace: namespace, false).description }
}

/// One entry of `vars`.
struct Variable: Sendable {
    let name: Located<String>
    let selector: ExactSelector
    let fieldPath: String
    let span: Span

    /// As kustomize's messages have it.
    var description: String { "{\(name.value) \(selector.gvk.kustomizeDescription) {\(fieldPath)}}" }
}

/// One entry of `configMapGenerator` or `secretGenerator`.
struct GeneratorArguments: Sendable {
    enum Behavior: String, Sendable { case create, merge, replace }

    var name: Located<String>
    var namespace: Located<String>?
    var behavior: Behavior
    var literals: [Located<String>]
    var files: [Located<String>]
    var environments: [Located<String>]
    var options: GeneratorOptions
    /// Only for Secrets.
    var type: Located<String>?
    let span: Span
}

/// `generatorOptions`, or `options` of one generator.
struct GeneratorOptions: Sendable {
    var labels: [Pair] = []
    var annotations: [Pair] = []
    var disablesNameSuffixHash = false
    /// Where that is said.
    var hashSwitch: Span?
    var isImmutable = false

    /// These options with those of the whole file under them.
    func merged(over global: GeneratorOptions) -> GeneratorOptions {
        func merge(_ local: [Pair], _ global: [Pair]) -> [Pair] {
            global.filter { pair in !local.contains { $0.key.value == pair.key.value } } + local
        }
        return GeneratorOptions(
            labels: merge(labels, global.labels), annotations: merge(annotations, global.annotations),
            disablesNameSuffixHash: disablesNameSuffixHash || global.disablesNameSuffixHash,
            hashSwitch: disablesNameSuffixHash ? hashSwitch : global.hashSwitch,
            isImmutable: isImmutable || global.isImmutable)
    }
}

/// `sortOptions`: the order of the result.
struct SortOptions: Sendable {
    let isLegacy: Bool
    let orderFirst: [String]?
    let orderLast: [String]?
}
