extension FileTree {
    /// The same files, some of which have other bytes: texts that an editor has not saved, or fixes that nobody has written yet. A text
    /// whose file does not exist is one all the same.
    ///
    /// - Parameter texts: bytes by absolute path without symbolic links.
    public func overlaid(with texts: [String: [UInt8]]) -> FileTree {
        guard !texts.isEmpty else { return self }
        let (base, directory) = (self, workingDirectory)
        let read: @Sendable (String) -> [UInt8]? = { path in
            let absolute = FilePath.join(directory, path)
            return texts[absolute] ?? base.resolve(absolute).flatMap { texts[$0] } ?? base.read(path)
        }
        let absent = Set(texts.keys.filter { base.kind($0) == nil })
        guard !absent.isEmpty else {
            return FileTree(workingDirectory: directory, kind: kind, read: read, list: list, resolve: resolve)
        }
        return FileTree(
            workingDirectory: directory, kind: { base.kind($0) ?? (absent.contains(FilePath.join(directory, $0)) ? .file : nil) },
            read: read,
            list: { path in
                let folder = FilePath.join(directory, path)
                let names = absent.filter { FilePath.directory(of: $0) == folder }.map { FilePath.name(of: $0) }
                return base.list(path).map { $0 + names }
            },
            resolve: { path in
                let absolute = FilePath.join(directory, path)
                return base.resolve(path) ?? (absent.contains(absolute) ? absolute : nil)
            })
    }
}
