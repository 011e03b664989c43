import Foundation

// Usage: embed-rules RULES FRAMEWORKS OUTPUT. Writes one Swift file with the text of every rule file and of every framework.
//
// What a run needs (match, expression, message, …) and what only a reader needs (rationale, remedy, examples, …) go
// into two literals, so that a run does not read documentation; what a run needs is there as a parsed document, too:
// see `EmbeddedRule`.

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
    FileHandle.standardError.write(Data("usage: embed-rules RULES FRAMEWORKS OUTPUT\n".utf8))
    exit(2)
}
do {
    let rules = try files(below: arguments[1]).map { RuleText(path: $0.path, text: $0.text) }
    let source = SwiftSource(of: rules) + SwiftSource(ofFrameworks: try files(below: arguments[2]))
    try source.write(to: URL(filePath: arguments[3]), atomically: true, encoding: .utf8)
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
