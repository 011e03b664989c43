public import KubernetesSchemaTable
public import SourceText
public import YAMLDocument

/// A place in an object that does not fit the object's schema.
public struct SchemaViolation: Hashable, Sendable {
    /// What is wrong there.
    public let problem: SchemaProblem
    /// The node, or for something missing the node that should have it.
    public let node: NodeID
    /// The part of the node that is to blame.
    public let place: Place
    /// The field that the node lacks; nil if something is wrong with what is there.
    public internal(set) var missingField: String?
    /// What is wrong and what is allowed, without a full stop.
    public internal(set) var message: String
    /// How it can be mended, if that is plain.
    public let remedy: Remedy?
    /// The target versions of Kubernetes for which it holds; never empty.
    public internal(set) var versions: KubernetesVersionSet
    /// Whether the API server would refuse the object, or drop what is written. If not, this is one of the lesser cases
    /// that the catalogue of rules reports as info.
    public internal(set) var isRefused: Bool

    /// Which part of a node.
    public enum Place: Hashable, Sendable {
        case key
        case value
    }

    /// A change of the source that mends a violation.
    public enum Remedy: Hashable, Sendable {
        /// The key should be this one.
        case rename(String)
        /// The entry belongs into another object.
        case move(FieldHome)
        /// The scalar needs quotes.
        case quote
        /// The scalar should have this text.
        case replace(String)
        /// The entry does nothing and can go.
        case remove
    }

    /// Where it is in the object; of something missing, where it should be.
    public func path(in document: Document) -> [PathStep] {
        document.path(of: node) + (missingField.map { [.key($0)] } ?? [])
    }

    /// The rule that reports it.
    public var rule: String { problem.rule }

    /// The bytes to point at.
    public func span(in document: Document) -> Span {
        let value = document.span(of: node)
        return place == .key ? document.keySpan(of: node) ?? value : value
    }
}

/// The ways in which an object can fail to fit its schema. The raw value is stable: machines may tell problems of one rule apart
/// by it.
public enum SchemaProblem: String, Hashable, Sendable, CaseIterable {
    case unknownField = "unknown-field"
    case fieldNotAvailable = "field-not-available"
    case unknownKind = "unknown-kind"
    case noSchema = "no-schema"
    case kindNotAvailable = "api-not-available"
    case removedKind = "removed-api"
    case deprecatedKind = "deprecated-api"
    case wrongType = "wrong-type"
    case nonStringValue = "non-string-value"
    case missingField = "missing-required-field"
    case nullValue = "null-value"
    case invalidValue = "invalid-value"
    case invalidQuantity = "quantity-invalid"
    case duplicateListEntry = "duplicate-list-entry"
    case ambiguousScalar = "yaml-ambiguous-scalar"
    case invalidDefinition = "crd-schema-invalid"
    case tooLarge = "object-too-large"

    /// The id of the rule that reports the problem.
    public var rule: String {
        switch self {
        case .unknownField, .fieldNotAvailable: "unknown-field"
        case .unknownKind, .noSchema: "unknown-kind"
        case .kindNotAvailable: "api-not-available"
        case .removedKind: "removed-api"
        case .deprecatedKind: "deprecated-api"
        case .nonStringValue: "non-string-value"
        case .invalidQuantity: "quantity-invalid"
        case .duplicateListEntry: "duplicate-list-entry"
        case .ambiguousScalar: "yaml-ambiguous-scalar"
        case .invalidDefinition: "crd-schema-invalid"
        case .tooLarge: "object-too-large"
        case .wrongType, .missingField, .nullValue, .invalidValue: "schema-invalid"
        }
    }
}
