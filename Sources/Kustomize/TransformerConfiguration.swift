import KubernetesModel
import SourceText
import YAMLDocument

/// Which paths the transformers touch: the built-in ones and what `configurations` and `crds` add.
struct TransformerConfiguration {
    /// Where objects name objects of one kind.
    struct NameReference {
        /// The kind that is named.
        let target: GVK
        /// Where.
        var referrers: [FieldSpec]
    }

    var namePrefix: [FieldSpec] = []
    var nameSuffix: [FieldSpec] = []
    var namespace: [FieldSpec] = []
    var commonLabels: [FieldSpec] = []
    /// Added to the paths of every entry of `labels`.
    var labels: [FieldSpec] = []
    var templateLabels: [FieldSpec] = []
    var volumeClaimTemplateLabels: [FieldSpec] = []
    var commonAnnotations: [FieldSpec] = []
    var images: [FieldSpec] = []
    var replicas: [FieldSpec] = []
    var varReference: [FieldSpec] = []
    var nameReference: [NameReference] = []

    /// What kustomize knows by itself.
    static let builtIn: TransformerConfiguration = {
        var result = TransformerConfiguration()
        result.namePrefix = FieldSpec.parse(DefaultFieldSpecs.namePrefix)
        result.nameSuffix = result.namePrefix
        result.namespace = FieldSpec.parse(DefaultFieldSpecs.namespace)
        result.commonLabels = FieldSpec.parse(DefaultFieldSpecs.commonLabels)
        result.templateLabels = FieldSpec.parse(DefaultFieldSpecs.templateLabels)
        result.volumeClaimTemplateLabels = FieldSpec.parse(DefaultFieldSpecs.volumeClaimTemplateLabels)
        result.commonAnnotations = FieldSpec.parse(DefaultFieldSpecs.commonAnnotations)
        result.images = FieldSpec.parse(DefaultFieldSpecs.images)
        result.replicas = FieldSpec.parse(DefaultFieldSpecs.replicas)
        result.varReference = FieldSpec.parse(DefaultFieldSpecs.varReference)
        for line in FieldSpec.lines(of: DefaultNameReferences.text) {
            if line.utf8.first == UInt8(ascii: "=") {
                let target = FieldSpec.words(of: line).dropFirst()
                result.nameReference.append(NameReference(target: GVK(words: Array(target)), referrers: []))
            } else {
                result.nameReference[result.nameReference.count - 1].referrers.append(FieldSpec.parse(line: line))
            }
        }
        return result
    }()

    /// The built-in configuration with that of files: prefixes and suffixes are replaced, all else is added to.
    static func builtIn(with files: TransformerConfiguration, at span: Span?) throws(KustomizeError) -> TransformerConfiguration {
        var result = builtIn
        if !files.namePrefix.isEmpty { result.namePrefix = [] }
        if !files.nameSuffix.isEmpty { result.nameSuffix = [] }
        try result.merge(files, at: span)
        return result
    }

    /// Adds what another configuration has.
    mutating func merge(_ other: TransformerConfiguration, at span: Span?) throws(KustomizeError) {
        let paths: [WritableKeyPath<TransformerConfiguration, [FieldSpec]>] = [
            \.namePrefix, \.nameSuffix, \.namespace, \.commonLabels, \.labels, \.templateLabels, \.volumeClaimTemplateLabels,
            \.commonAnnotations, \.images, \.replicas, \.varReference,
        ]
        for path in paths {
            if let conflict = self[keyPath: path].merge(other[keyPath: path]) {
                throw Messages.conflictingFieldSpecs(conflict, at: span)
            }
        }
        for reference in other.nameReference { try merge(reference, at: span) }
    }

    private mutating func merge(_ reference: NameReference, at span: Span?) throws(KustomizeError) {
        if let place = nameReference.firstIndex(where: { $0.target == reference.target }) {
            if let conflict = nameReference[place].referrers.merge(reference.referrers) {
                throw Messages.conflictingFieldSpecs(conflict, at: span)
            }
        } else {
            nameReference.append(reference)
        }
    }
}

