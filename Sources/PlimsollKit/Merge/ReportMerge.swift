import Kustomize
public import Policy
import Reporters
import SourceText

/// The reports of many runs as one: for repositories that are judged on several machines.
public struct ReportMerge {
    /// The reports to read: files, directories with files, or `-` for standard input.
    public var paths: [String]
    /// Whether the name of each file, without its extension, goes in front of the paths in it.
    public var prefixesNames = false

    /// A merge of reports.
    public init(_ paths: [String]) { self.paths = paths }

    /// Reads and joins everything. A file that cannot be read is an error of the report, and the others are joined all the same.
    ///
    /// The result does not depend on the order of the paths.
    ///
    /// - Parameters:
    ///   - library: what is said of rules.
    ///   - standardInput: gives the bytes of standard input, if that is among the paths.
    public func merged(library: RuleLibrary, standardInput: () -> [UInt8]) -> ReportOutput {
        var joined = JoinedReport()
        var empty = 0
        for source in sources(standardInput, &joined) {
            guard let bytes = source.bytes else {
                joined.fail("cannot read '\(source.path)'", at: nil)
                continue
            }
            if bytes.allSatisfy({ $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }) { empty += 1 }
            let file = SourceFile(id: SourceFile.ID(0), path: source.path, bytes: bytes)
            do throws(Diagnostic) {
                joined.add(try ReportReader.read(file), prefix: prefixesNames ? source.prefix : "")
            } catch {
                let position = file.position(of: error.span?.lower ?? 0)
                joined.fail(error.message, at: Place(path: source.path, start: position, end: position))
            }
        }
        // So is a file that nobody has written to.
        if empty > 0 {
            joined.note("\(empty) report\(empty == 1 ? " is" : "s are") empty, as JSON lines of a run without findings are")
        }
        return ReportOutput(joined.report(library))
    }

    private struct Source {
        let path: String
        /// What its paths begin with if they are to begin with its name.
        let prefix: String
        let bytes: [UInt8]?
    }

    /// The files to read, by path.
    private func sources(_ standardInput: () -> [UInt8], _ joined: inout JoinedReport) -> [Source] {
        let tree = FileTree.disk()
        var sources: [Source] = []
        for path in Set(paths.map(FilePath.clean)).sorted() {
            if path == "-" {
                sources.append(Source(path: "standard input", prefix: "", bytes: standardInput()))
            } else if tree.kind(path) == .directory {
                let found = Self.reports(in: path, tree)
                if found.isEmpty { joined.fail("no .json, .jsonl or .sarif file in '\(path)'", at: nil) }
                sources += found.map { name in
                    let path = FilePath.join(path, name)
                    return Source(path: path, prefix: Self.stem(name) + "/", bytes: tree.read(path))
                }
            } else {
                sources.append(Source(path: path, prefix: Self.stem(FilePath.name(of: path)) + "/", bytes: tree.read(path)))
            }
        }
        return sources
    }

    /// The paths of the reports below a directory, relative to it and sorted. Links to directories may lead in a circle and are not
    /// followed.
    private static func reports(in directory: String, _ tree: FileTree) -> [String] {
        let home = tree.resolve(directory) ?? directory
        return (tree.list(directory) ?? []).flatMap { name -> [String] in
            let path = FilePath.join(directory, name)
            if tree.kind(path) == .directory {
                guard tree.resolve(path) == FilePath.join(home, name) else { return [] }
                return reports(in: path, tree).map { "\(name)/\($0)" }
            }
            return stem(name) == name ? [] : [name]
        }.sorted()
    }

    /// A name without the extension of a report.
    private static func stem(_ name: String) -> String {
        for ending in [".sarif.json", ".json", ".jsonl", ".sarif"] where name.hasSuffix(ending) {
            return String(name.dropLast(ending.count))
        }
        return name
    }
}
