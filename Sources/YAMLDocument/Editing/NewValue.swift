/// What an edit puts into a document.
public enum NewValue: Sendable {
    /// A scalar with its type and the style to remember for it.
    case scalar(String, NodeKind, NodeStyle)
    /// An empty mapping.
    case mapping
    /// An empty sequence.
    case sequence
    /// A copy of a node of another document, or of this one, with everything below it. It keeps its own places.
    case node(NodeID, of: Document)

    /// A string.
    public static func string(_ text: String) -> NewValue { .scalar(text, .string, .plain) }
    /// An integer.
    public static func int(_ value: Int) -> NewValue { .scalar(String(value), .int, .plain) }
    /// A boolean.
    public static func bool(_ value: Bool) -> NewValue { .scalar(value ? "true" : "false", .bool, .plain) }
    /// Null.
    public static var null: NewValue { .scalar("null", .null, .plain) }
}
