import Foundation

/// A directory with files, which is deleted when nobody needs it any more.
package final class TemporaryTree {
    /// Its absolute path.
    package let path: String

    /// Writes files, by their paths below it.
    package init(_ files: [String: String]) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "plimsoll-\(UUID().uuidString)")
        path = directory.resolvingSymlinksInPath().path
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for (name, text) in files { try write(text, to: name) }
    }

    /// Writes a file below it; what lies in `bin` can be run.
    package func write(_ text: String, to name: String) throws {
        let file = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
        if name.hasPrefix("bin/") { try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path) }
    }

    /// The text of a file below it.
    package func read(_ name: String) throws -> String {
        try String(contentsOf: URL(filePath: path).appending(path: name), encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
