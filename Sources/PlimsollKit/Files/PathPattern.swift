import Kustomize

/// A pattern of paths in the configuration or a flag, with the meaning that a line of `.gitignore` has: without a slash it matches at any
/// depth, `folder/` and `folder` mean all that is in the folder, a leading `!` takes back what earlier patterns match.
public struct PathPattern: Sendable, ExpressibleByStringLiteral {
    /// The pattern as it was written.
    public let text: String
    private let rules: GitIgnore
    /// The absolute directory that the pattern is relative to; nil for the working directory.
    private let directory: String?

    /// A pattern that is relative to a directory, or to the working directory.
    public init(_ text: String, in directory: String? = nil) {
        (self.text, self.directory) = (text, directory)
        rules = GitIgnore(text)
    }

    public init(stringLiteral text: String) { self.init(text) }

    /// Whether a path as a run names it, or a directory that it lies in, matches; nil if the pattern does not speak of it.
    func verdict(on path: String, isDirectory: Bool = false, from workingDirectory: String) -> Bool? {
        let path = relative(path, workingDirectory)
        var end = path.startIndex
        while let slash = path[end...].firstIndex(of: "/") {
            if let verdict = rules.isIgnored(String(path[..<slash]), isDirectory: true) { return verdict }
            end = path.index(after: slash)
        }
        return rules.isIgnored(path, isDirectory: isDirectory)
    }

    /// A path from the pattern's directory. What lies outside of it is matched by its own parts: no anchored pattern can mean it.
    private func relative(_ path: String, _ workingDirectory: String) -> String {
        if !path.hasPrefix("/"), directory == nil || directory == workingDirectory { return path }
        let absolute = FilePath.join(workingDirectory, path)
        let directory = directory ?? workingDirectory
        guard absolute != directory else { return "." }
        return FilePath.isInOrBelow(absolute, directory)
            ? FilePath.relative(absolute, to: directory) : String(absolute.dropFirst())
    }
}

extension Sequence<PathPattern> {
    /// Whether a path, or a directory that it lies in, matches, seen from a working directory.
    package func matches(_ path: String, from workingDirectory: String) -> Bool { match(path, from: workingDirectory) != nil }

    /// The pattern that makes a path match, the last one that speaks of it; nil if it does not match.
    func match(_ path: String, isDirectory: Bool = false, from workingDirectory: String) -> PathPattern? {
        var found: PathPattern?
        for pattern in self {
            guard let matches = pattern.verdict(on: path, isDirectory: isDirectory, from: workingDirectory) else { continue }
            found = matches ? pattern : nil
        }
        return found
    }
}
