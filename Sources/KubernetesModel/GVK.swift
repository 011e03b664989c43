/// The group, version and kind of an object.
public struct GVK: Hashable, Sendable {
    /// The API group; empty for the core group.
    public let group: String
    /// The version, `v1`.
    public let version: String
    /// The kind, `Deployment`.
    public let kind: String

    /// A type by its three parts.
    public init(group: String, version: String, kind: String) {
        (self.group, self.version, self.kind) = (group, version, kind)
    }

    /// A type as an object names it: `apps/v1` or `v1`, and the kind.
    public init(apiVersion: String, kind: String) {
        guard let slash = apiVersion.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            self.init(group: "", version: apiVersion, kind: kind)
            return
        }
        self.init(
            group: String(apiVersion[..<slash]), version: String(apiVersion[apiVersion.utf8.index(after: slash)...]), kind: kind)
    }

    /// The type without its version.
    public var groupKind: GroupKind { GroupKind(group: group, kind: kind) }
}

/// A kind in its group, whatever the version.
public struct GroupKind: Hashable, Sendable {
    /// The API group; empty for the core group.
    public let group: String
    /// The kind.
    public let kind: String

    /// A kind in a group.
    public init(group: String, kind: String) { (self.group, self.kind) = (group, kind) }
}

/// What a rule or a look-up says of a type: a kind, in one group or in any.
public struct KindSelector: Hashable, Sendable {
    /// The group; nil for any.
    public let group: String?
    /// The kind.
    public let kind: String

    /// Reads `Deployment` or `apps/Deployment`.
    public init(_ text: String) {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else {
            (group, kind) = (nil, text)
            return
        }
        (group, kind) = (String(text[..<slash]), String(text[text.index(after: slash)...]))
    }

    /// Whether an object of that type is meant.
    public func matches(_ type: GVK) -> Bool { kind == type.kind && (group == nil || group == type.group) }
}
