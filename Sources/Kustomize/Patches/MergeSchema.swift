import YAMLDocument

/// Which lists of a kind are merged by a key: Kubernetes' own kinds, or those of an `openapi` document, which replaces them.
enum MergeSchema: Sendable {
    case builtIn
    case custom(OpenAPIDocument)

    /// The lists of one kind.
    func lists(of gvk: GVK) -> MergeLists {
        switch self {
        case .builtIn: MergeLists(place: BuiltInMergeKeys.shared.places(of: gvk).map { .table($0, "") } ?? .unknown)
        case .custom(let document):
            MergeLists(
                place: document.definition(of: gvk).map { .definition(document, $0) }
                    ?? (document.extendsBuiltIn ? BuiltInMergeKeys.shared.places(of: gvk).map { .table($0, "") } : nil)
                    ?? .unknown)
        }
    }
}

/// A place in a schema, from which lists and what is below them are looked up step by step.
struct MergeLists {
    fileprivate enum Place {
        case unknown
        /// The lists of a kind, and the path to here.
        case table([String: [String]], String)
        case definition(OpenAPIDocument, NodeID)
    }

    fileprivate let place: Place

    /// Nothing is known here.
    static let unknown = MergeLists(place: .unknown)

    /// Whether the schema says anything of this place.
    var isKnown: Bool { if case .unknown = place { false } else { true } }

    /// What is known of a field.
    func field(_ name: String) -> MergeLists {
        switch place {
        case .unknown: self
        case .table(let lists, let path): MergeLists(place: .table(lists, path.isEmpty ? name : path + "." + name))
        case .definition(let document, let node):
            if document.isBuiltInPodTemplate(node) {
                MergeLists(
                    place: .table(BuiltInMergeKeys.shared.places(of: GVK(version: "v1", kind: "PodTemplate")) ?? [:], "template")
                ).field(name)
            } else {
                document.property(name, of: node).map { MergeLists(place: .definition(document, $0)) } ?? .unknown
            }
        }
    }

    /// What is known of the elements of this list.
    var elements: MergeLists {
        switch place {
        case .unknown: self
        case .table(let lists, let path): MergeLists(place: .table(lists, path + "[]"))
        case .definition(let document, let node):
            document.items(of: node).map { MergeLists(place: .definition(document, $0)) } ?? .unknown
        }
    }

    /// The keys by which this list is merged; empty for a set of texts; nil if the list is replaced.
    var keys: [String]? {
        switch place {
        case .unknown: nil
        case .table(let lists, let path): lists[path]
        case .definition(let document, let node): document.mergeKeys(of: node)
        }
    }
}

extension BuiltInMergeKeys {
    /// The tables, read once.
    static let shared = Reader()

    /// The merged lists of each kind by path.
    struct Reader: Sendable {
        private let kinds: Set<String>
        private let podSpecs: [String: String]
        private let others: [String: [String: [String]]]
        private let podSpec: [String: [String]]

        init() {
            var kinds: Set<String> = []
            for words in Self.lines(BuiltInMergeKeys.kinds) {
                for kind in words.dropFirst() { kinds.insert(words[0] + "/" + kind) }
            }
            self.kinds = kinds
            podSpecs = Dictionary(uniqueKeysWithValues: Self.lines(BuiltInMergeKeys.podSpecs).map { ($0[0], $0[1]) })
            podSpec = Dictionary(
                uniqueKeysWithValues: Self.lines(BuiltInMergeKeys.podSpec).map { ($0[0], Array($0.dropFirst())) })
            var others: [String: [String: [String]]] = [:]
            for words in Self.lines(BuiltInMergeKeys.others) {
                others[words[0], default: [:]][words[1]] = Array(words.dropFirst(2))
            }
            self.others = others
        }

        private static func lines(_ table: String) -> [[String]] {
            table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        }

        /// The lists of a kind by path, `spec.template.spec.containers[].env` say; nil if the kind is not in the schema.
        func places(of gvk: GVK) -> [String: [String]]? {
            let kind = gvk.apiVersion + "/" + gvk.kind
            guard kinds.contains(kind) else { return nil }
            var result = others[kind] ?? [:]
            var metadata = ["metadata"]
            if let spec = podSpecs[kind] {
                for (path, keys) in podSpec { result[spec + "." + path] = keys }
                if spec.hasSuffix(".spec") { metadata.append(spec.dropLast(4) + "metadata") }
                if spec.hasPrefix("spec.jobTemplate") { metadata.append("spec.jobTemplate.metadata") }
                metadata.append(spec + ".volumes[].ephemeral.volumeClaimTemplate.metadata")
                if gvk.kind == "StatefulSet" { metadata.append("spec.volumeClaimTemplates[].metadata") }
            }
            for path in metadata {
                for words in Self.lines(BuiltInMergeKeys.metadata) { result[path + "." + words[0]] = Array(words.dropFirst()) }
            }
            return result
        }
    }
}
