#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Output took no more, and its reader has not just gone away: a full disk, say, or a closed file.
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

    /// Whether there is anything at a path.
    public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Writes a file, in place of what was there.
    public static func write(_ bytes: [UInt8], toFile path: String) throws(OutputFailure) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        // Some file systems say only at the end that there was no room.
        guard file >= 0, write(bytes, to: file), close(file) == 0 else {
            let reason = String(cString: strerror(errno))
            if file >= 0 { close(file) }
            throw OutputFailure(message: "cannot write '\(path)': \(reason)")
        }
    }

    /// The name of this machine; empty if it has none.
    public static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether standard output is a terminal.
    public static var outputIsTerminal: Bool { isatty(1) == 1 }

    /// How many columns a report for people has: what `COLUMNS` says, or the terminal; elsewhere always the same, so that one tree gives
    /// one text.
    public static var columns: Int {
        if let said = environment("COLUMNS").flatMap({ Int($0) }), said > 0 { return said }
        var size = winsize()
        return ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 120
    }

    /// The value of an environment variable.
    public static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Makes a directory the one that relative paths start at.
    public static func enter(_ directory: String) { _ = chdir(directory) }

    /// Ends the process.
    public static func end(_ status: Int32) -> Never { exit(status) }

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
