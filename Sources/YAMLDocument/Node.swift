/// The number of a node in its document. It means nothing without the document, and stays valid for the document's life.
public struct NodeID: Hashable, Comparable, Sendable {
    /// The number: nodes are numbered as they were appended, which for a parsed document is preorder.
    package let raw: UInt32

    /// Names the node with that number.
    package init(_ raw: UInt32) { self.raw = raw }

    public static func < (a: NodeID, b: NodeID) -> Bool { a.raw < b.raw }
}

/// What a node is, and for a scalar the type that its text has.
public enum NodeKind: UInt8, Sendable {
    case null
    case bool
    case int
    case float
    /// A plain date or time; only in documents read with `ScalarTyping.kustomize`. Kubernetes reads it as a string.
    case timestamp
    case string
    case sequence
    case mapping
    /// Stands for another node of the document. Accessors follow it, so that only `Document.isAlias(_:)` tells.
    case alias

    /// Whether a node of this kind has a text and no children.
    public var isScalar: Bool { rawValue <= NodeKind.string.rawValue }
}

/// How a node was written.
public enum NodeStyle: UInt8, Sendable {
    case plain
    case singleQuoted
    case doubleQuoted
    case literal
    case folded
    /// A collection by indentation.
    case block
    /// A collection in brackets or braces.
    case flow
    /// A plain scalar that a build step wrote without saying of which type it is: its type is what the text looks like, also after a
    /// later step has changed the text.
    case untyped

    /// Whether a scalar is a string because of how it was written: in quotes, or as a block.
    public var makesString: Bool {
        switch self {
        case .singleQuoted, .doubleQuoted, .literal, .folded: true
        case .plain, .untyped, .block, .flow: false
        }
    }
}

/// One step from a node to one of its children.
public enum PathStep: Hashable, Sendable {
    case key(String)
    case index(Int)
}

extension Sequence<PathStep> {
    /// The path as people write it: `spec.template.spec.containers[0].image`; keys that hold anything but letters, digits,
    /// `_` and `-` are quoted: `metadata.labels["app.kubernetes.io/name"]`. The empty path is the empty string.
    public var pathDescription: String {
        var result = ""
        for step in self {
            switch step {
            case .index(let index): result += "[\(index)]"
            case .key(let key):
                let isPlain =
                    !key.isEmpty
                    && key.utf8.allSatisfy {
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
                            || $0 == UInt8(ascii: "-")
                    }
                if isPlain {
                    result += result.isEmpty ? key : "." + key
                } else {
                    result += "[\"" + key.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"]"
                }
            }
        }
        return result
    }
}
