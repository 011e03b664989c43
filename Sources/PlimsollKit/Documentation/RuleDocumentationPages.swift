import Kustomize
public import Policy

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What `plimsoll docs` writes: `rules/ID.md`, `rules/README.md`, `peers/TOOL.md`, and the schemas of the program's own files.
public struct RuleDocumentationPages: Sendable {
    /// The text of each page by its path below the directory of the documentation.
    public let pages: [String: String]

    /// The pages of all rules of a library.
    public init(_ library: RuleLibrary) {
        var pages: [String: String] = [:]
        for rule in library.rules {
            guard let documentation = library.documentation(of: rule.id) else { continue }
            pages["rules/\(rule.id).md"] = RulePage(rule: rule, documentation: documentation).text()
        }
        let peers = PeerPage.all(of: library)
        for peer in peers { pages["peers/\(peer.tool).md"] = peer.text() }
        pages["rules/README.md"] = Self.index(library.rules, peers: peers)
        for name in FileSchemas.names { pages["schemas/\(FileSchemas.fileName(name))"] = FileSchemas.text(name) }
        self.pages = pages
    }

    private static func index(_ rules: [Rule], peers: [PeerPage]) -> String {
        var text = "# The rules\n\n<!-- Made from the rule files by 'plimsoll docs'. -->\n\n"
        let categories = Dictionary(grouping: rules, by: \.category).sorted { $0.key < $1.key }
        text += "\(rules.count) rules in \(categories.count) categories: "
        text += categories.map { "[\($0.key)](#\($0.key)) (\($0.value.count))" }.joined(separator: ", ") + ".\n\n"
        text += "`plimsoll rule ID` prints the same. Rules marked with * are in the profile `default`.\n"
        for (category, rules) in categories {
            text += "\n## \(category)\n\n| rule | severity | what is found |\n|---|---|---|\n"
            for rule in rules {
                let mark = rule.profiles.contains("default") ? " *" : ""
                text += "| [\(rule.id)](\(rule.id).md)\(mark) | \(rule.severity.rawValue) | \(Markdown.cell(rule.title)) |\n"
            }
        }
        guard !peers.isEmpty else { return text }
        text += "\n## Coming from another tool\n\nThese tables lead from the checks of other tools to the rules here:\n\n"
        text += peers.map { "[\($0.tool)](../peers/\($0.tool).md) (\($0.rules.count))" }.joined(separator: ", ") + ".\n"
        return text
    }

    /// The pages that a directory lacks or has otherwise, and those that it has too many, sorted.
    public func stale(in directory: String) -> [String] {
        let tree = FileTree.disk()
        let different = pages.filter { tree.read("\(directory)/\($0.key)") != Array($0.value.utf8) }.map(\.key)
        return (different + surplus(in: directory, tree)).sorted()
    }

    /// Writes the pages, and removes those of rules that are gone; nil if all is well, else the path that could not be written.
    public func write(to directory: String) -> String? {
        for name in ["", "/rules", "/peers", "/schemas"] { mkdir(directory + name, 0o755) }
        for (path, text) in pages.sorted(by: { $0.key < $1.key }) {
            let path = "\(directory)/\(path)"
            guard (try? StandardStreams.write(Array(text.utf8), toFile: path)) != nil else { return path }
        }
        for path in surplus(in: directory, .disk()) { unlink("\(directory)/\(path)") }
        return nil
    }

    /// Pages that were made once and would not be made today; files without the mark of this command are somebody's own.
    private func surplus(in directory: String, _ tree: FileTree) -> [String] {
        let mark = Array("by 'plimsoll docs'".utf8)
        return ["rules", "peers"].flatMap { folder in
            (tree.list("\(directory)/\(folder)") ?? []).filter { $0.hasSuffix(".md") }.map { "\(folder)/\($0)" }
        }.filter { path in
            guard pages[path] == nil, let bytes = tree.read("\(directory)/\(path)") else { return false }
            return bytes.contains(mark)
        }
    }
}
