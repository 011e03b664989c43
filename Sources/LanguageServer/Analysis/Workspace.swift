import JSON
import Kustomize
public import PlimsollKit
public import Policy
import SourceText

/// What a run needs besides the files: settings and rules.
public struct ServerSettings: Sendable {
    /// What runs are asked to do; the paths do not matter.
    public var options: RunOptions
    /// The rules that there are.
    public var library: RuleLibrary

    /// Settings by their parts.
    public init(options: RunOptions, library: RuleLibrary) { (self.options, self.library) = (options, library) }
}

/// The folder that an editor works in, and the documents that it has open.
struct Workspace: Sendable {
    /// The documents by their path without symbolic links.
    private(set) var documents: [String: OpenDocument] = [:]
    /// The folder as the editor names it, and as it is without symbolic links.
    private var folder: (given: String, real: String)?
    var encoding = PositionEncoding.utf16

    /// What paths are relative to.
    var directory: String { folder?.real ?? FileTree.disk().workingDirectory }

    /// Makes a folder the one that paths are relative to. The first one stays.
    mutating func enter(_ path: String) {
        guard folder == nil, let real = FileTree.disk().resolve(path), FileTree.disk().kind(real) == .directory else { return }
        folder = (path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path, real)
    }

    /// Whether a folder has been chosen.
    var hasFolder: Bool { folder != nil }

    // MARK: Paths

    /// The absolute path without symbolic links of a document; nil for what is no file.
    func path(_ uri: String) -> String? {
        guard let path = FileURI.path(uri), path.hasPrefix("/") else { return nil }
        if let real = FileTree.disk().resolve(path) { return real }
        // A file that has never been saved is where its directory is.
        let parts = path.split(separator: "/")
        let parent = "/" + parts.dropLast().joined(separator: "/")
        return FileTree.disk().resolve(parent).map { ($0 == "/" ? "" : $0) + "/" + (parts.last ?? "") }
    }

    /// A path as runs name it: relative to the folder where it lies in it.
    func shown(_ path: String) -> String {
        path.hasPrefix(directory + "/") ? String(path.dropFirst(directory.count + 1)) : path
    }

    /// The name that the editor has for a path as runs name it.
    func uri(_ shown: String) -> String {
        let path = shown.hasPrefix("/") ? shown : directory + "/" + shown
        if let document = documents[path] { return document.uri }
        guard let folder, path.hasPrefix(folder.real + "/") else { return FileURI.uri(path) }
        return FileURI.uri(folder.given + path.dropFirst(folder.real.count))
    }

    // MARK: Documents

    /// The document at a path as runs name it.
    func document(_ shown: String) -> OpenDocument? {
        documents[shown.hasPrefix("/") ? shown : directory + "/" + shown]
    }

    /// The document of a name with its path as runs name it.
    func document(uri: String) -> (path: String, document: OpenDocument)? {
        guard let path = path(uri), let document = documents[path] else { return nil }
        return (shown(path), document)
    }

    /// Opens a document, or puts another text in its place.
    mutating func open(_ document: OpenDocument) -> String? {
        guard let path = path(document.uri) else { return nil }
        documents[path] = document
        return path
    }

    /// Changes a document.
    ///
    /// - Returns: its path, and whether every change could be understood; nil if it is not open.
    mutating func change(_ uri: String, _ changes: [JSONValue], version: Int) -> (path: String, isUnderstood: Bool)? {
        guard let path = path(uri), documents[path] != nil else { return nil }
        let isUnderstood = documents[path]?.change(changes, version: version) ?? false
        return (path, isUnderstood)
    }

    /// Closes a document: what is on disk counts again.
    mutating func close(_ uri: String) -> String? {
        guard let path = path(uri), documents[path] != nil else { return nil }
        documents[path] = nil
        return path
    }

    /// The files as the editor has them.
    var tree: FileTree { FileTree.disk(at: directory).overlaid(with: texts) }

    /// The texts that runs have to read in place of files.
    var texts: [String: [UInt8]] { documents.mapValues(\.bytes) }
}
