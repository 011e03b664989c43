import KubernetesModel
import KubernetesSchemaTable
import YAMLDocument

/// Which lists of a kind are merged by a key: Kubernetes' own kinds, or those of an `openapi` document, which replaces them.
enum MergeSchema: Sendable {
    case builtIn
    case custom(OpenAPIDocument)

    /// The lists of one kind.
    func lists(of gvk: GVK) -> MergeLists {
        switch self {
        case .builtIn: MergeLists(place: KustomizeKinds.type(of: gvk).map { .type($0) } ?? .unknown)
        case .custom(let document):
            MergeLists(
                place: document.definition(of: gvk).map { .definition(document, $0) }
                    ?? (document.extendsBuiltIn ? KustomizeKinds.type(of: gvk).map { .type($0) } : nil)
                    ?? .unknown)
        }
    }
}

/// A place in a schema, from which lists and what is below them are looked up step by step.
struct MergeLists {
    fileprivate enum Place {
        case unknown
        /// A value of one of Kubernetes' own types.
        case type(BuiltInType)
        /// A list of such values.
        case list(BuiltInField)
        case definition(OpenAPIDocument, NodeID)
    }

    fileprivate let place: Place

    /// What a field of one of Kubernetes' own types leads to.
    private static func place(_ field: BuiltInField) -> Place {
        switch field.container {
        case .list: .list(field)
        case .single: place(of: field.element)
        default: .unknown
        }
    }

    private static func place(of element: BuiltInField.Element) -> Place {
        if case .object(let type) = element { .type(type) } else { .unknown }
    }

    /// Nothing is known here.
    static let unknown = MergeLists(place: .unknown)

    /// Whether the schema says anything of this place.
    var isKnown: Bool { if case .unknown = place { false } else { true } }

    /// What is known of a field.
    func field(_ name: String) -> MergeLists {
        switch place {
        case .unknown: self
        case .type(let type):
            MergeLists(
                place: Key(name).withBytes { type.kustomizeField(keyHash: $0.hash, utf8: $0.utf8) }.map(Self.place) ?? .unknown)
        case .list: .unknown
        case .definition(let document, let node):
            if document.isBuiltInPodTemplate(node) {
                MergeLists(place: .type(KustomizeKinds.podTemplate)).field(name)
            } else {
                document.property(name, of: node).map { MergeLists(place: .definition(document, $0)) } ?? .unknown
            }
        }
    }

    /// What is known of the elements of this list.
    var elements: MergeLists {
        switch place {
        case .unknown: self
        case .type: .unknown
        case .list(let field): MergeLists(place: Self.place(of: field.element))
        case .definition(let document, let node):
            document.items(of: node).map { MergeLists(place: .definition(document, $0)) } ?? .unknown
        }
    }

    /// The keys by which this list is merged; empty for a set of texts; nil if the list is replaced.
    var keys: [String]? {
        switch place {
        case .unknown: nil
        case .type: nil
        case .list(let field): field.isMergedByKustomize ? field.kustomizeMergeKeys : nil
        case .definition(let document, let node): document.mergeKeys(of: node)
        }
    }
}