extension TransformerConfiguration {
    private static let known = [
        "namePrefix", "nameSuffix", "namespace", "commonLabels", "labels", "templateLabels", "volumeClaimTemplateLabels",
        "commonAnnotations", "nameReference", "varReference", "images", "replicas",
    ]

    /// Reads a file of `configurations`.
    init(_ document: Document) throws(KustomizeError) {
        let fields = try Fields(document.root, of: document, as: "TransformerConfig", known: Self.known)
        namePrefix = try fields.fieldSpecs("namePrefix")
        nameSuffix = try fields.fieldSpecs("nameSuffix")
        namespace = try fields.fieldSpecs("namespace")
        commonLabels = try fields.fieldSpecs("commonLabels")
        labels = try fields.fieldSpecs("labels")
        templateLabels = try fields.fieldSpecs("templateLabels")
        volumeClaimTemplateLabels = try fields.fieldSpecs("volumeClaimTemplateLabels")
        commonAnnotations = try fields.fieldSpecs("commonAnnotations")
        images = try fields.fieldSpecs("images")
        replicas = try fields.fieldSpecs("replicas")
        varReference = try fields.fieldSpecs("varReference")
        for entry in try fields.list(
            "nameReference", as: "NameBackReferences", known: ["group", "version", "kind", "fieldSpecs"])
        {
            nameReference.append(NameReference(target: try entry.gvk(), referrers: try entry.fieldSpecs("fieldSpecs")))
        }
    }
}

extension TransformerConfiguration {
    /// What a file of `crds` says: OpenAPI definitions whose properties are marked as labels, annotations, identities or references.
    ///
    /// Source: `api/internal/accumulator/loadconfigfromcrds.go`.
    init(crds document: Document) {
        for definition in document.children(of: document.root) {
            guard let properties = Self.properties(of: definition, in: document) else { continue }
            // Only what has a kind and an apiVersion is the definition of an object.
            guard document.value(of: properties, "kind") != nil, document.value(of: properties, "apiVersion") != nil,
                document.value(of: properties, "metadata") != nil
            else { continue }
            let name = document.key(of: definition) ?? ""
            let kind = name.split(whereSeparator: { $0 == "." || $0 == "/" }).last.map(String.init) ?? name
            add(properties, of: document, gvk: GVK(kind: kind), path: [], seen: [name])
        }
    }

    private mutating func add(_ properties: NodeID, of document: Document, gvk: GVK, path: [String], seen: [String]) {
        for property in document.children(of: properties) {
            let path = path + [document.key(of: property) ?? ""]
            let text = path.joined(separator: "/")
            func mark(_ key: Key) -> String? { document.value(of: property, key).map { document.text(of: $0) } }
            if mark("x-kubernetes-annotation") != nil { commonAnnotations.append(FieldSpec(gvk, path: text)) }
            if mark("x-kubernetes-label-selector") != nil { commonLabels.append(FieldSpec(gvk, path: text)) }
            if mark("x-kubernetes-identity") != nil { namePrefix.append(FieldSpec(gvk, path: text)) }
            if let version = mark("x-kubernetes-object-ref-api-version"), let kind = mark("x-kubernetes-object-ref-kind") {
                let key = mark("x-kubernetes-object-ref-name-key") ?? "name"
                nameReference.append(
                    NameReference(target: GVK(version: version, kind: kind), referrers: [FieldSpec(gvk, path: text + "/" + key)]))
            }
            guard let reference = mark("$ref") else { continue }
            let name = String(reference.dropFirst(reference.hasPrefix("#/definitions/") ? "#/definitions/".count : 0))
            guard !seen.contains(name), let definition = document.node(at: Key(name)),
                let nested = Self.properties(of: definition, in: document)
            else { continue }
            add(nested, of: document, gvk: gvk, path: path, seen: seen + [name])
        }
    }

    /// The properties of a definition, which may be wrapped in `Schema` as Go's openapi-gen writes it.
    private static func properties(of definition: NodeID, in document: Document) -> NodeID? {
        document.node(at: "Schema", "properties", from: definition) ?? document.value(of: definition, "properties")
    }
}
