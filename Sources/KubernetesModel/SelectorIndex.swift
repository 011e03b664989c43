import YAMLDocument

/// Objects that select pods by labels, such as Services, found by the labels of a pod without trying each of them.
public struct SelectorIndex: Sendable {
    private struct Entry: Sendable {
        let manifest: Manifest
        let selector: LabelSelector
    }

    private struct Label: Hashable, Sendable {
        let key: String
        let value: String
    }

    /// Those that ask for one value of a label, by that label.
    private var byLabel: [Label: [Entry]] = [:]
    /// The others, which are few: empty selectors, and those with expressions alone.
    private var others: [Entry] = []

    /// Indexes objects by a selector that is read from each; those that select nothing are left out.
    public init(_ manifests: [Manifest]) {
        for manifest in manifests {
            guard let selector = Self.selector(of: manifest) else { continue }
            let entry = Entry(manifest: manifest, selector: selector)
            if let label = Self.neededLabel(selector) {
                byLabel[label, default: []].append(entry)
            } else {
                others.append(entry)
            }
        }
    }

    /// `spec.selector` or `spec.podSelector`. An empty selector of a Service selects nothing, of other kinds everything.
    private static func selector(of manifest: Manifest) -> LabelSelector? {
        guard let node = manifest.node(at: .spec, "selector") ?? manifest.node(at: .spec, "podSelector"),
            let selector = LabelSelector(node, in: manifest.document)
        else { return nil }
        let isService = manifest.type.groupKind == GroupKind(group: "", kind: "Service")
        return isService && selector.requirements.isEmpty ? nil : selector
    }

    private static func neededLabel(_ selector: LabelSelector) -> Label? {
        for case .isIn(let key, let values) in selector.requirements where values.count == 1 {
            if key == PodOrdinal.name || key == PodOrdinal.index { continue }
            return values.first.map { Label(key: key, value: $0) }
        }
        return nil
    }

    /// The objects that select pods with some labels in a namespace. A namespace that is not written matches any.
    public func selecting(_ labels: [String: String], inNamespace namespace: String) -> [Manifest] {
        var found = others
        for (key, value) in labels.sorted(by: { $0.key < $1.key }) { found += byLabel[Label(key: key, value: value)] ?? [] }
        return found.lazy.filter { entry in
            let home = entry.manifest.namespace
            return (home.isEmpty || namespace.isEmpty || home == namespace) && entry.selector.matchesSomePod(labels)
        }.map(\.manifest)
    }
}
