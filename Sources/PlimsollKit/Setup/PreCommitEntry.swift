import SourceText
import YAMLDocument

/// The entry of `.pre-commit-config.yaml` that runs the installed program, and its place in a file that there is already.
enum PreCommitEntry {
    /// The name of pre-commit's configuration.
    static let fileName = ".pre-commit-config.yaml"

    /// The entry, as lines below `repos:`.
    static let lines = [
        "- repo: local",
        "  hooks:",
        "    - id: plimsoll",
        "      name: plimsoll",
        "      entry: plimsoll check --force-exclude --with-neighbors",
        "      language: system",
        "      files: '(\\.(ya?ml|json)|(^|/)Kustomization)$'",
        "      types: [text]",
        "      require_serial: true",
    ]

    /// A file with nothing but the entry.
    static var file: String {
        "# 'pre-commit install' once, and each commit is checked: https://pre-commit.com\nrepos:\n"
            + lines.map { "  \($0)\n" }.joined()
    }

    /// What adding the entry to a file comes to.
    enum Outcome {
        /// The file with the entry.
        case added([UInt8])
        /// It has one.
        case present
        /// It cannot be added; why.
        case impossible(String)
    }

    /// Adds the entry at the end of `repos`; all bytes that there are stay.
    static func adding(to bytes: [UInt8]) -> Outcome {
        let file = SourceFile(id: .init(0), path: fileName, bytes: bytes)
        let parsed = LibYAMLParser.parse(file)
        guard parsed.diagnostics.isEmpty, parsed.documents.count <= 1 else { return .impossible("it cannot be read") }
        guard let document = parsed.documents.first, document.kind(of: document.root) != .null else {
            return .added(bytes + Array(self.file.utf8))
        }
        guard document.kind(of: document.root) == .mapping else { return .impossible("it is no configuration of pre-commit") }
        let count = document.node(at: "repos").map { document.count(of: $0) } ?? 0
        if let repos = document.node(at: "repos"), hasEntry(repos, document) { return .present }
        guard let result = inserted(into: file, document) else { return .impossible("its 'repos' are not written as a block") }
        let again = LibYAMLParser.parse(SourceFile(id: .init(0), path: fileName, bytes: result))
        let repos = again.documents.first?.node(at: "repos")
        guard again.diagnostics.isEmpty, let repos, again.documents.first?.count(of: repos) == count + 1 else {
            return .impossible("its 'repos' have an unusual form")
        }
        return .added(result)
    }

    private static func hasEntry(_ repos: NodeID, _ document: Document) -> Bool {
        guard document.kind(of: repos) == .sequence else { return false }
        return document.children(of: repos).contains { repo in
            guard let hooks = document.value(of: repo, "hooks"), document.kind(of: hooks) == .sequence else { return false }
            return document.children(of: hooks).contains { hook in
                document.value(of: hook, "id").map { document.text(of: $0).hasPrefix("plimsoll") } ?? false
            }
        }
    }

    private static func inserted(into file: SourceFile, _ document: Document) -> [UInt8]? {
        let bytes = file.bytes
        let lineEnd = bytes.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
        func block(_ margin: String) -> [UInt8] { Array(lines.map { margin + $0 + lineEnd }.joined().utf8) }
        guard let repos = document.node(at: "repos") else {
            let separator = bytes.last == UInt8(ascii: "\n") ? "" : lineEnd
            return bytes + Array("\(separator)repos:\(lineEnd)".utf8) + block("  ")
        }
        let span = document.span(of: repos)
        guard let last = Array(document.children(of: repos)).last, document.kind(of: repos) == .sequence else {
            // `repos: []`, or nothing at all.
            guard let key = document.keySpan(of: repos) else { return nil }
            let isNothing = document.kind(of: repos) == .null || document.kind(of: repos) == .sequence
            guard isNothing else { return nil }
            let end = lineAfter(max(key.upper, span.upper), bytes)
            let line = Array("repos:\(lineEnd)".utf8)
            return Array(bytes[..<Int(key.lower)]) + line + block("  ") + Array(bytes[end...])
        }
        guard document.style(of: repos) == .block else { return nil }
        // The dash of the first entry tells how far the others are indented.
        let start = lineStart(span.lower, bytes)
        let margin = bytes[start...].prefix { $0 == UInt8(ascii: " ") }
        let end = lineAfter(document.span(of: last).upper, bytes)
        let separator = end == bytes.count && bytes.last != UInt8(ascii: "\n") ? Array(lineEnd.utf8) : []
        return Array(bytes[..<end]) + separator + block(String(decoding: margin, as: UTF8.self)) + Array(bytes[end...])
    }

    private static func lineStart(_ offset: UInt32, _ bytes: [UInt8]) -> Int {
        bytes[..<Int(offset)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    }

    private static func lineAfter(_ offset: UInt32, _ bytes: [UInt8]) -> Int {
        // What ends with its line has its line feed in the span, or just before it.
        let from = Int(offset) > 0 && bytes[Int(offset) - 1] == UInt8(ascii: "\n") ? Int(offset) - 1 : Int(offset)
        return bytes[from...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    }
}
