public import YAMLDocument

/// A label selector: what labels have to be.
public struct LabelSelector: Sendable {
    /// One condition on a label.
    public enum Requirement: Hashable, Sendable {
        /// The label has one of these values.
        case isIn(String, Set<String>)
        /// The label is absent or has none of these values.
        case isNotIn(String, Set<String>)
        /// The label is there.
        case exists(String)
        /// The label is not there.
        case isAbsent(String)
    }

    /// All of them must hold. None matches everything.
    public let requirements: [Requirement]

    private init(_ requirements: [Requirement]) { self.requirements = requirements }

    /// Labels that must have these values.
    public init(equal labels: [String: String]) {
        requirements = labels.sorted { $0.key < $1.key }.map { .isIn($0.key, [$0.value]) }
    }

    /// Reads a selector of an object: a mapping of labels, or one with `matchLabels` and `matchExpressions`; nil if it is neither, or
    /// has an operator that does not exist.
    public init?(_ node: NodeID, in document: Document) {
        guard document.kind(of: node) == .mapping else { return nil }
        let labels = document.value(of: node, .matchLabels)
        let expressions = document.value(of: node, .matchExpressions)
        func strings(_ mapping: NodeID) -> [String: String] {
            var result: [String: String] = [:]
            for entry in document.children(of: mapping) where document.kind(of: entry).isScalar {
                result[document.key(of: entry) ?? ""] = document.text(of: entry)
            }
            return result
        }
        if labels == nil, expressions == nil {
            self.init(equal: strings(node))
            return
        }
        var requirements = LabelSelector(equal: labels.map(strings) ?? [:]).requirements
        if let expressions {
            for expression in document.children(of: expressions) {
                guard let requirement = Self.requirement(expression, in: document) else { return nil }
                requirements.append(requirement)
            }
        }
        self.init(requirements)
    }

    private static func requirement(_ node: NodeID, in document: Document) -> Requirement? {
        guard let key = document.value(of: node, .key).map(document.text),
            let relation = document.value(of: node, .operator).map(document.text)
        else { return nil }
        let values = document.value(of: node, .values).map { Set(document.children(of: $0).map(document.text)) } ?? []
        switch relation {
        case "In": return .isIn(key, values)
        case "NotIn": return .isNotIn(key, values)
        case "Exists": return .exists(key)
        case "DoesNotExist": return .isAbsent(key)
        default: return nil
        }
    }

    /// Whether it asks for values that are filled in later.
    public var hasUnknownValues: Bool {
        requirements.contains { requirement in
            switch requirement {
            case .isIn(_, let values), .isNotIn(_, let values): values.contains(where: UnknownValues.hasVariable)
            case .exists, .isAbsent: false
            }
        }
    }

    /// Whether an object with these labels is selected.
    public func matches(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { requirement in
            switch requirement {
            case .isIn(let key, let values): labels[key].map(values.contains) ?? false
            case .isNotIn(let key, let values): labels[key].map { !values.contains($0) } ?? true
            case .exists(let key): labels[key] != nil
            case .isAbsent(let key): labels[key] == nil
            }
        }
    }
}

extension Document {
    /// Whether a mapping of labels has what a selector of labels alone asks for, without making texts of them; nil if the selector has
    /// `matchExpressions`, or is none. Both may lie in different documents.
    public func satisfies(_ selector: NodeID, of other: Document, labels: NodeID) -> Bool? {
        guard other.kind(of: selector) == .mapping, other.value(of: selector, .matchExpressions) == nil else { return nil }
        let wanted = other.value(of: selector, .matchLabels) ?? selector
        for entry in other.children(of: wanted) where other.kind(of: entry).isScalar {
            let key = KeyBytes(hash: other.keyHash(of: entry), utf8: other.keyUTF8(of: entry))
            guard let label = value(of: labels, key), kind(of: label).isScalar,
                utf8(of: label).hasSameBytes(as: other.utf8(of: entry))
            else { return false }
        }
        return true
    }
}
