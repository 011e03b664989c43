/// Work on paths as texts.
///
/// Paths are looked at as bytes: characters take many times as long, and a run asks for thousands of paths.
package enum FilePath {
    private static let slash = UInt8(ascii: "/")

    /// The path without `.`, `..`, empty parts and a final slash.
    package static func clean(_ path: String) -> String {
        if isClean(path) { return path }
        var parts: [Substring] = []
        let isAbsolute = path.utf8.first == slash
        for part in self.parts(of: path) where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !isAbsolute {
                parts.append(part)
            }
        }
        if parts.isEmpty { return isAbsolute ? "/" : "." }
        return joined(parts, after: isAbsolute ? "/" : "")
    }

    /// Whether `clean` would leave a path as it is. Says no of some, too, for which it would.
    private static func isClean(_ path: String) -> Bool {
        var partLength = 0
        var onlyDots = true
        var isFirst = true
        for byte in path.utf8 {
            if byte == slash {
                if !isFirst, partLength == 0 || onlyDots && partLength <= 2 { return false }
                (partLength, onlyDots) = (0, true)
            } else {
                partLength += 1
                onlyDots = onlyDots && byte == UInt8(ascii: ".")
            }
            isFirst = false
        }
        return partLength > 2 || partLength > 0 && !onlyDots
    }

    /// A path as seen from a directory.
    package static func join(_ directory: String, _ path: String) -> String {
        clean(path.utf8.first == slash ? path : directory + "/" + path)
    }

    /// What a path lies in; `/` for what lies at the top.
    package static func directory(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: slash) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part of a path.
    package static func name(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: slash) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// Whether a path is a directory or lies in it. Both are clean and absolute.
    package static func isInOrBelow(_ path: String, _ directory: String) -> Bool {
        directory == "/" || path == directory || rest(of: path, below: directory) != nil
    }

    /// A path as seen from a directory, with `..` where it lies outside. Both are clean and absolute.
    package static func relative(_ path: String, to directory: String) -> String {
        if path == directory { return "." }
        if let rest = rest(of: path, below: directory) { return String(rest) }
        let (target, start) = (parts(of: path), parts(of: directory))
        var common = 0
        while common < min(target.count, start.count), target[common] == start[common] { common += 1 }
        let parts = Array(repeating: Substring(".."), count: start.count - common) + target[common...]
        return parts.isEmpty ? "." : joined(parts, after: "")
    }

    /// What comes after a directory and a slash; nil if the path is not below the directory.
    private static func rest(of path: String, below directory: String) -> Substring? {
        guard path.utf8.count > directory.utf8.count + 1, path.utf8.starts(with: directory.utf8) else { return nil }
        let end = path.utf8.index(path.startIndex, offsetBy: directory.utf8.count)
        return path.utf8[end] == slash ? path[path.utf8.index(after: end)...] : nil
    }

    private static func parts(of path: String) -> [Substring] {
        var parts: [Substring] = []
        var start = path.startIndex
        while true {
            let end = path.utf8[start...].firstIndex(of: slash) ?? path.endIndex
            if start < end { parts.append(path[start..<end]) }
            guard end < path.endIndex else { return parts }
            start = path.utf8.index(after: end)
        }
    }

    private static func joined(_ parts: [Substring], after start: String) -> String {
        var result = start
        for (place, part) in parts.enumerated() {
            if place > 0 { result += "/" }
            result += part
        }
        return result
    }
}
