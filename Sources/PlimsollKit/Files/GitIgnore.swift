import Kustomize

/// The rules of one `.gitignore` file.
///
/// Source: https://git-scm.com/docs/gitignore#_pattern_format
package struct GitIgnore: Sendable {
    private struct Pattern: Sendable {
        let glob: Glob
        let isNegated: Bool
        let isForDirectories: Bool
        /// Whether it is matched against the path from the file's directory; else against the last part alone.
        let isAnchored: Bool
    }

    private let patterns: [Pattern]

    /// Reads the text of a file.
    package init(_ text: String) {
        patterns = text.split(whereSeparator: \.isNewline).compactMap { line in
            var line = line
            if line.hasPrefix("#") { return nil }
            while line.hasSuffix(" "), !line.hasSuffix("\\ ") { line = line.dropLast() }
            let isNegated = line.hasPrefix("!")
            if isNegated { line = line.dropFirst() }
            let isForDirectories = line.hasSuffix("/")
            if isForDirectories { line = line.dropLast() }
            let isAnchored = line.contains("/")
            if line.hasPrefix("/") { line = line.dropFirst() }
            guard !line.isEmpty else { return nil }
            return Pattern(
                glob: Glob(String(line)), isNegated: isNegated, isForDirectories: isForDirectories, isAnchored: isAnchored)
        }
    }

    /// Whether the file says that a path is ignored or not ignored; nil if it says nothing. The last word counts.
    ///
    /// The path is relative to the directory of the file.
    package func isIgnored(_ path: String, isDirectory: Bool) -> Bool? {
        let name = FilePath.name(of: path)
        for pattern in patterns.reversed() where !pattern.isForDirectories || isDirectory {
            if pattern.glob.matches(pattern.isAnchored ? path : name) { return !pattern.isNegated }
        }
        return nil
    }
}
