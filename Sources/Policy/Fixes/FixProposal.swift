public import SourceText
public import YAMLDocument

/// Whether a fix may be applied without a second look.
public enum FixSafety: String, CaseIterable, Hashable, Sendable {
    /// What the objects do stays the same, or the API server refused them before.
    case safe
    /// What the objects do changes: somebody should look at it.
    case unsafe
}

/// What would mend a finding, in terms of nodes: no text has been touched yet.
public struct FixProposal: Hashable, Sendable {
    /// One change.
    public enum Change: Hashable, Sendable {
        /// A value is put at the place; keys that are missing on the way are made.
        case set(FixPlace, FixValue)
        /// A value is put at the end of the sequence at the place.
        case append(FixPlace, FixValue)
        /// The entry or element at the place goes.
        case remove(FixPlace)
        /// The entry at the place gets another key.
        case rename(FixPlace, String)
        /// The scalar at the place gets quotes.
        case quote(FixPlace)
        /// Bytes go that are no node: a comment, say.
        case erase(Span)
        /// A field of a kustomization that has a successor is written as that one.
        case modernize(Span)
    }

    /// Whether it may be applied without a second look.
    public let safety: FixSafety
    /// The changes, all of which are made or none.
    public let changes: [Change]
    /// Whether it may be made only if what kustomizations render to stays the same, byte for byte.
    public let keepsRenderings: Bool

    /// A proposal with all its parts.
    public init(_ safety: FixSafety, _ changes: [Change], keepsRenderings: Bool = false) {
        (self.safety, self.changes, self.keepsRenderings) = (safety, changes, keepsRenderings)
    }
}

/// A node as its file has it, and the keys below it that are missing.
///
/// A value of a rendered object is where its base or its patch has it. The file is read again to change it, and the node must be
/// there: with the same bytes, the same type and the same text, or the value was computed and cannot be changed there.
public struct FixPlace: Hashable, Sendable {
    /// The bytes of the value.
    public let span: Span
    /// What it is.
    public let kind: NodeKind
    /// The text of a scalar; empty for a collection.
    public let text: String
    /// The keys that lead on from the node and that are missing.
    public let missing: [String]

    /// The place of a node of a document.
    public init(_ node: NodeID, missing: [String] = [], in document: Document) {
        (span, kind, text) = (document.span(of: node), document.kind(of: node), document.text(of: node))
        self.missing = missing
    }

    /// A node by what is known of it.
    package init(span: Span, kind: NodeKind, text: String, missing: [String] = []) {
        (self.span, self.kind, self.text, self.missing) = (span, kind, text, missing)
    }
}

/// A fix as the bytes that it changes.
public struct Fix: Hashable, Sendable {
    /// Whether it may be applied without a second look.
    public let safety: FixSafety
    /// The changes of files.
    public let edits: [TextEdit]

    /// A fix with its parts.
    public init(_ safety: FixSafety, _ edits: [TextEdit]) { (self.safety, self.edits) = (safety, edits) }
}
