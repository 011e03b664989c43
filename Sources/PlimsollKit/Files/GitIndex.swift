import Kustomize

/// The paths that git tracks, as its index file has them.
///
/// Source: https://git-scm.com/docs/index-format
struct GitIndex: Sendable {
    /// The paths from the root of the working tree, sorted by their bytes as the file has them, one after the other.
    private let names: [UInt8]
    /// Where each path ends in `names`.
    private let ends: [Int]

    /// Whether git tracks a path.
    func contains(_ path: String) -> Bool {
        var path = path
        return path.withUTF8 { path in
            var (lower, upper) = (0, ends.count)
            while lower < upper {
                let middle = (lower + upper) / 2
                let name = names[(middle == 0 ? 0 : ends[middle - 1])..<ends[middle]]
                if name.elementsEqual(path) { return true }
                if name.lexicographicallyPrecedes(path) { lower = middle + 1 } else { upper = middle }
            }
            return false
        }
    }

    /// Reads an index; nil if it is of a form that does not hold all paths, or is none.
    init?(_ bytes: [UInt8]) {
        func number(_ offset: Int, _ count: Int) -> Int? {
            guard offset + count <= bytes.count else { return nil }
            var number = 0
            for byte in bytes[offset..<offset + count] { number = number << 8 | Int(byte) }
            return number
        }
        guard bytes.starts(with: "DIRC".utf8), let version = number(4, 4), (2...4).contains(version),
            let count = number(8, 4)
        else { return nil }
        // The hash of an object has 20 bytes; repositories with 32 say so only in their configuration.
        let fixed = 62
        var (names, ends): ([UInt8], [Int]) = ([], [])
        var offset = 12
        var previous = 0
        for _ in 0..<count {
            guard let flags = number(offset + fixed - 2, 2) else { return nil }
            var start = offset + fixed + (version >= 3 && flags & 0x4000 != 0 ? 2 : 0)
            let first = names.count
            if version == 4 {
                guard let (removed, next) = Self.variableNumber(bytes, start), removed <= first - previous else { return nil }
                names += Array(names[previous..<first - removed])
                start = next
            }
            guard start <= bytes.count, let end = bytes[start...].firstIndex(of: 0) else { return nil }
            names += bytes[start..<end]
            ends.append(names.count)
            previous = first
            // Entries are filled up with one to eight zeros, but for version 4.
            offset = version == 4 ? end + 1 : offset + (end - offset) / 8 * 8 + 8
        }
        // Split and sparse indexes leave paths out.
        while offset + 8 <= bytes.count - 20, let size = number(offset + 4, 4) {
            let name = bytes[offset..<offset + 4]
            if name.elementsEqual("link".utf8) || name.elementsEqual("sdir".utf8) { return nil }
            offset += 8 + size
        }
        (self.names, self.ends) = (names, ends)
    }

    private static func variableNumber(_ bytes: [UInt8], _ start: Int) -> (value: Int, next: Int)? {
        guard start < bytes.count else { return nil }
        var position = start
        var value = Int(bytes[position] & 0x7F)
        while bytes[position] & 0x80 != 0 {
            position += 1
            guard position < bytes.count, value < 1 << 24 else { return nil }
            value = (value + 1) << 7 | Int(bytes[position] & 0x7F)
        }
        return (value, position + 1)
    }
}

extension Repository {
    /// What git tracks; nil if that cannot be told.
    var index: GitIndex? { tree.read(gitDirectory + "/index").flatMap { GitIndex($0) } }

    /// A path as git has it; nil for one outside of the repository.
    func relative(_ path: String) -> String? {
        let absolute = FilePath.join(tree.workingDirectory, path)
        return FilePath.isInOrBelow(absolute, root) ? FilePath.relative(absolute, to: root) : nil
    }

    /// Whether the `.gitignore` files of the directories above a file leave it out.
    func ignores(_ path: String) -> Bool {
        guard let relative = relative(path) else { return false }
        let parts = relative.split(separator: "/").map(String.init)
        for depth in (0..<parts.count).reversed() {
            let directory = ([root] + parts[..<depth]).joined(separator: "/")
            guard let bytes = tree.read(directory + "/.gitignore") else { continue }
            let rules = GitIgnore(String(decoding: bytes, as: UTF8.self))
            // A directory that is ignored takes what is in it along.
            for end in (depth + 1)...parts.count {
                let verdict = rules.isIgnored(parts[depth..<end].joined(separator: "/"), isDirectory: end < parts.count)
                if let verdict, verdict || end == parts.count { return verdict }
            }
        }
        return false
    }
}
