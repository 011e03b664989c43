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
        // Bytes are compared many times as fast as characters, and the tables have a thousand paths.
        guard path.utf8.contains(UInt8(ascii: "\\")) else {
            let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            return (parts.first?.isEmpty == true ? parts.dropFirst() : parts[...]).map { String(Substring($0)) }
        }
        var parts = [""]
        var isEscaped = false
        for character in path.unicodeScalars {
            if character == "/", !isEscaped {
                parts.append("")
            } else {
                if character == "/" { parts[parts.count - 1].unicodeScalars.removeLast() }
                parts[parts.count - 1].unicodeScalars.append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        // A path may start with a slash.
        return parts.first == "" ? Array(parts.dropFirst()) : parts
    }

    /// Reads a table of specs: `group version kind path [create]` on each line, `*` for any.
    static func parse(_ table: String) -> [FieldSpec] {
        table.utf8.split(separator: UInt8(ascii: "\n")).map { parse(line: Substring($0)) }
    }

    static func parse(line: Substring) -> FieldSpec {
        let words = line.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
        return FieldSpec(GVK(words: words), path: words[3], creates: words.count > 4)
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
