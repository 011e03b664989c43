import KubernetesModel

/// The workload whose pods a selector misses by the fewest labels, for the message on a selector that selects nothing.
enum NearMiss {
    /// The end of a message: `; Deployment 'web' has tier=frontend instead of tier=front`. Empty if no workload has any of the labels.
    static func text(_ selector: LabelSelector, namespace: String, in index: ManifestIndex) -> String {
        var best: (manifest: Manifest, differences: [String])?
        for manifest in index.manifests where namespace.isEmpty || manifest.namespace.isEmpty || manifest.namespace == namespace {
            guard let labels = manifest.podLabels() else { continue }
            let differences = selector.requirements.compactMap { difference($0, labels) }
            guard differences.count < selector.requirements.count || isRenamed(selector, labels) else { continue }
            if best.map({ differences.count < $0.differences.count }) ?? true { best = (manifest, differences) }
        }
        guard let best, !best.differences.isEmpty else { return "" }
        return "; \(best.manifest.type.kind) '\(best.manifest.name)' \(best.differences.joined(separator: " and "))"
    }

    /// Whether the only label that is asked for is there with another value that begins or ends alike.
    private static func isRenamed(_ selector: LabelSelector, _ labels: [String: String]) -> Bool {
        guard selector.requirements.count == 1, case .isIn(let key, let values) = selector.requirements[0],
            let label = labels[key],
            let value = values.first, values.count == 1
        else { return false }
        return label.hasPrefix(value) || value.hasPrefix(label) || label.hasSuffix(value) || value.hasSuffix(label)
    }

    private static func difference(_ requirement: LabelSelector.Requirement, _ labels: [String: String]) -> String? {
        switch requirement {
        case .isIn(let key, let values):
            let wanted = values.sorted().map { "\(key)=\($0)" }.joined(separator: " or ")
            guard let label = labels[key] else { return "lacks \(wanted)" }
            return values.contains(label) ? nil : "has \(key)=\(label) instead of \(wanted)"
        case .isNotIn(let key, let values):
            return labels[key].map(values.contains) ?? false ? "has \(key)=\(labels[key] ?? "")" : nil
        case .exists(let key): return labels[key] == nil ? "lacks \(key)" : nil
        case .isAbsent(let key): return labels[key] == nil ? nil : "has \(key)"
        }
    }
}
