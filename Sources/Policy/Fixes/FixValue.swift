public import YAMLDocument

/// What a fix writes: a value that no file holds yet.
public indirect enum FixValue: Hashable, Sendable {
    /// One entry of a mapping.
    public struct Entry: Hashable, Sendable {
        /// The key.
        public let key: String
        /// The value.
        public var value: FixValue

        /// An entry.
        public init(_ key: String, _ value: FixValue) { (self.key, self.value) = (key, value) }
    }

    /// A scalar; only a string may need quotes.
    case scalar(String, NodeKind)
    /// A list.
    case sequence([FixValue])
    /// Entries with different keys, in the order in which they are written.
    case mapping([Entry])

    /// A copy of a node.
    public init(_ node: NodeID, in document: Document) {
        switch document.kind(of: node) {
        case .sequence: self = .sequence(document.children(of: node).map { FixValue($0, in: document) })
        case .mapping:
            self = .mapping(document.children(of: node).map { Entry(document.key(of: $0) ?? "", FixValue($0, in: document)) })
        case let kind: self = .scalar(kind == .null ? "null" : document.text(of: node), kind)
        }
    }

    /// The value below a path of keys.
    public init(_ value: FixValue, below keys: some BidirectionalCollection<String>) {
        self = keys.reversed().reduce(value) { .mapping([Entry($1, $0)]) }
    }

    /// This value and another one in one: the entries of both; nil if they want different things at one place.
    public func merged(with other: FixValue) -> FixValue? {
        if self == other { return self }
        guard case .mapping(var entries) = self, case .mapping(let others) = other else { return nil }
        for entry in others {
            guard let index = entries.firstIndex(where: { $0.key == entry.key }) else {
                entries.append(entry)
                continue
            }
            guard let value = entries[index].value.merged(with: entry.value) else { return nil }
            entries[index].value = value
        }
        return .mapping(entries)
    }
}
