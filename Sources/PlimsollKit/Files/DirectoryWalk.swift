import Kustomize

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Finds the files that may hold manifests: `*.yaml`, `*.yml`, `*.json` and `Kustomization`.
///
/// `.gitignore` is respected, hidden directories are left out, and symbolic links are not followed out of the directory that the walk
/// starts at. Files come sorted by path, so that everything after the walk is deterministic.
struct DirectoryWalk {
    /// Patterns of the configuration and the command line.
    let excluded: [PathPattern]
    /// What the paths of files are relative to.
    let workingDirectory: String
    /// Where the files are, if not on disk.
    let tree: FileTree?
    /// The files found, as paths relative to the working directory where the start is.
    private(set) var files: [String] = []
    /// Directories that could not be read.
    private(set) var unreadable: [String] = []
    /// Whether what is skipped is written down.
    var tellsSkipped = false
    /// What patterns and `.gitignore` leave out, and hidden directories, if that is written down.
    private(set) var skipped: [SkippedPath] = []
    /// The configuration files that were passed.
    private(set) var configurations: [String] = []
    /// Links and special files that are named as manifests are, but lead to none, with the reason.
    private(set) var leftOut: [(path: String, reason: String)] = []

    init(excluded: [PathPattern] = [], from workingDirectory: String = ".", in tree: FileTree? = nil) {
        (self.excluded, self.workingDirectory, self.tree) = (excluded, workingDirectory, tree)
    }

    /// Adds one file.
    mutating func add(_ file: String) { files.append(file) }

    /// Adds everything below a directory.
    mutating func walk(_ directory: String) {
        let root = realPath(directory) ?? directory
        visit(directory, root: root, ignores: [], depth: 0)
    }

    /// Whether the patterns leave a path out.
    func isExcluded(_ path: String) -> Bool { exclusion(of: path) != nil }

    /// The pattern that leaves a path out; nil if none does.
    func exclusion(of path: String, isDirectory: Bool = false) -> PathPattern? {
        excluded.isEmpty ? nil : excluded.match(path, isDirectory: isDirectory, from: workingDirectory)
    }

    private mutating func visit(_ directory: String, root: String, ignores: [(directory: String, rules: GitIgnore)], depth: Int) {
        guard depth < 200, let entries = entries(of: directory) else {
            unreadable.append(directory)
            return
        }
        var ignores = ignores
        if entries.hasIgnoreFile, let rules = readIgnoreFile(in: directory) { ignores.append((directory, rules)) }
        let start = directory.utf8.last == UInt8(ascii: "/") ? directory : directory + "/"
        for entry in entries.candidates.sorted(by: { $0.name < $1.name }) {
            let path = directory == "." ? entry.name : start + entry.name
            if entry.name.utf8.first == UInt8(ascii: ".") {
                passHidden(entry, at: path)
                continue
            }
            if let reason = reasonToSkip(path, isDirectory: entry.kind == .directory, by: ignores) {
                if tellsSkipped { skipped.append(SkippedPath(path: path, reason: reason)) }
                continue
            }
            if let reason = reasonAgainst(entry, at: path, root: root) {
                leftOut.append((path, reason))
                continue
            }
            guard entry.kind == .directory else {
                files.append(path)
                continue
            }
            visit(path, root: root, ignores: ignores, depth: depth + 1)
        }
    }

    private mutating func passHidden(_ entry: Entry, at path: String) {
        if entry.name == ".plimsoll.yaml" { return configurations.append(path) }
        guard tellsSkipped, entry.name != ".git", entry.kind == .directory || Self.isCandidate(entry.name) else { return }
        skipped.append(SkippedPath(path: path, reason: .hidden))
    }

    private func reasonToSkip(
        _ path: String, isDirectory: Bool, by ignores: [(directory: String, rules: GitIgnore)]
    ) -> SkippedPath.Reason? {
        if let pattern = exclusion(of: path, isDirectory: isDirectory) { return .excluded(pattern.text) }
        return ignoringDirectory(of: path, isDirectory: isDirectory, by: ignores).map { .ignored($0) }
    }

