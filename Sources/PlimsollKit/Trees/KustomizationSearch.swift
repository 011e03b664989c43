import Kustomize
import SourceText
import YAMLDocument

/// Finds the kustomizations whose builds may read some files, among many.
///
/// A kustomization may include another one only if it names the parts of the way to it, so most are looked through as bytes and never
/// parsed: a commit that touches one file of a large repository costs little more than reading its kustomizations.
struct KustomizationSearch {
    /// One kustomization file.
    private struct Candidate {
        let directory: String
        let path: String
        let bytes: [UInt8]
        var scanned: ScannedFile?
    }

    /// The kustomization file of each directory.
    let files: [String: String]
    private var reached: Set<String> = []
    private var candidates: [Candidate] = []
    /// The directories that are known to include a directory.
    private var includers: [String: [String]] = [:]
    private let scan: Scan

    /// Past so many kustomizations it is cheaper to parse all the others than to look through them for each.
    private static let mostSearches = 24

    /// A search among kustomization files; of a directory with several the first counts.
    init(_ kustomizations: [(path: String, bytes: [UInt8])], scan: Scan) {
        var files: [String: String] = [:]
        for (path, bytes) in kustomizations {
            let directory = FilePath.directory(of: path)
            guard files[directory] == nil else { continue }
            files[directory] = path
            candidates.append(Candidate(directory: directory, path: path, bytes: bytes))
        }
        (self.files, self.scan) = (files, scan)
    }

    /// The kustomizations whose builds may read one of the files asked for so far. Files that are called so but are none are not among
    /// them.
    var reachedFiles: [ScannedFile] {
        candidates.filter { reached.contains($0.directory) }.map { $0.scanned ?? scan.scan(scan.store.add($0.path, $0.bytes)) }
            .filter { $0.kustomization != nil }
    }

    /// Adds all kustomizations.
    mutating func reachAll() { reached.formUnion(files.keys) }

    /// Adds the kustomizations whose builds may read a file: those at or above it, where kustomize lets them read, those that name it
    /// by a way out of their own directory, and all that include one of these.
    mutating func reach(_ paths: some Collection<String>) {
        var upcoming: [String] = []
        func reach(_ directory: String) {
            if reached.insert(directory).inserted { upcoming.append(directory) }
        }
        for path in paths {
            var directory = path
            repeat {
                directory = FilePath.directory(of: directory)
                if files[directory] != nil { reach(directory) }
            } while directory != "." && directory != "/"
        }
        let byName = Dictionary(grouping: paths, by: FilePath.name)
        for candidate in candidates where !reached.contains(candidate.directory) && candidate.bytes.hold("../") {
            for (name, paths) in byName where candidate.bytes.hold(name) && Self.names(paths, called: name, candidate) {
                reach(candidate.directory)
            }
        }
        while let directory = upcoming.popLast() { includers(of: directory).forEach(reach) }
    }

    /// Whether a kustomization has a path that leads out of its directory, and to one of some files with a name.
    private static func names(_ paths: [String], called name: String, _ candidate: Candidate) -> Bool {
        let (bytes, name) = (candidate.bytes, Array(name.utf8))
        if bytes.mayHide { return true }
        return bytes.indices.contains { end in
            guard bytes[end] == name[0], bytes[end...].starts(with: name) else { return false }
            let start = bytes[..<end].lastIndex { !$0.isOfPath || $0 == UInt8(ascii: "=") }.map { $0 + 1 } ?? 0
            let way = String(decoding: bytes[start..<end + name.count], as: UTF8.self)
            return way.contains("../") && paths.contains(FilePath.join(candidate.directory, way))
        }
    }

    private mutating func includers(of directory: String) -> [String] {
        let way = Way(to: directory)
        let parsesAll = reached.count > Self.mostSearches
        for index in candidates.indices where candidates[index].scanned == nil {
            let candidate = candidates[index]
            guard parsesAll || Self.mayInclude(candidate, way) else { continue }
            let scanned = scan.scan(scan.store.add(candidate.path, candidate.bytes))
            candidates[index].scanned = scanned
            for target in KustomizationGraph.included(by: scanned) { includers[target, default: []].append(candidate.directory) }
        }
        return includers[directory] ?? []
    }

    /// Whether a kustomization may have an entry that leads to a directory: it must name each part of the way down to it, and for a way
    /// that only leads up, end an entry with `..`.
    private static func mayInclude(_ candidate: Candidate, _ way: Way) -> Bool {
        let down = way.parts(from: candidate.directory)
        guard !down.isEmpty else { return candidate.bytes.holdWayUp || candidate.bytes.mayHide }
        return down.allSatisfy { candidate.bytes.hold($0) } || candidate.bytes.mayHide
    }
}

/// The parts of the way down to a directory.
private struct Way {
    private let directory: [UInt8]
    private let parts: [String]
    /// Where each part ends in `directory`.
    private let ends: [Int]

    init(to directory: String) {
        self.directory = directory == "." ? [] : Array(directory.utf8)
        let parts = self.directory.split(separator: UInt8(ascii: "/"))
        (self.parts, ends) = (parts.map { String(decoding: $0, as: UTF8.self) }, parts.map(\.endIndex))
    }

    /// The parts of the way down from another directory, or from where both ways part.
    func parts(from start: String) -> ArraySlice<String> {
        // How many bytes both have in common, and whether the start goes on there.
        var common = 0
        var rest = start.utf8.makeIterator()
        var next = rest.next()
        while common < directory.count, next == directory[common] {
            common += 1
            next = rest.next()
        }
        let isAtBorder = next == nil || next == UInt8(ascii: "/")
        let count = ends.prefix { $0 < common || $0 == common && isAtBorder }.count
        return parts[count...]
    }
}

extension [UInt8] {
    /// Whether a text stands anywhere in the bytes.
    fileprivate func hold(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { text in withUnsafeBufferPointer { $0.holds(text) } }
    }

    /// Whether there are escapes of double quotes, which may hide any text.
    fileprivate var mayHide: Bool { contains(UInt8(ascii: "\\")) }

    /// Whether a path that ends with `..` or is `.` stands anywhere in the bytes.
    fileprivate var holdWayUp: Bool {
        return indices.contains { index in
            guard self[index] == UInt8(ascii: "."),
                index == 0 || self[index - 1] == UInt8(ascii: ".") || !self[index - 1].isOfPath
            else { return false }
            let rest = self[(index + 1)...].drop { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") }
            return rest.first?.isOfPath != true
        }
    }
}

extension UInt8 {
    /// Whether a path in YAML may hold the byte without quotes.
    fileprivate var isOfPath: Bool { self > UInt8(ascii: " ") && !"'\",[]{}#".utf8.contains(self) }
}
