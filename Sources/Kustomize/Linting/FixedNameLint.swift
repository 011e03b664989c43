import KubernetesModel
import SourceText
import YAMLDocument

/// `kustomize-hash-disabled`: generated objects without a hash in the name that workloads use, so that a change starts no rollout.
struct FixedNameLint {
    let references: [TransformerConfiguration.NameReference]

    private static let workloads: Set<String> = ["Deployment", "StatefulSet", "DaemonSet"]

    /// Says where the hash was switched off, for each object that somebody uses.
    func report(_ resources: [Resource], to log: BuildLog) {
        for resource in resources {
            guard let place = resource.fixedName, let user = user(of: resource, in: resources) else { continue }
            log.warn(
                "\(resource.id.gvk.kind) '\(resource.id.name)' keeps its name when it changes, so \(user.id.gvk.kind) '\(user.id.name)' is not rolled out",
                at: place, code: "kustomize-hash-disabled")
        }
    }

    /// A workload that reads the object and has no other way to notice a change.
    private func user(of resource: Resource, in all: [Resource]) -> Resource? {
        let specs = references.filter { $0.target.selects(resource.id.gvk) }.flatMap(\.referrers)
        return all.first { other in
            guard Self.workloads.contains(other.id.gvk.kind), other.id.effectiveNamespace == resource.id.effectiveNamespace,
                !other.document.hasReloader
            else { return false }
            var document = other.document
            let origin = Origin(span: document.span, step: .reading)
            return specs.contains { spec in
                spec.gvk.selects(other.id.gvk) && spec.exists(in: document)
                    && spec.nodes(in: &document, making: nil, origin: origin).contains {
                        document.text(of: $0) == resource.id.name
                    }
            }
        }
    }
}

extension Document {
    /// Whether annotations of a workload make it start anew when its configuration changes.
    fileprivate var hasReloader: Bool {
        func has(_ path: [Key], _ word: String) -> Bool {
            guard let annotations = node(at: path) else { return false }
            return children(of: annotations).contains { (key(of: $0) ?? "").contains(word) }
        }
        return has(["spec", "template", "metadata", "annotations"], "checksum") || has(["metadata", "annotations"], "reloader")
            || has(["spec", "template", "metadata", "annotations"], "hash")
    }
}
