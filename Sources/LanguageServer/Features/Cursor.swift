import KubernetesModel
import Kustomize
import SourceText
import YAMLDocument

/// What stands at a place of an open document.
struct Cursor {
    /// The path of the document, as runs name it.
    let path: String
    /// Its text as it is now.
    let file: SourceFile
    /// The YAML document that the place is in.
    let document: Document
    /// The deepest node whose key or value covers the place.
    let node: NodeID
    /// The byte of the place.
    let offset: UInt32

    /// Finds it; nil where there is no node.
    init?(path: String, bytes: [UInt8], offset: Int) {
        file = SourceFile(id: SourceFile.ID(0), path: path, bytes: bytes)
        self.path = path
        self.offset = UInt32(offset)
        for document in LibYAMLParser.parse(file).documents {
            guard let node = document.node(covering: UInt32(offset)) else { continue }
            (self.document, self.node) = (document, node)
            return
        }
        return nil
    }

    /// Whether the document is a kustomization.
    var isKustomization: Bool {
        Kustomization.isKustomizationFile(path) && group.map { $0.isEmpty || $0 == "kustomize.config.k8s.io" } != false
    }

    private var group: String? {
        document.node(at: "apiVersion").map { GVK(apiVersion: document.text(of: $0), kind: "").group }
    }

    /// The object that the place is in; nil outside of objects.
    var manifest: Manifest? {
        let ancestors = sequence(first: node) { document.parent(of: $0) }
        let manifests = Manifest.all(in: document)
        return ancestors.lazy.compactMap { ancestor in manifests.first { $0.root == ancestor } }.first
    }

    /// The steps from the object, or from the root of the document, to the node.
    var steps: [PathStep] {
        let all = document.path(of: node)
        guard let manifest else { return all }
        return Array(all.dropFirst(document.path(of: manifest.root).count))
    }

    /// The keys of those steps; elements of lists have none.
    var keys: [String] {
        steps.compactMap { step in
            if case .key(let key) = step { return key }
            return nil
        }
    }

    /// The text of the node; nil for collections.
    var text: String? { document.kind(of: node).isScalar ? document.text(of: node) : nil }

    /// The text of a field beside the node, in the same mapping.
    func sibling(_ name: String) -> String? {
        guard let parent = document.parent(of: node), let value = document.value(of: parent, Key(name)) else { return nil }
        return document.kind(of: value).isScalar ? document.text(of: value) : nil
    }

    /// The node's bytes in the file of that path as a run read it; nil if the text has changed since.
    func span(in snapshot: Snapshot) -> Span? {
        guard let file = snapshot.file(at: path), file.bytes == self.file.bytes else { return nil }
        let span = document.span(of: node)
        return Span(file.id, span.lower, span.upper)
    }
}
