import Kustomize

/// The git repository that a directory is in, as its own files tell it; no program is run.
struct Repository: Sendable {
    /// The directory of the working tree, absolute.
    let root: String
    /// The directory with git's files, absolute.
    let gitDirectory: String
    let tree: FileTree

    /// The repository of the nearest parent that has a `.git`; nil if there is none.
    init?(around directory: String, tree: FileTree) {
        var current = FilePath.join(tree.workingDirectory, directory)
        while tree.kind(current + "/.git") == nil {
            guard current != "/" else { return nil }
            current = FilePath.directory(of: current)
        }
        (root, self.tree) = (current, tree)
        gitDirectory = Self.gitDirectory(of: current, tree)
    }

    /// In other working trees and submodules `.git` is a file that names the directory.
    private static func gitDirectory(of root: String, _ tree: FileTree) -> String {
        let path = FilePath.join(root, ".git")
        guard let bytes = tree.read(path) else { return path }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let target = text.split(whereSeparator: \.isNewline).first, target.hasPrefix("gitdir: ") else { return path }
        return FilePath.join(root, String(target.dropFirst("gitdir: ".count)))
    }

    /// The URLs of the remotes, normalized; empty if there are none.
    var remotes: Set<String> {
        // The configuration of another working tree is that of the main one.
        let common = tree.read(gitDirectory + "/commondir").map {
            FilePath.join(gitDirectory, String(decoding: $0, as: UTF8.self).filter { !$0.isNewline })
        }
        guard let bytes = tree.read((common ?? gitDirectory) + "/config") else { return [] }
        var found: Set<String> = []
        var isRemote = false
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let line = line.drop { $0 == " " || $0 == "\t" }
            if line.hasPrefix("[") {
                isRemote = line.hasPrefix("[remote ")
            } else if isRemote, line.hasPrefix("url"), let equals = line.firstIndex(of: "=") {
                found.insert(Self.normalized(String(line[line.index(after: equals)...].drop { $0 == " " })))
            }
        }
        return found
    }

    /// A URL without what may differ though the repository is the same: scheme, user, `.git`, case.
    static func normalized(_ url: String) -> String {
        var rest = url.lowercased()[...]
        if let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...]
        } else if let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/") {
            // host:path, as ssh has it.
            rest = rest[..<colon] + "/" + rest[rest.index(after: colon)...]
        }
        if let at = rest.firstIndex(of: "@"), !rest[..<at].contains("/") { rest = rest[rest.index(after: at)...] }
        while rest.hasSuffix("/") { rest = rest.dropLast() }
        if rest.hasSuffix(".git") { rest = rest.dropLast(4) }
        return String(rest)
    }
}
