import Kustomize
import Synchronization

/// The files of a commit, read from git's objects; the work tree is not touched. What lies outside the repository, and in its submodules,
/// whose objects it does not have, is read from disk.
final class GitTree: Sendable {
    private enum Entry: Sendable {
        case file(object: String)
        case link(object: String)
        case submodule
    }

    private let git: GitProcess
    private let top: String
    private let entries: [String: Entry]
    private let directories: [String: [String]]
    private let blobs: Mutex<[String: [UInt8]]>
    private let disk = FileTree.disk()

    /// Reads the names of a commit's files, and those files that a walk will ask for.
    ///
    /// - Throws: what git complains of: no repository, no such commit.
    init(_ commit: String, workingDirectory: String) throws(GitFailure) {
        git = GitProcess(directory: workingDirectory)
        top = try git.line(["rev-parse", "--show-toplevel"])
        var entries: [String: Entry] = [:]
        var directories: [String: [String]] = [top: []]
        let listing = try git.run(["ls-tree", "-r", "-z", "--full-tree", commit])
        for record in listing.split(separator: 0) {
            let text = String(decoding: record, as: UTF8.self)
            guard let tab = text.firstIndex(of: "\t") else { continue }
            let fields = text[..<tab].split(separator: " ")
            guard fields.count == 3 else { continue }
            let path = top + "/" + text[text.index(after: tab)...]
            let object = String(fields[2])
            entries[path] =
                fields[0] == "160000" ? .submodule : fields[0] == "120000" ? .link(object: object) : .file(object: object)
            var child = path
            while child != top {
                let parent = FilePath.directory(of: child)
                let isKnown = directories[parent] != nil
                directories[parent, default: []].append(FilePath.name(of: child))
                if isKnown { break }
                child = parent
            }
        }
        (self.entries, self.directories) = (entries, directories)
        let wanted = entries.compactMap { path, entry in
            let name = FilePath.name(of: path)
            switch entry {
            case .file(let object): return DirectoryWalk.isCandidate(name) || name == ".gitignore" ? object : nil
            case .link(let object): return object
            case .submodule: return nil
            }
        }
        blobs = Mutex(try git.blobs(Array(Set(wanted))))
    }

    /// The files as every module reads files.
    var fileTree: FileTree {
        FileTree(
            workingDirectory: disk.workingDirectory, kind: { self.kind($0) }, read: { self.read($0) }, list: { self.list($0) },
            resolve: { self.resolve($0) })
    }

    private func kind(_ path: String) -> FileTree.Kind? {
        guard let path = resolve(path) else { return nil }
        if isElsewhere(path) { return disk.kind(path) }
        return entries[path] != nil ? .file : directories[path] != nil ? .directory : nil
    }

    private func read(_ path: String) -> [UInt8]? {
        guard let path = resolve(path) else { return nil }
        if isElsewhere(path) { return disk.read(path) }
        guard case .file(let object)? = entries[path] else { return nil }
        return blob(object)
    }

    private func list(_ path: String) -> [String]? {
        guard let path = resolve(path) else { return nil }
        return isElsewhere(path) ? disk.list(path) : directories[path]
    }

    /// The path without links, each part looked up in turn.
    private func resolve(_ path: String) -> String? {
        var rest = FilePath.join(disk.workingDirectory, path).split(separator: "/").map { String($0) }[...]
        var resolved = ""
        var links = 0
        while let part = rest.popFirst() {
            let next = resolved + "/" + part
            guard case .link(let object)? = entries[next], let target = blob(object) else {
                resolved = next
                continue
            }
            links += 1
            guard links < 40 else { return nil }
            let text = FilePath.join(resolved.isEmpty ? "/" : resolved, String(decoding: target, as: UTF8.self))
            (resolved, rest) = ("", text.split(separator: "/").map { String($0) }[...] + rest)
        }
        let result = resolved.isEmpty ? "/" : resolved
        if isElsewhere(result) { return disk.resolve(result) }
        return entries[result] != nil || directories[result] != nil ? result : nil
    }

    private func isElsewhere(_ path: String) -> Bool {
        guard FilePath.isInOrBelow(path, top) else { return true }
        var current = path
        while current.count > top.count {
            if case .submodule? = entries[current] { return true }
            current = FilePath.directory(of: current)
        }
        return false
    }

    private func blob(_ object: String) -> [UInt8]? {
        if let known = blobs.withLock({ $0[object] }) { return known }
        guard let bytes = try? git.run(["cat-file", "blob", object]) else { return nil }
        blobs.withLock { $0[object] = bytes }
        return bytes
    }
}

extension GitProcess {
    /// The first line that git prints.
    func line(_ arguments: [String]) throws(GitFailure) -> String {
        String(decoding: try run(arguments).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// The bytes of objects, by their names.
    fileprivate func blobs(_ objects: [String]) throws(GitFailure) -> [String: [UInt8]] {
        guard !objects.isEmpty else { return [:] }
        let output = try run(["cat-file", "--batch"], input: Array((objects.joined(separator: "\n") + "\n").utf8))
        var result: [String: [UInt8]] = [:]
        var rest = output[...]
        // Each object is `NAME blob SIZE`, its bytes, and a line break.
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let header = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
            guard header.count == 3, let size = Int(header[2]), end + 1 + size <= rest.endIndex else {
                rest = rest[(end + 1)...]
                continue
            }
            result[String(header[0])] = Array(rest[(end + 1)..<(end + 1 + size)])
            rest = rest[min(end + 2 + size, rest.endIndex)...]
        }
        return result
    }
}
