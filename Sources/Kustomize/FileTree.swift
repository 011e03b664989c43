/// Where files are read from: a disk, the objects of git, or memory. All paths are absolute, with `/` between their parts.
public struct FileTree: Sendable {
    /// What there is at a path, symbolic links followed.
    public enum Kind: Sendable { case file, directory }

    /// What there is at a path; nil if there is nothing.
    public let kind: @Sendable (String) -> Kind?
    /// The bytes of a file; nil if it cannot be read.
    public let read: @Sendable (String) -> [UInt8]?
    /// The names in a directory, in no order; nil if it is none.
    public let list: @Sendable (String) -> [String]?
    /// The path without symbolic links; nil if there is nothing.
    public let resolve: @Sendable (String) -> String?
    /// What relative paths are relative to, and what people see paths relative to.
    public let workingDirectory: String

    /// A tree that is read by these functions.
    public init(
        workingDirectory: String, kind: @escaping @Sendable (String) -> Kind?, read: @escaping @Sendable (String) -> [UInt8]?,
        list: @escaping @Sendable (String) -> [String]?, resolve: @escaping @Sendable (String) -> String?
    ) {
        (self.workingDirectory, self.kind, self.read, self.list, self.resolve) = (workingDirectory, kind, read, list, resolve)
    }

    /// Files in memory, by absolute path. There are no links.
    public static func memory(_ files: [String: [UInt8]], workingDirectory: String = "/") -> FileTree {
        var directories: [String: Set<String>] = ["/": []]
        for path in files.keys {
            var child = path
            while child != "/" {
                let parent = FilePath.directory(of: child)
                directories[parent, default: []].insert(FilePath.name(of: child))
                child = parent
            }
        }
        let kind: @Sendable (String) -> Kind? = { [directories] in
            files[$0] != nil ? .file : directories[$0] != nil ? .directory : nil
        }
        return FileTree(
            workingDirectory: workingDirectory, kind: kind, read: { files[$0] },
            list: { [directories] in directories[$0].map(Array.init) },
            resolve: { kind($0) == nil ? nil : $0 })
    }

    /// Files in memory with texts, for tests.
    public static func memory(_ files: [String: String]) -> FileTree { memory(files.mapValues { Array($0.utf8) }) }
}