    /// Why something that is named as a manifest is not read.
    private func reasonAgainst(_ entry: Entry, at path: String, root: String) -> String? {
        switch entry.kind {
        case .directory, .file: return nil
        case .special: return "is no regular file"
        case .link:
            guard let target = realPath(path) else { return "is a link that leads nowhere" }
            guard target.hasPrefix(root == "/" ? "/" : root + "/") else { return "is a link out of the directory that is linted" }
            return (tree ?? .disk()).kind(target) == .directory ? "is a link to a directory" : nil
        }
    }

    /// Whether a file of that name may hold manifests.
    static func isCandidate(_ name: String) -> Bool {
        name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json") || name == "Kustomization"
    }

    /// The directory whose `.gitignore` leaves a path out; nil if none does.
    private func ignoringDirectory(
        of path: String, isDirectory: Bool, by ignores: [(directory: String, rules: GitIgnore)]
    ) -> String? {
        for (directory, rules) in ignores.reversed() {
            let relative =
                directory == "." ? path : String(path.dropFirst(directory.hasSuffix("/") ? directory.count : directory.count + 1))
            if let verdict = rules.isIgnored(relative, isDirectory: isDirectory) { return verdict ? directory : nil }
        }
        return nil
    }

    private func readIgnoreFile(in directory: String) -> GitIgnore? {
        (tree ?? .disk()).read(directory + "/.gitignore").map { GitIgnore(String(decoding: $0, as: UTF8.self)) }
    }

    private func realPath(_ path: String) -> String? {
        if let tree { return tree.resolve(FilePath.join(tree.workingDirectory, path)) }
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private struct Entry {
        enum Kind { case file, directory, link, special }

        let name: String
        let kind: Kind
    }

    /// What is in a directory and may be, or hold, files of manifests or of configuration.
    private struct Entries {
        var candidates: [Entry] = []
        var hasIgnoreFile = false

        /// Takes an entry, unless it is neither a directory nor named as manifests are. A link to a directory inside the root leads to
        /// files that the walk finds anyhow.
        mutating func add(_ name: String, _ kind: Entry.Kind) {
            if name == ".gitignore" { hasIgnoreFile = true }
            guard kind == .directory || DirectoryWalk.isCandidate(name), name != ".", name != ".." else { return }
            candidates.append(Entry(name: name, kind: kind))
        }
    }

    private func entries(of directory: String) -> Entries? {
        if let tree { return entries(of: directory, in: tree) }
        guard let stream = opendir(directory) else { return nil }
        defer { closedir(stream) }
        var result = Entries()
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let kind: Entry.Kind =
                switch Int32(entry.pointee.d_type) {
                case Int32(DT_DIR): .directory
                case Int32(DT_LNK): .link
                case Int32(DT_REG): .file
                case Int32(DT_UNKNOWN): kindByStatus(of: directory + "/" + name)
                default: .special
                }
            result.add(name, kind)
        }
        return result
    }

    private func entries(of directory: String, in tree: FileTree) -> Entries? {
        let directory = FilePath.join(tree.workingDirectory, directory)
        guard let names = tree.list(directory) else { return nil }
        var result = Entries()
        for name in names {
            let path = FilePath.join(directory, name)
            let kind: Entry.Kind =
                switch tree.kind(path) {
                case _ where tree.resolve(path) != path: .link
                case .directory: .directory
                default: .file
                }
            result.add(name, kind)
        }
        return result
    }

    /// What the status says, for file systems whose directories do not.
    private func kindByStatus(of path: String) -> Entry.Kind {
        var status = stat()
        guard lstat(path, &status) == 0 else { return .special }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .directory
        case S_IFLNK: return .link
        case S_IFREG: return .file
        default: return .special
        }
    }
}
