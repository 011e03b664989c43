import KubernetesModel
import YAMLDocument

/// Objects that have something in common, found without comparing each with each.
struct Groupings {
    private let index: ManifestIndex
    private var bySelector: [String: [Manifest]]?
    private var byAccount: [String: [Manifest]]?
    private var byAnnotation: [String: [String: [Manifest]]] = [:]

    init(_ index: ManifestIndex) { self.index = index }

    /// The Services of a namespace whose selector is that of one of them, itself among them.
    mutating func sameSelector(_ service: Manifest) -> [Manifest] {
        if bySelector == nil {
            var groups: [String: [Manifest]] = [:]
            for candidate in index.all(KindSelector("/Service")) {
                if let key = Self.selectorKey(candidate) { groups[key, default: []].append(candidate) }
            }
            bySelector = groups
        }
        return Self.selectorKey(service).flatMap { bySelector?[$0] } ?? []
    }

    private static func selectorKey(_ service: Manifest) -> String? {
        let labels = service.strings(of: service.node(at: .spec, "selector"))
        guard !labels.isEmpty else { return nil }
        return ([service.namespace] + labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(
            separator: "\u{0}")
    }

    /// The objects whose pods use a service account of a namespace.
    mutating func workloads(ofAccount name: String, in namespace: String) -> [Manifest] {
        if byAccount == nil {
            var groups: [String: [Manifest]] = [:]
            for candidate in index.manifests {
                guard let template = PodTemplatePaths.builtIn.podTemplate(of: candidate) else { continue }
                let document = candidate.document
                let node =
                    document.node(at: .spec, "serviceAccountName", from: template)
                    ?? document.node(at: .spec, "serviceAccount", from: template)
                groups["\(candidate.namespace)/\(node.map(document.text) ?? "default")", default: []].append(candidate)
            }
            byAccount = groups
        }
        return byAccount?["\(namespace)/\(name)"] ?? []
    }

    /// The objects with an annotation whose value, a list with commas, has an element.
    mutating func annotated(_ key: String, with element: String) -> [Manifest] {
        if byAnnotation[key] == nil {
            var groups: [String: [Manifest]] = [:]
            for candidate in index.manifests {
                guard let node = candidate.node(at: .metadata, .annotations, Key(key)) else { continue }
                let words = candidate.document.text(of: node).split { $0 == "," || $0 == " " }
                for word in Set(words) { groups[String(word), default: []].append(candidate) }
            }
            byAnnotation[key] = groups
        }
        return byAnnotation[key]?[element] ?? []
    }
}
