import SourceText
import YAMLDocument

/// Reads the files that one kustomization names, and finds the directories that it builds on.
///
/// A file must lie in or below the kustomization's directory after links are followed, unless the restriction is lifted; directories may be
/// anywhere, but not contain one that is being built.
///
/// Source: `api/internal/loader/fileloader.go`.
struct Loader {
    /// The directory of the kustomization, absolute and without links.
    let root: String
    /// The directories that are being built on the way to this one, outermost first.
    let ancestors: [String]
    let session: BuildSession
    let log: BuildLog
    let limit: FileLimit

    /// Where files may lie.
    enum FileLimit {
        /// In or below the directory of the kustomization that names them.
        case ownDirectory
        /// In or below one directory, whichever kustomization names them.
        case below(String)
        case none
    }

    /// Reads a file.
    func load(_ path: Located<String>, field: String) throws(KustomizeError) -> SourceFile {
        let absolute = FilePath.join(root, path.value)
        if path.value.isEmpty { throw Messages.emptyPath(at: path.span) }
        guard let resolved = session.tree.resolve(absolute) else { throw Messages.missingFile(path, absolute) }
        guard session.tree.kind(resolved) == .file else { throw Messages.directoryNotFile(path, absolute) }
        let top: String? =
            switch limit {
            case .ownDirectory: root
            case .below(let directory): directory
            case .none: nil
            }
        if let top, !FilePath.isInOrBelow(FilePath.directory(of: resolved), top) {
            throw Messages.outsideRoot(path, resolved, root)
        }
        guard let file = session.file(at: resolved) else { throw Messages.unreadableFile(path, absolute) }
        log.note(FileRead(path: resolved, file: file.id, entry: path.span, field: field))
        return file
    }

    /// The loader for a directory that this kustomization names.
    func descend(_ path: Located<String>) throws(KustomizeError) -> Loader {
        if path.value.isEmpty { throw Messages.emptyPath(at: path.span) }
        if Self.isRemote(path.value) { throw Messages.remote(path) }
        if path.value.hasPrefix("/") { throw Messages.absoluteDirectory(path) }
        let absolute = FilePath.join(root, path.value)
        guard let resolved = session.tree.resolve(absolute) else { throw Messages.missingDirectory(path, absolute) }
        guard session.tree.kind(resolved) == .directory else { throw Messages.fileNotDirectory(path, resolved) }
        if let visited = (ancestors + [root]).last(where: { FilePath.isInOrBelow($0, resolved) }) {
            throw Messages.cycle(path, candidate: resolved, visited: visited)
        }
        return Loader(root: resolved, ancestors: ancestors + [root], session: session, log: log, limit: limit)
    }

    /// Whether a path names something in the network.
    static func isRemote(_ path: String) -> Bool {
        ["git::", "git@", "github.com/", "github.com:", "gh:"].contains { path.hasPrefix($0) } || path.contains("://")
    }

    private var kustomizationFiles: [String] {
        Kustomization.fileNames.filter { session.tree.kind(FilePath.join(root, $0)) == .file }
    }

    /// Whether the directory has a kustomization file.
    var hasKustomizationFile: Bool { !kustomizationFiles.isEmpty }

    /// The kustomization file in the directory.
    ///
    /// - Parameter entry: where the directory is named; nil for the one that is built.
    func kustomizationFile(askedForAt entry: Span?) throws(KustomizeError) -> SourceFile {
        let present = kustomizationFiles
        guard let name = present.first else { throw Messages.noKustomization(in: root, at: entry) }
        guard present.count == 1 else {
            let second = session.file(at: FilePath.join(root, present[1]))
            throw Messages.severalKustomizations(present, in: root, at: second.map { Span($0.id, 0, 0) } ?? entry)
        }
        let path = session.tree.resolve(FilePath.join(root, name)) ?? FilePath.join(root, name)
        guard let file = session.file(at: path) else { throw Messages.noKustomization(in: root, at: entry) }
        log.note(FileRead(path: path, file: file.id, entry: entry, field: "resources"))
        return file
    }
}
