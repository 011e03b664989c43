public import ValueSyntax
public import YAMLDocument

/// What an expression, or a part of one, comes to.
///
/// Strings, lists and maps of a document stay where they are, as `node`; scalars of other types are read out. A value that has
/// nodes means something only together with the activation that knows their documents.
public enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    /// A string, a list or a map of a document.
    case node(NodeReference)
    case string(String)
    case bytes([UInt8])
    case list(ListValue)
    case map(MapValue)
    case duration(GoDuration)
    case timestamp(Boxed<Timestamp>)
    /// A type, by the name that `type()` shows.
    case type(String)
    case optional(OptionalValue)
    /// A value of a library: a quantity, an IP address.
    case library(Boxed<LibraryValue>)
    /// What cannot be known here: an encrypted value, a variable that is filled in later.
    case unknown
    /// The evaluation failed here.
    case error(Failure)
    /// A variable that is evaluated at its first use.
    case deferred(DeferredValue)
}

/// A node of one of the documents that an activation knows.
public struct NodeReference: Hashable, Sendable {
    /// The number of the document in the activation.
    public let document: UInt32
    /// The node in that document.
    public let node: NodeID

    /// Names a node of an activation's document.
    public init(document: UInt32, node: NodeID) { (self.document, self.node) = (document, node) }
}

/// A value that lies elsewhere, so that `Value` stays small.
public final class Boxed<Content: Sendable>: Sendable {
    /// The value itself.
    public let content: Content

    /// Puts a value elsewhere.
    public init(_ content: Content) { self.content = content }
}

/// A computed list.
public final class ListValue: Sendable {
    /// In order.
    public let elements: [Value]
    /// What makes it equal to another list.
    let kind: ListKind
    /// How much there is to see for who goes through all of it; see `Value.weight`.
    let weight: Int

    /// A list of some values.
    public init(_ elements: [Value], _ kind: ListKind = .ordered) {
        (self.elements, self.kind, weight) = (elements, kind, elements.totalWeight)
    }

    static let empty = ListValue([])
}

/// A value that may be absent.
public final class OptionalValue: Sendable {
    /// The value; nil if it is absent.
    public let content: Value?

    /// An optional with or without a value.
    public init(_ content: Value?) { self.content = content }

    static let none = OptionalValue(nil)
}

/// Why a part of an expression came to no value.
public final class Failure: Sendable {
    /// What is wrong, as facts where a text may never be asked for.
    enum Reason: Sendable {
        case text(String)
        case missingKey(String)
    }

    let reason: Reason
    /// The part that failed, in bytes of the expression; nil until the call that it came from has said.
    let range: Range<Int>?

    /// A failure with a message; the place is added by who called.
    public convenience init(_ message: String) { self.init(.text(message), at: nil) }

    convenience init(_ message: String, at range: Range<Int>?) { self.init(.text(message), at: range) }

    init(_ reason: Reason, at range: Range<Int>?) { (self.reason, self.range) = (reason, range) }

    /// Whether it says that values are of types that nobody thought of.
    public var isOfTypes: Bool {
        if case .text(let text) = reason { text.hasPrefix("no such overload") } else { false }
    }

    /// What is wrong.
    public var message: String {
        switch reason {
        case .text(let text): text
        case .missingKey(let key): "no such key: \(key)"
        }
    }
}

/// A variable's value that is computed when it is first asked for, and then kept.
public final class DeferredValue: Sendable {
    let evaluate: @Sendable (inout Activation) -> Value

    /// A value that a closure computes.
    public init(_ evaluate: @escaping @Sendable (inout Activation) -> Value) { self.evaluate = evaluate }
}

extension Value {
    /// A failure with a message.
    public static func failure(_ message: String) -> Value { .error(Failure(message)) }

    /// A list of some values.
    public static func list(_ elements: [Value]) -> Value { .list(elements.isEmpty ? ListValue.empty : ListValue(elements)) }

    /// A list whose elements belong together in some way.
    public static func list(_ elements: [Value], _ kind: ListKind) -> Value { .list(ListValue(elements, kind)) }

    /// A present optional.
    public static func some(_ value: Value) -> Value { .optional(OptionalValue(value)) }

    /// The absent optional.
    public static var none: Value { .optional(.none) }

    static let noSuchOverload = Value.failure("no such overload")

    /// Whether evaluation goes no further with this value: it is a failure or unknown.
    var isStuck: Bool {
        switch self {
        case .error, .unknown: true
        default: false
        }
    }
}
