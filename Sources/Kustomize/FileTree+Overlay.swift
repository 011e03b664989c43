extension FileTree {
    /// The same files, some of which have other bytes: texts that an editor has not saved, or fixes that nobody has written yet.
    ///
    /// - Parameter texts: bytes by absolute path without symbolic links.
    public func overlaid(with texts: [String: [UInt8]]) -> FileTree {
        guard !texts.isEmpty else { return self }
        let (base, directory) = (self, workingDirectory)
        let read: @Sendable (String) -> [UInt8]? = { path in
            let absolute = FilePath.join(directory, path)
            return texts[absolute] ?? base.resolve(absolute).flatMap { texts[$0] } ?? base.read(path)
        }
        return FileTree(workingDirectory: directory, kind: kind, read: read, list: list, resolve: resolve)
    }
}
