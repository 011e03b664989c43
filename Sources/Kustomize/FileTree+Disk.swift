#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension FileTree {
    /// The files of this computer, as the process sees them.
    ///
    /// - Parameter directory: what relative paths are relative to, absolute and without links; nil for the working directory of the process.
    public static func disk(at directory: String? = nil) -> FileTree {
        if let directory {
            let absolute = { @Sendable (path: String) in path.hasPrefix("/") ? path : directory + "/" + path }
            return FileTree(
                workingDirectory: directory, kind: { kindOnDisk(absolute($0)) }, read: { readFromDisk(absolute($0)) },
                list: { listOnDisk(absolute($0)) }, resolve: { resolveOnDisk(absolute($0)) })
        }
        return FileTree(
            workingDirectory: currentDirectory(), kind: { kindOnDisk($0) }, read: { readFromDisk($0) }, list: { listOnDisk($0) },
            resolve: { resolveOnDisk($0) })
    }

    private static func currentDirectory() -> String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    private static func kindOnDisk(_ path: String) -> Kind? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return status.st_mode & S_IFMT == S_IFDIR ? .directory : .file
    }

    private static func resolveOnDisk(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func readFromDisk(_ path: String) -> [UInt8]? {
        // Without blocking: opening a FIFO would wait for a writer.
        let file = open(path, O_RDONLY | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(status.st_size)
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = readBytes(file, buffer.baseAddress! + count, size - count)
                guard got > 0 else {
                    failed = got < 0
                    return
                }
                count += got
            }
        }
        return failed ? nil : bytes
    }

    private static func listOnDisk(_ path: String) -> [String]? {
        guard let directory = opendir(path) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}

/// `read(2)`, which the property of the same name hides.
private func readBytes(_ file: Int32, _ buffer: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int { read(file, buffer, count) }
