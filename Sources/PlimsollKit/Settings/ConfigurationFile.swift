import FileForms
import Kustomize
import Policy
import SourceText
import YAMLDocument

/// One configuration file, of the right form.
struct ConfigurationFile: Sendable {
    /// Its absolute path, by which it was found; its paths are relative to where that is.
    let path: String
    /// The same without symbolic links.
    let realPath: String
    /// Its text, under the path that people see.
    let file: SourceFile
    /// What it says; nil if it is empty.
    let document: Document?
}

/// Reads a configuration file and those that it extends.
struct ConfigurationLoader {
    private let tree: FileTree
    /// The files, those that are extended before those that extend them, each once.
    private(set) var files: [ConfigurationFile] = []
    /// The files that are being read: each extends the next one.
    private var chain: [ConfigurationFile] = []

    init(_ tree: FileTree) { self.tree = tree }

    /// Reads a file.
    ///
    /// - Throws: what is wrong with it, or with one that it extends, with the places.
    mutating func load(_ path: String) throws(RenderFailure) {
        let absolute = FilePath.join(tree.workingDirectory, path)
        guard tree.kind(absolute) == .file, let bytes = tree.read(absolute), let real = tree.resolve(absolute) else {
            throw RenderFailure(message: "cannot read the configuration '\(path)'")
        }
        try add(real, seenAt: absolute, bytes)
    }

    private mutating func add(_ real: String, seenAt path: String, _ bytes: [UInt8]) throws(RenderFailure) {
        let shown = FilePath.relative(path, to: tree.workingDirectory)
        let number = SourceFile.ID(UInt32(files.count + chain.count))
        let file = SourceFile(id: number, path: shown, bytes: bytes)
        let parsed = LibYAMLParser.parse(file)
        var problems = parsed.diagnostics
        if parsed.documents.count > 1 {
            problems.append(.error("a configuration is one document; another one starts here", at: parsed.documents[1].span))
        }
        let document = parsed.documents.first
        if problems.isEmpty, let document { problems = FormCheck.problems(in: document, ConfigurationForm.file) }
        guard problems.isEmpty else { throw Self.failure(problems, in: file) }
        if let document { problems = missingPaths(document, in: FilePath.directory(of: path)) }
        guard problems.isEmpty else { throw Self.failure(problems, in: file) }
        let configuration = ConfigurationFile(path: path, realPath: real, file: file, document: document)
        chain.append(configuration)
        if let document, let list = document.node(at: "extend") {
            let entries = document.kind(of: list) == .sequence ? Array(document.children(of: list)) : [list]
            for entry in entries where document.kind(of: entry) != .null {
                try extend(document.text(of: entry), at: document.span(of: entry), of: file, path)
            }
        }
        chain.removeLast()
        files.append(configuration)
    }

    /// What the file names beside itself, and is not there.
    private func missingPaths(_ document: Document, in directory: String) -> [Diagnostic] {
        (["rules", "crds", "policies"] as [Key]).flatMap { key -> [Diagnostic] in
            guard let list = document.value(of: document.root, key) else { return [] }
            let entries = document.kind(of: list) == .sequence ? Array(document.children(of: list)) : [list]
            return entries.compactMap { entry in
                let path = document.text(of: entry)
                guard document.kind(of: entry) != .null, tree.kind(FilePath.join(directory, path)) == nil else { return nil }
                return .error(
                    "no such file or directory: '\(path)'; '\(key.text)' names paths relative to this file",
                    at: document.span(of: entry))
            }
        }
    }

    private mutating func extend(
        _ entry: String, at span: Span, of file: SourceFile, _ path: String
    ) throws(RenderFailure) {
        let target = FilePath.join(FilePath.directory(of: path), entry)
        if entry.contains("://") {
            throw Self.failure([.error("'\(entry)' is remote; 'extend' names files on disk", at: span)], in: file)
        }
        switch tree.kind(target) {
        case nil:
            throw Self.failure(
                [.error("there is no file '\(entry)'; 'extend' names files relative to this one", at: span)], in: file)
        case .directory:
            throw Self.failure([.error("'\(entry)' is a directory; 'extend' names configuration files", at: span)], in: file)
        case .file: break
        }
        guard let real = tree.resolve(target), let bytes = tree.read(target) else {
            throw Self.failure([.error("cannot read '\(entry)'", at: span)], in: file)
        }
        if let start = chain.firstIndex(where: { $0.realPath == real }) {
            let circle = (chain[start...] + [chain[start]]).map { "'\($0.file.path)'" }.joined(separator: " extends ")
            throw Self.failure([.error("'extend' leads in a circle: \(circle)", at: span)], in: file)
        }
        // What two files extend counts once, where it was first.
        guard !files.contains(where: { $0.realPath == real }) else { return }
        try add(real, seenAt: target, bytes)
    }

    private static func failure(_ problems: [Diagnostic], in file: SourceFile) -> RenderFailure {
        RenderFailure(message: problems.map { DiagnosticText.line($0) { _ in file } }.joined(separator: "\n"))
    }
}
