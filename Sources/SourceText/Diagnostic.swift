/// What is said when input cannot be read, built or checked. It cannot be suppressed.
public struct Diagnostic: Error, Hashable, Sendable {
    /// How bad it is.
    public enum Severity: String, Hashable, Sendable {
        /// Something could not be done.
        case error
        /// Something was done, but probably not as meant.
        case warning
        /// Something worth knowing.
        case note
    }

    /// How bad it is.
    public let severity: Severity
    /// What is wrong and what would be right, without a full stop.
    public let message: String
    /// Where it is; nil if it is about the run as a whole.
    public let span: Span?
    /// What the module that found it calls such a problem: the id of the built-in rule that reports it, `yaml-syntax`
    /// say; nil if no rule does.
    public let code: String?
    /// Other places that explain it, each with a message of its own.
    public let related: [Located<String>]

    /// A diagnostic with all its parts.
    public init(
        _ severity: Severity, _ message: String, at span: Span?, code: String? = nil, related: [Located<String>] = []
    ) {
        (self.severity, self.message, self.span, self.code, self.related) = (severity, message, span, code, related)
    }

    /// An error at a place.
    public static func error(
        _ message: String, at span: Span?, code: String? = nil, related: [Located<String>] = []
    ) -> Diagnostic {
        Diagnostic(.error, message, at: span, code: code, related: related)
    }

    /// A warning at a place.
    public static func warning(
        _ message: String, at span: Span?, code: String? = nil, related: [Located<String>] = []
    ) -> Diagnostic {
        Diagnostic(.warning, message, at: span, code: code, related: related)
    }
}
