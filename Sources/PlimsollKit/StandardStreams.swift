#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Standard output took no more, and its reader has not just gone away: a full disk, say, or a closed file.
public struct OutputFailure: Error, Sendable {
    /// What the system says.
    public let message: String
}

/// The process's input and output, by system calls: nothing is buffered behind anybody's back.
public enum StandardStreams {
    /// Writes to standard output; a reader that has gone away ends the writing without a complaint.
    public static func write(_ bytes: [UInt8]) throws(OutputFailure) {
        guard !write(bytes, to: 1), errno != EPIPE else { return }
        throw OutputFailure(message: "cannot write to standard output: \(String(cString: strerror(errno)))")
    }

    /// Writes to standard error.
    public static func complain(_ text: String) { write(Array(text.utf8), to: 2) }

    /// Everything that standard input has.
    public static func readInput() -> [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(0, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return result }
            result += buffer[..<count]
        }
    }

    /// The bytes that standard input has next; waits for the first of them. Nil at its end.
    public static func readSome() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(0, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            return count > 0 ? Array(buffer[..<count]) : nil
        }
    }

    /// Writes a file, in place of what was there.
    ///
    /// - Returns: whether it could be written whole.
    public static func write(_ bytes: [UInt8], toFile path: String) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard file >= 0 else { return false }
        defer { close(file) }
        return write(bytes, to: file)
    }

    /// Whether standard output is a terminal.
    public static var outputIsTerminal: Bool { isatty(1) == 1 }

    /// The value of an environment variable.
    public static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Makes a directory the one that relative paths start at.
    public static func enter(_ directory: String) { _ = chdir(directory) }

    /// Lets a closed pipe end a write with an error instead of the process.
    public static func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

    /// Writes to an open file.
    ///
    /// - Returns: whether everything was written.
    @discardableResult
    static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count, let base = buffer.baseAddress {
                #if canImport(Glibc)
                    let count = Glibc.write(file, base + done, buffer.count - done)
                #elseif canImport(Musl)
                    let count = Musl.write(file, base + done, buffer.count - done)
                #else
                    let count = Darwin.write(file, base + done, buffer.count - done)
                #endif
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }
}
