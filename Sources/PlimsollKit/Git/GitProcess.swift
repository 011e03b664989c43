#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why git did not do what it was asked.
public struct GitFailure: Error, Sendable {
    /// The reason, in git's words where it has any.
    public let message: String

    /// What git fails with that says nothing.
    static let withoutWords = GitFailure(message: "git failed and did not say why")
}

/// Runs the user's own git. Nothing is written: only commands that read are ever asked for.
///
/// Variables such as `GIT_DIR` and `GIT_INDEX_FILE`, which git sets for hooks, are not handed on: they mean the repository of the hook,
/// and the working directory may be in another one, a submodule or a worktree.
struct GitProcess {
    /// The directory that git is asked in.
    let directory: String

    /// The variables that bind git to a repository: those of `git rev-parse --local-env-vars`.
    private static let localVariables: Set<Substring> = [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_OBJECT_DIRECTORY",
        "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE", "GIT_INDEX_FILE", "GIT_NO_REPLACE_OBJECTS",
        "GIT_REPLACE_REF_BASE", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_COMMON_DIR",
    ]

    /// What git prints.
    ///
    /// - Throws: what git complains of.
    func run(_ arguments: [String], input: [UInt8] = []) throws(GitFailure) -> [UInt8] {
        guard let inputFile = TemporaryFile(input), let errorFile = TemporaryFile([]) else {
            throw GitFailure(message: "cannot make a temporary file for git")
        }
        var pipe: [Int32] = [0, 0]
        guard openPipe(&pipe) == 0 else { throw GitFailure(message: "cannot make a pipe for git") }
        // Git must not hold the end that is read.
        for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(pipe[0]) }
        let process = spawn(["git", "-C", directory] + arguments, input: inputFile, output: pipe[1], errors: errorFile)
        close(pipe[1])
        guard let process else { throw GitFailure(message: "cannot run git; --since needs it") }
        let output = Self.readAll(pipe[0])
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else {
            let words = String(decoding: errorFile.contents(), as: UTF8.self)
            throw words.split(separator: "\n").first.map { GitFailure(message: String($0)) } ?? GitFailure.withoutWords
        }
        return output
    }

    private func spawn(_ words: [String], input: TemporaryFile, output: Int32, errors: TemporaryFile) -> pid_t? {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.descriptor, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors.descriptor, 2)
        var arguments = words.map { strdup($0) } + [nil]
        var variables = Self.environment().map { strdup($0) } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var process: pid_t = 0
        return posix_spawnp(&process, "git", &actions, nil, &arguments, &variables) == 0 ? process : nil
    }

    private static func environment() -> [String] {
        var result: [String] = []
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if !localVariables.contains(text.prefix { $0 != "=" }) { result.append(text) }
            next += 1
        }
        // Messages are shown, and some are looked at.
        return result.filter { !$0.hasPrefix("LC_ALL=") } + ["LC_ALL=C"]
    }

    fileprivate static func readAll(_ file: Int32) -> [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return result }
            result += buffer[..<count]
        }
    }
}

/// `pipe(2)`, which a variable of that name hides.
private func openPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { pipe(ends) }

/// A file without a name, which is gone when nobody holds it: what a pipe is for, without a limit and without waiting.
private final class TemporaryFile {
    let descriptor: Int32

    init?(_ bytes: [UInt8]) {
        let folder = StandardStreams.environment("TMPDIR") ?? "/tmp"
        var path = Array("\(folder)/plimsoll-XXXXXX".utf8CString)
        descriptor = mkstemp(&path)
        guard descriptor >= 0 else { return nil }
        unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        guard StandardStreams.write(bytes, to: descriptor), lseek(descriptor, 0, SEEK_SET) == 0 else { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func contents() -> [UInt8] {
        lseek(descriptor, 0, SEEK_SET)
        return GitProcess.readAll(descriptor)
    }
}
