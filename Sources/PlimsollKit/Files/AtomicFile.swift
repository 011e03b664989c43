#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes files whole or not at all: a reader sees the old bytes or the new ones, whatever happens in between.
enum AtomicFile {
    /// Puts bytes in place of what a path holds, with the permissions that the file had. A symbolic link stays one: what it leads to is
    /// written.
    ///
    /// - Returns: why it could not be written, in the system's words; nil if it was.
    static func write(_ bytes: [UInt8], to path: String) -> String? {
        let target = resolved(path)
        var status = stat()
        let isThere = stat(target, &status) == 0
        let mode = isThere ? status.st_mode & 0o7777 : 0o644
        // Replacing a file asks only for the right to write its directory; who took away the right to write the file meant more.
        if isThere, mode & 0o222 == 0 || access(target, W_OK) != 0 { return "the file is read-only" }
        let temporary = "\(target).plimsoll-\(getpid())"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode)
        guard file >= 0 else { return String(cString: strerror(errno)) }
        // The process's mask has nothing to say about a file that was there before; the owner stays where that is allowed.
        if isThere { _ = fchown(file, status.st_uid, status.st_gid) }
        let isWritten = (!isThere || fchmod(file, mode) == 0) && StandardStreams.write(bytes, to: file) && fsync(file) == 0
        let reason = isWritten ? nil : String(cString: strerror(errno))
        close(file)
        guard isWritten, rename(temporary, target) == 0 else {
            let reason = reason ?? String(cString: strerror(errno))
            unlink(temporary)
            return reason
        }
        return nil
    }

    private static func resolved(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
