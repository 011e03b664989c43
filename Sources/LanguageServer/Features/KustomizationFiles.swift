import Kustomize
import YAMLDocument

/// The entries of a kustomization that name files and directories.
struct KustomizationFiles {
    /// One entry.
    struct Link {
        /// The node of the name.
        let node: NodeID
        /// Where it leads: a path as runs name it, or the address of something in the network.
        let target: String
        let isRemote: Bool
    }

    private let document: Document
    private let directory: String
    private let tree: FileTree

    /// The entries of a kustomization whose file has that path.
    init(_ document: Document, path: String, in tree: FileTree) {
        (self.document, self.tree) = (document, tree)
        directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    private static let lists: [Key] = [
        "resources", "bases", "components", "crds", "configurations", "generators", "transformers", "validators",
        "patchesStrategicMerge",
    ]

    /// All entries, in the order of the fields.
    func links() -> [Link] {
        var links = Self.lists.flatMap { elements(of: $0).compactMap { link($0) } }
        for field: Key in ["patches", "patchesJson6902", "replacements"] {
            links += elements(of: field).compactMap { document.value(of: $0, "path") }.compactMap { link($0) }
        }
        if let node = document.node(at: "openapi", "path"), let link = link(node) { links.append(link) }
        for generator: Key in ["configMapGenerator", "secretGenerator"] {
            for entry in elements(of: generator) {
                for list: Key in ["files", "envs"] {
                    guard let files = document.value(of: entry, list), document.kind(of: files) == .sequence else { continue }
                    links += document.children(of: files).compactMap { link($0, mayHaveKey: list == "files") }
                }
                if let node = document.value(of: entry, "env"), let link = link(node) { links.append(link) }
            }
        }
        return links
    }

    /// Where the entry of a node leads, if it is a local file.
    func target(of node: NodeID) -> String? { links().first { $0.node == node && !$0.isRemote }?.target }

    private func elements(of field: Key) -> [NodeID] {
        guard let list = document.node(at: field), document.kind(of: list) == .sequence else { return [] }
        return Array(document.children(of: list))
    }

    private func link(_ node: NodeID, mayHaveKey: Bool = false) -> Link? {
        guard document.kind(of: node) == .string else { return nil }
        var text = document.text(of: node)
        if mayHaveKey, let equals = text.firstIndex(of: "=") { text = String(text[text.index(after: equals)...]) }
        // A patch or another document may stand in the place of a name.
        guard !text.isEmpty, !text.contains("\n") else { return nil }
        if text.hasPrefix("https://") { return Link(node: node, target: text, isRemote: true) }
        guard !text.contains("://"), !text.contains("?ref=") else { return nil }
        let path = Self.joined(directory, text)
        switch tree.kind(path) {
        case .file: return Link(node: node, target: path, isRemote: false)
        case .directory:
            let file = Kustomization.fileNames.map { Self.joined(path, $0) }.first { tree.kind($0) == .file }
            return file.map { Link(node: node, target: $0, isRemote: false) }
        case nil: return nil
        }
    }

    /// A path below a directory without `.` and `..`.
    private static func joined(_ directory: String, _ path: String) -> String {
        var parts: [Substring] = []
        for part in (path.hasPrefix("/") ? path : directory + "/" + path).split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        let isAbsolute = path.hasPrefix("/") || directory.hasPrefix("/")
        return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
    }
}
