import KubernetesModel
import SourceText
import YAMLDocument

// How the entries of a kustomization's lists are read; plugin configurations have the same.

extension Fields {
    private static let fieldSpecNames = ["group", "version", "kind", "path", "create"]

    /// A list of field specs.
    func fieldSpecs(_ name: String) throws(KustomizeError) -> [FieldSpec] {
        var result: [FieldSpec] = []
        for entry in try list(name, as: "FieldSpec", known: Self.fieldSpecNames) { result.append(try entry.fieldSpec()) }
        return result
    }

    /// A field spec.
    func fieldSpec() throws(KustomizeError) -> FieldSpec {
        FieldSpec(try gvk(), path: try string("path")?.value ?? "", creates: try bool("create"))
    }

    /// The fields `group`, `version` and `kind`.
    func gvk() throws(KustomizeError) -> GVK {
        GVK(
            group: try string("group")?.value ?? "", version: try string("version")?.value ?? "",
            kind: try string("kind")?.value ?? "")
    }

    /// A selector with regular expressions.
    func selector(_ name: String) throws(KustomizeError) -> ResourceSelector? {
        guard let fields = try fields(name, as: "Selector", known: ResourceSelector.known) else { return nil }
        return try ResourceSelector(fields)
    }
}

extension ImageOverride {
    static let known = ["name", "newName", "newTag", "digest", "tagSuffix"]

    init(_ fields: Fields) throws(KustomizeError) {
        name = try fields.string("name") ?? Located("", fields.span)
        newName = try fields.string("newName")
        newTag = try fields.string("newTag")
        digest = try fields.string("digest")
        tagSuffix = try fields.string("tagSuffix")
    }
}

extension ReplicaCount {
    static let known = ["name", "count"]

    init(_ fields: Fields) throws(KustomizeError) {
        name = try fields.string("name") ?? Located("", fields.span)
        count = try fields.int("count") ?? Located(0, fields.span)
    }
}

extension PatchEntry {
    static let known = ["path", "patch", "target", "options"]

    init(_ fields: Fields, patchField: String = "patch") throws(KustomizeError) {
        path = try fields.string("path")
        patch = try fields.string(patchField)
        target = try fields.selector("target")
        // An open map upstream: names that it does not know are not errors.
        var (allowsNameChange, allowsKindChange) = (false, false)
        if let options = fields.value("options") {
            let document = fields.document
            allowsNameChange = document.value(of: options, "allowNameChange").flatMap { document.bool($0) } ?? false
            allowsKindChange = document.value(of: options, "allowKindChange").flatMap { document.bool($0) } ?? false
        }
        (self.allowsNameChange, self.allowsKindChange) = (allowsNameChange, allowsKindChange)
        span = fields.span
    }
}

extension ReplacementEntry {
    static let known = ["path", "source", "sourceValue", "targets"]

    init(_ fields: Fields) throws(KustomizeError) {
        path = try fields.string("path")
        sourceValue = try fields.string("sourceValue")
        source = try fields.fields("source", as: "SourceSelector", known: ReplacementSource.known).map {
            fields throws(KustomizeError) in try ReplacementSource(fields)
        }
        var targets: [ReplacementTarget] = []
        for entry in try fields.list("targets", as: "TargetSelector", known: ReplacementTarget.known) {
            targets.append(try ReplacementTarget(entry))
        }
        self.targets = targets
        span = fields.span
    }
}

extension ReplacementSource {
    static let known = ["group", "version", "kind", "name", "namespace", "fieldPath", "options"]

    init(_ fields: Fields) throws(KustomizeError) {
        selector = ExactSelector(
            gvk: try fields.gvk(), name: try fields.string("name")?.value ?? "",
            namespace: try fields.string("namespace")?.value ?? "")
        fieldPath = try fields.string("fieldPath")
        options = try ReplacementOptions(fields)
        span = fields.span
    }
}

extension ReplacementTarget {
    static let known = ["select", "reject", "fieldPaths", "options"]

    init(_ fields: Fields) throws(KustomizeError) {
        select = try fields.selector("select")
        var reject: [ResourceSelector] = []
        for entry in try fields.list("reject", as: "Selector", known: ResourceSelector.known) {
            reject.append(try ResourceSelector(entry))
        }
        self.reject = reject
        fieldPaths = try fields.strings("fieldPaths")
        options = try ReplacementOptions(fields)
        span = fields.span
    }
}

extension ReplacementOptions {
    /// From the field `options` of a source or a target.
    init(_ fields: Fields) throws(KustomizeError) {
        guard let options = try fields.fields("options", as: "FieldOptions", known: ["delimiter", "index", "encoding", "create"])
        else { return }
        delimiter = try options.string("delimiter")?.value ?? ""
        index = try options.int("index")?.value ?? 0
        creates = try options.bool("create")
    }
}

extension Variable {
    init(_ fields: Fields) throws(KustomizeError) {
        name = try fields.string("name") ?? Located("", fields.span)
        let object = try fields.fields(
            "objref", as: "Target", known: ["apiVersion", "group", "version", "kind", "name", "namespace"])
        var gvk = try object?.gvk() ?? GVK()
        if let version = try object?.string("apiVersion")?.value { gvk = GVK(apiVersion: version, kind: gvk.kind) }
        selector = ExactSelector(
            gvk: gvk, name: try object?.string("name")?.value ?? "", namespace: try object?.string("namespace")?.value ?? "")
        let field = try fields.fields("fieldref", as: "FieldSelector", known: ["fieldpath"])
        fieldPath = try field?.string("fieldpath")?.value ?? "metadata.name"
        span = fields.span
    }
}

extension GeneratorArguments {
    static let known = ["name", "namespace", "behavior", "literals", "files", "envs", "env", "options"]

    init(_ fields: Fields) throws(KustomizeError) {
        name = try fields.string("name") ?? Located("", fields.span)
        namespace = try fields.string("namespace")
        let behavior = try fields.string("behavior")
        self.behavior = Behavior(rawValue: behavior?.value.lowercased() ?? "create") ?? .create
        literals = try fields.strings("literals")
        files = try fields.strings("files")
        environments = try fields.strings("envs")
        if let env = try fields.string("env") { environments.append(env) }
        options =
            try fields.fields("options", as: "GeneratorOptions", known: GeneratorOptions.known).map {
                fields throws(KustomizeError) in try GeneratorOptions(fields)
            } ?? GeneratorOptions()
        type = fields.value("type") == nil ? nil : try fields.string("type")
        span = fields.span
    }
}

extension GeneratorOptions {
    static let known = ["labels", "annotations", "disableNameSuffixHash", "immutable"]

    init(_ fields: Fields) throws(KustomizeError) {
        labels = try fields.pairs("labels")
        annotations = try fields.pairs("annotations")
        disablesNameSuffixHash = try fields.bool("disableNameSuffixHash")
        hashSwitch = fields.keySpan("disableNameSuffixHash")
        isImmutable = try fields.bool("immutable")
    }
}
