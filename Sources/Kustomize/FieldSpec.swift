import KubernetesModel

/// A path in objects of a kind, which a transformer writes to or a name is looked for at.
struct FieldSpec: Equatable {
    /// One step of a path. Lists on the way are walked through without being named.
    struct Step: Equatable {
        let key: String
        /// Written with `[]`: the value must be a list, and is never made.
        let isList: Bool
    }

    /// The objects that it is about; empty parts stand for any.
    let gvk: GVK
    /// The path as written: `spec/template/metadata/labels`, with `\/` for a slash in a key.
    let path: String
    /// The steps of the path.
    let steps: [Step]
    /// Whether missing fields on the way are made.
    let creates: Bool

    init(_ gvk: GVK = GVK(), path: String, creates: Bool = false) {
        (self.gvk, self.path, self.creates) = (gvk, path, creates)
        steps = Self.split(path).map {
            $0.hasSuffix("[]") ? Step(key: String($0.dropLast(2)), isList: true) : Step(key: $0, isList: false)
        }
    }

    /// The keys of a path: split at `/`, but not at `\/`.
    static func split(_ path: String) -> [String] {
        var path = path
        var parts = path.withUTF8 { $0.contains(UInt8(ascii: "\\")) ? escapedKeys($0) : $0.parts(UInt8(ascii: "/")) }
        // A path may start with a slash.
        if parts.first?.isEmpty == true { parts.removeFirst() }
        return parts
    }

    private static func escapedKeys(_ path: UnsafeBufferPointer<UInt8>) -> [String] {
        var parts: [[UInt8]] = [[]]
        var isEscaped = false
        for byte in path {
            if byte == UInt8(ascii: "/"), !isEscaped {
                parts.append([])
            } else {
                if byte == UInt8(ascii: "/") { parts[parts.count - 1].removeLast() }
                parts[parts.count - 1].append(byte)
            }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads a table of specs: `group version kind path [create]` on each line, `*` for any.
    static func parse(_ table: String) -> [FieldSpec] { lines(of: table).map { parse(line: $0) } }

    static func parse(line: String) -> FieldSpec {
        let words = words(of: line)
        return FieldSpec(GVK(words: words), path: words[3], creates: words.count > 4)
    }

    /// The words of a line, which one blank parts.
    static func words(of line: String) -> [String] {
        var line = line
        return line.withUTF8 { $0.parts(UInt8(ascii: " ")) }
    }

    /// The lines of a table.
    static func lines(of table: String) -> [String] {
        var table = table
        return table.withUTF8 { $0.parts(UInt8(ascii: "\n")) }.filter { !$0.isEmpty }
    }

    /// Whether kustomize takes another spec for this one: the path is the same, and its kind says no more than this one's.
    func covers(_ other: FieldSpec) -> Bool { path == other.path && other.gvk.selects(gvk) }
}

extension GVK {
    /// From the first three words of a line of a table, where `*` stands for any.
    init(words: [String]) {
        func part(_ index: Int) -> String { words[index] == "*" ? "" : words[index] }
        self.init(group: part(0), version: part(1), kind: part(2))
    }
}

extension [FieldSpec] {
    /// Adds specs that are not there yet; gives the one that is there with another `create`, which kustomize refuses.
    mutating func merge(_ others: [FieldSpec]) -> FieldSpec? {
        for other in others {
            if let same = first(where: { $0.covers(other) }) {
                if same.creates != other.creates { return other }
            } else {
                append(other)
            }
        }
        return nil
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The texts between bytes: the tables have a thousand paths, and the splitting of collections takes many times as long.
    fileprivate func parts(_ separator: UInt8) -> [String] {
        var parts: [String] = []
        var start = 0
        for index in 0...count where index == count || self[index] == separator {
            parts.append(String(decoding: UnsafeBufferPointer(rebasing: self[start..<index]), as: UTF8.self))
            start = index + 1
        }
        return parts
    }
}
