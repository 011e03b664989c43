import YAMLDocument

/// The objects of an index that make pods, found by the labels of their pods without trying each of them.
final class PodIndex: Sendable {
    /// An object that makes pods, and what their labels are.
    struct Entry: Sendable {
        /// Its place in the index.
        let manifest: Int
        let namespace: String
        let labels: [String: String]
        /// The mapping of those that the object writes, in its document; nil where its controller may write others over them.
        let written: NodeID?
        let document: Document
    }

    /// In the order of the index.
    let entries: [Entry]
    /// By the hash of a label, the places of the entries that have it, or another one with the same hash.
    private let byLabel: [UInt64: [Int]]

    init(_ manifests: [Manifest], _ podTemplates: PodTemplatePaths) {
        var entries: [Entry] = []
        var byLabel: [UInt64: [Int]] = [:]
        for (place, manifest) in manifests.enumerated() {
            guard let labels = manifest.podLabels(podTemplates), let template = podTemplates.podTemplate(of: manifest) else {
                continue
            }
            for (key, value) in labels { byLabel[Self.hash(key, value), default: []].append(entries.count) }
            entries.append(
                Entry(
                    manifest: place, namespace: manifest.namespace, labels: labels,
                    written: manifest.type.kind == "Job"
                        ? nil : manifest.document.node(at: [.metadata, .labels], from: template),
                    document: manifest.document))
        }
        (self.entries, self.byLabel) = (entries, byLabel)
    }

    private static func hash(_ key: String, _ value: String) -> UInt64 {
        UInt64(Key(key).hash) << 32 | UInt64(Key(value).hash)
    }

    /// The same for a selector that asks for labels alone, as a mapping of a document has it, without making texts of it; nil for others.
    func owners(inNamespace namespace: String, matching selector: NodeID, of document: Document) -> [Int]? {
        guard document.kind(of: selector) == .mapping, document.value(of: selector, .matchExpressions) == nil else { return nil }
        let wanted = document.value(of: selector, .matchLabels) ?? selector
        var candidates: [Int]?
        for label in document.children(of: wanted) where document.kind(of: label).isScalar {
            let key = document.keyUTF8(of: label)
            if PodOrdinal.isOne(key) { return nil }
            let hash = UInt64(document.keyHash(of: label)) << 32 | UInt64(Key.hash(of: document.utf8(of: label)))
            let found = byLabel[hash] ?? []
            if found.count < candidates?.count ?? .max { candidates = found }
        }
        return candidates?.filter { place in
            let entry = entries[place]
            guard namespace.isEmpty || entry.namespace.isEmpty || entry.namespace == namespace else { return false }
            if let written = entry.written,
                entry.document.satisfies(selector, of: document, labels: written) == true
            {
                return true
            }
            // Some labels are the controller's.
            return LabelSelector(selector, in: document)?.matchesSomePod(entry.labels) ?? false
        }.map { entries[$0].manifest }
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
            let found = values.first.flatMap { byLabel[Self.hash(key, $0)] } ?? []
            if found.count < candidates?.count ?? .max { candidates = found }
        }
        guard let candidates else { return entries.lazy.filter(isMeant).map(\.manifest) }
        return candidates.lazy.map { [entries] in entries[$0] }.filter(isMeant).map(\.manifest)
    }
}
