import Policy
import SourceText
import YAMLDocument

/// A file as it is on disk, parsed anew so that each node's bytes are exactly where they stand.
struct EditableFile {
    /// A node with its document.
    struct Target {
        let document: Document
        let node: NodeID
    }

    private struct Extent: Hashable {
        let lower: UInt32
        let upper: UInt32
        let kind: NodeKind
    }

    let file: SourceFile
    let documents: [Document]
    let layout: Layout
    private let targets: [Extent: Target]

    init(_ file: SourceFile) {
        self.file = file
        documents = LibYAMLParser.parse(file).documents
        layout = Layout(file, documents)
        var targets: [Extent: Target] = [:]
        func visit(_ node: NodeID, in document: Document) {
            let span = document.span(of: node)
            targets[Extent(lower: span.lower, upper: span.upper, kind: document.kind(of: node))] = Target(
                document: document, node: node)
            guard !document.isAlias(node) else { return }
            for child in document.writtenChildren(of: node) { visit(child, in: document) }
        }
        for document in documents { visit(document.root, in: document) }
        self.targets = targets
    }

    /// The node that a place means.
    ///
    /// - Throws: `computed` if the file does not have it, or has another value there.
    func target(_ place: FixPlace) throws(FixRefusal) -> Target {
        let extent = Extent(lower: place.span.lower, upper: place.span.upper, kind: place.kind)
        guard let target = targets[extent], target.document.text(of: target.node) == place.text else { throw .computed }
        return target
    }
}
