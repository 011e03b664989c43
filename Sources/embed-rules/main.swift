import Foundation

// Usage: embed-rules FOLDER OUTPUT. Writes one Swift file with the text of every rule file under FOLDER.
//
// What a run needs (match, expression, message, …) and what only a reader needs (rationale, remedy, examples, …) go
// into two literals, so that a run does not read documentation; what a run needs is there as a parsed document, too:
// see `EmbeddedRule`.

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
    FileHandle.standardError.write(Data("usage: embed-rules FOLDER OUTPUT\n".utf8))
    exit(2)
}
do {
    let folder = URL(filePath: arguments[1])
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".yaml") }.sorted()
    let rules = try paths.map { path in
        RuleText(path: path, text: try String(contentsOf: folder.appending(path: path), encoding: .utf8))
    }
    try SwiftSource(of: rules).write(to: URL(filePath: arguments[2]), atomically: true, encoding: .utf8)
} catch {
    FileHandle.standardError.write(Data("embed-rules: \(error)\n".utf8))
    exit(1)
}
