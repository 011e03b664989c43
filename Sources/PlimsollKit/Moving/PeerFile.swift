import SourceText
import YAMLDocument

/// The configuration file of another tool, with what the readers of them all need.
struct PeerFile {
    let file: SourceFile
    let document: Document

    /// Reads a file.
    ///
    /// - Throws: why it is none, with the place.
    init(_ path: String, _ bytes: [UInt8]) throws(RenderFailure) {
        file = SourceFile(id: .init(0), path: path, bytes: bytes)
        let parsed = LibYAMLParser.parse(file)
        guard parsed.diagnostics.isEmpty else {
            let file = file
            throw RenderFailure(
                message: parsed.diagnostics.map { DiagnosticText.line($0) { _ in file } }.joined(separator: "\n"))
        }
        guard let document = parsed.documents.first, document.kind(of: document.root) == .mapping else {
            throw RenderFailure(message: "\(path):1: this is no configuration: a mapping is expected")
        }
        self.document = document
    }

    /// The line of a node, or of its key.
    func line(of node: NodeID) -> Int {
        file.position(of: (document.keySpan(of: node) ?? document.span(of: node)).lower).line
    }

    /// The entries of a mapping: key and node; empty for what is none.
    func entries(of node: NodeID?) -> [(key: String, node: NodeID)] {
        guard let node, document.kind(of: node) == .mapping else { return [] }
        return document.children(of: node).map { (document.key(of: $0) ?? "", $0) }
    }

    /// The elements of a list, or a value that stands for a list of one.
    func elements(of node: NodeID?) -> [NodeID] {
        guard let node else { return [] }
        switch document.kind(of: node) {
        case .sequence: return Array(document.children(of: node))
        case .null: return []
        default: return [node]
        }
    }

    /// The texts of a list, each with its line.
    func texts(of node: NodeID?) -> [(text: String, line: Int)] {
        elements(of: node).filter { document.kind(of: $0).isScalar }.map { (document.text(of: $0), line(of: $0)) }
    }

    /// Whether a value is the word for yes.
    func isTrue(_ node: NodeID?) -> Bool { node.flatMap(document.bool) ?? false }
}
