import YAMLDocument

extension Manifest {
    /// The labels of the pods that this object makes: those of its template and those that its controller adds; nil if it makes none.
    public func podLabels(_ podTemplates: PodTemplatePaths = .builtIn) -> [String: String]? {
        guard let template = podTemplates.podTemplate(of: self) else { return nil }
        var labels = strings(of: document.node(at: [.metadata, .labels], from: template))
        switch type.kind {
        case "StatefulSet":
            labels[PodOrdinal.name] = name + "-0"
            labels[PodOrdinal.index] = "0"
        case "Job":
            labels["job-name"] = name
            labels["batch.kubernetes.io/job-name"] = name
        default: break
        }
        return labels
    }
}

/// The labels by which each pod of a StatefulSet is known.
enum PodOrdinal {
    static let name = "statefulset.kubernetes.io/pod-name"
    static let index = "apps.kubernetes.io/pod-index"

    /// Whether a key is one of them.
    static func isOne(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        key.count >= index.utf8.count && (key.elementsEqual(name.utf8) || key.elementsEqual(index.utf8))
    }
}

extension LabelSelector {
    /// Whether some pod of a StatefulSet is selected: the selector may name any of its ordinals.
    ///
    /// - Parameter labels: those of the pod with the ordinal 0.
    package func matchesSomePod(_ labels: [String: String]) -> Bool {
        if matches(labels) { return true }
        guard let first = labels[PodOrdinal.name] else { return false }
        for case .isIn(let key, let values) in requirements where key == PodOrdinal.name || key == PodOrdinal.index {
            for value in values {
                let ordinal = key == PodOrdinal.name ? value.dropFirst(first.utf8.count - 1) : value[...]
                guard key == PodOrdinal.index || value.hasPrefix(first.dropLast()), !ordinal.isEmpty,
                    ordinal.allSatisfy(\.isNumber)
                else { continue }
                var labels = labels
                labels[PodOrdinal.name] = String(first.dropLast()) + ordinal
                labels[PodOrdinal.index] = String(ordinal)
                if matches(labels) { return true }
            }
        }
        return false
    }
}
