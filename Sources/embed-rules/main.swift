import Foundation

// Usage: embed-rules RULES FRAMEWORKS OUTPUT. Writes one Swift file with the text of every rule file and of every framework.
//
// What every run asks of a rule is there as values. The rest is the text of the file with an image of its parsed document, which are read
// on demand: see `EmbeddedRule`.

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
    FileHandle.standardError.write(Data("usage: embed-rules RULES FRAMEWORKS OUTPUT\n".utf8))
    exit(2)
}
do {
    let rules = try files(below: arguments[1]).map { try RuleText(path: $0.path, text: $0.text) }
    let source =
        SwiftSource(of: rules.sorted { $0.head.id < $1.head.id }) + SwiftSource(ofFrameworks: try files(below: arguments[2]))
    try source.write(to: URL(filePath: arguments[3]), atomically: true, encoding: .utf8)
} catch let problem as BrokenRule {
    FileHandle.standardError.write(Data("\(problem)\n".utf8))
    exit(1)
} catch {
    FileHandle.standardError.write(Data("embed-rules: \(error)\n".utf8))
    exit(1)
}

/// The YAML files below a folder, sorted by their paths.
private func files(below folder: String) throws -> [(path: String, text: String)] {
    let url = URL(filePath: folder)
    return try FileManager.default.subpathsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".yaml") }.sorted().map { path in
        (path, try String(contentsOf: url.appending(path: path), encoding: .utf8))
    }
}
