/// The objects of an index that make pods, found by the labels of their pods without trying each of them.
final class PodIndex: Sendable {
    /// An object that makes pods, and what their labels are.
    struct Entry: Sendable {
        /// Its place in the index.
        let manifest: Int
        let namespace: String
        let labels: [String: String]
    }

    private struct Label: Hashable, Sendable {
        let key: String
        let value: String
    }

    /// In the order of the index.
    let entries: [Entry]
    private let byLabel: [Label: [Int]]

    init(_ manifests: [Manifest], _ podTemplates: PodTemplatePaths) {
        var entries: [Entry] = []
        var byLabel: [Label: [Int]] = [:]
        for (place, manifest) in manifests.enumerated() {
            guard let labels = manifest.podLabels(podTemplates) else { continue }
            for (key, value) in labels { byLabel[Label(key: key, value: value), default: []].append(entries.count) }
            entries.append(Entry(manifest: place, namespace: manifest.namespace, labels: labels))
        }
        (self.entries, self.byLabel) = (entries, byLabel)
    }

    /// The places of the objects whose pods a selector selects in a namespace, in their order. Namespaces that are not written match any.
    func owners(inNamespace namespace: String, matching selector: LabelSelector) -> [Int] {
        func isMeant(_ entry: Entry) -> Bool {
            (namespace.isEmpty || entry.namespace.isEmpty || entry.namespace == namespace)
                && selector.matchesSomePod(entry.labels)
        }
        // The rarest label that the selector asks for leaves the fewest to try. Ordinals have many values, of which one is indexed.
        var candidates: [Int]?
        for case .isIn(let key, let values) in selector.requirements
        where values.count == 1 && key != PodOrdinal.name && key != PodOrdinal.index {
            let found = values.first.flatMap { byLabel[Label(key: key, value: $0)] } ?? []
            if found.count < candidates?.count ?? .max { candidates = found }
        }
        guard let candidates else { return entries.lazy.filter(isMeant).map(\.manifest) }
        return candidates.lazy.map { [entries] in entries[$0] }.filter(isMeant).map(\.manifest)
    }
}
