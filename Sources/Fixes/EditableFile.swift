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
        for document in documents {
            visit(document.root, in: document)
            for text in Self.patches(below: document.root, in: document) {
                for inner in Self.documents(in: text, of: file) { visit(inner.root, in: inner) }
            }
        }
        self.targets = targets
    }

    /// The literal texts of a kustomization that are patches.
    private static func patches(below node: NodeID, in document: Document) -> [Span] {
        guard !document.isAlias(node) else { return [] }
        if document.kind(of: node) == .string, document.style(of: node) == .literal {
            let list = document.parent(of: node).flatMap { document.key(of: $0) }
            let isPatch = document.key(of: node) == "patch" || list == "patchesStrategicMerge"
            return isPatch ? [document.span(of: node)] : []
        }
        return document.writtenChildren(of: node).flatMap { patches(below: $0, in: document) }
    }

    /// The documents in a literal text, with their places in the file: all else of the file is blanked for the parser.
    private static func documents(in text: Span, of file: SourceFile) -> [Document] {
        guard let header = file.bytes[text.range].firstIndex(of: UInt8(ascii: "\n")) else { return [] }
        var bytes = file.bytes
        for offset in bytes.indices where offset <= header || offset >= text.range.upperBound {
            if bytes[offset] != UInt8(ascii: "\n") { bytes[offset] = UInt8(ascii: " ") }
        }
        return LibYAMLParser.parse(SourceFile(id: file.id, path: file.path, bytes: bytes)).documents
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
