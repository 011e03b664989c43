import Foundation

/// A directory with files, which is deleted when nobody needs it any more.
final class TemporaryTree {
    /// Its absolute path.
    let path: String

    init(_ files: [String: String]) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "plimsoll-\(UUID().uuidString)")
        path = directory.resolvingSymlinksInPath().path
        for (name, text) in files {
            let file = directory.appending(path: name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
