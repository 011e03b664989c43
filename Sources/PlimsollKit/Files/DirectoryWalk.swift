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
    /// Patterns of the configuration and the command line, relative to the working directory.
    let excluded: [Glob]
    /// The files found, as paths relative to the working directory where the start is.
    private(set) var files: [String] = []
    /// Directories that could not be read.
    private(set) var unreadable: [String] = []

    init(excluded: [Glob]) { self.excluded = excluded }

    /// Adds one file.
    mutating func add(_ file: String) { files.append(file) }

    /// Adds everything below a directory.
    mutating func walk(_ directory: String) {
        let root = realPath(directory) ?? directory
        var ignores: [(directory: String, rules: GitIgnore)] = []
        if let rules = readIgnoreFile(in: directory) { ignores.append((directory, rules)) }
        visit(directory, root: root, ignores: ignores, depth: 0)
    }

    /// Whether the patterns leave a path out.
    func isExcluded(_ path: String) -> Bool { excluded.contains { $0.matches(path) } }

    private mutating func visit(_ directory: String, root: String, ignores: [(directory: String, rules: GitIgnore)], depth: Int) {
        guard depth < 200, let entries = entries(of: directory) else {
            unreadable.append(directory)
            return
        }
        for entry in entries.sorted(by: { $0.name < $1.name }) {
            if entry.name.hasPrefix(".") { continue }
            let path =
                directory == "." ? entry.name : directory.hasSuffix("/") ? directory + entry.name : directory + "/" + entry.name
            var isDirectory = entry.isDirectory
            if entry.isLink {
                guard let target = realPath(path), target == root || target.hasPrefix(root == "/" ? "/" : root + "/"),
                    let kind = FileTree.disk().kind(target)
                else { continue }
                // A link to a directory inside the root leads to files that the walk finds anyhow.
                if kind == .directory { continue }
                isDirectory = false
            }
            if !isDirectory, !Self.isCandidate(entry.name) { continue }
            if isExcluded(path) || isIgnored(path, isDirectory: isDirectory, by: ignores) { continue }
            guard isDirectory else {
                files.append(path)
                continue
            }
            var below = ignores
            if let rules = readIgnoreFile(in: path) { below.append((path, rules)) }
            visit(path, root: root, ignores: below, depth: depth + 1)
        }
    }

    /// Whether a file of that name may hold manifests.
    static func isCandidate(_ name: String) -> Bool {
        name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasSuffix(".json") || name == "Kustomization"
    }

    private func isIgnored(_ path: String, isDirectory: Bool, by ignores: [(directory: String, rules: GitIgnore)]) -> Bool {
        for (directory, rules) in ignores.reversed() {
            let relative =
                directory == "." ? path : String(path.dropFirst(directory.hasSuffix("/") ? directory.count : directory.count + 1))
            if let verdict = rules.isIgnored(relative, isDirectory: isDirectory) { return verdict }
        }
        return false
    }

    private func readIgnoreFile(in directory: String) -> GitIgnore? {
        FileTree.disk().read(directory + "/.gitignore").map { GitIgnore(String(decoding: $0, as: UTF8.self)) }
    }

    private func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private struct Entry {
        let name: String
        let isDirectory: Bool
        let isLink: Bool
    }

    private func entries(of directory: String) -> [Entry]? {
        guard let stream = opendir(directory) else { return nil }
        defer { closedir(stream) }
        var result: [Entry] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            var type = Int32(entry.pointee.d_type)
            if type == Int32(DT_UNKNOWN) {
                var status = stat()
                guard lstat(directory + "/" + name, &status) == 0 else { continue }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: type = Int32(DT_DIR)
                case S_IFLNK: type = Int32(DT_LNK)
                case S_IFREG: type = Int32(DT_REG)
                default: continue
                }
            }
            guard type == Int32(DT_DIR) || type == Int32(DT_LNK) || type == Int32(DT_REG) else { continue }
            result.append(Entry(name: name, isDirectory: type == Int32(DT_DIR), isLink: type == Int32(DT_LNK)))
        }
        return result
    }
}
