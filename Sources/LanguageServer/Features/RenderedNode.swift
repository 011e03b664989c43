import KubernetesModel
import Policy
import SourceText
import YAMLDocument

/// What became of a value of a file in the objects that are deployed.
struct RenderedNode {
    /// The objects that it was judged with.
    let known: KnownUnit
    /// The object that it is part of.
    let manifest: Manifest
    /// The node that stands there now; nil if a step took it out.
    let node: NodeID?
    /// Who wrote what stands there, or took it out.
    let origin: Origin
    /// The value that the file has, which may have been replaced since.
    let source: NodeID

    /// What became of the bytes of a span in the objects of a unit.
    static func all(of span: Span, in known: KnownUnit) -> [RenderedNode] {
        known.unit.index.manifests.flatMap { manifest -> [RenderedNode] in
            let document = manifest.document
            var found: [RenderedNode] = []
            func visit(_ node: NodeID) {
                if let source = history(of: node, in: document).first(where: { document.span(of: $0) == span }) {
                    found.append(
                        RenderedNode(
                            known: known, manifest: manifest, node: node, origin: document.origin(of: node), source: source))
                }
                guard !document.isAlias(node) else { return }
                for child in document.writtenChildren(of: node) { visit(child) }
            }
            visit(manifest.root)
            guard found.isEmpty else { return found }
            for removal in document.removals {
                let source = history(of: removal.removed, in: document).first { document.span(of: $0) == span }
                guard let source else { continue }
                found.append(RenderedNode(known: known, manifest: manifest, node: nil, origin: removal.origin, source: source))
            }
            return found
        }
    }

    /// The node and those that it took the place of, newest first.
    static func history(of node: NodeID, in document: Document) -> [NodeID] {
        Array(sequence(first: node) { document.origin(of: $0).replaced })
    }

    /// The word of the build for what set the value.
    var step: String {
        let number = Int(origin.step.rawValue)
        return number < known.unit.steps.count ? known.unit.steps[number].name : "resources"
    }

    /// Whether the value must not be shown: it is one of a Secret.
    var isSecret: Bool {
        guard manifest.type.kind == "Secret", let node else { return false }
        let path = manifest.document.path(of: node).dropFirst(manifest.document.path(of: manifest.root).count)
        return path.first == .key("data") || path.first == .key("stringData")
    }
}
