// Makes the table of the Kubernetes API: OpenAPI documents → schema/kubernetes-api.txt → a Swift source file.
//
//     generate-schema [--fresh] [OPENAPI ...]      run by Scripts/generate-schema in the root of the repository
//
// Each document takes the place of what was known of its version; without documents only the source file is made anew.
// `--fresh` forgets all versions first.

import Foundation

func say(_ text: String) { FileHandle.standardError.write(Data("generate-schema: \(text)\n".utf8)) }

let folder = URL(fileURLWithPath: "schema")
let factsFile = folder.appending(path: "kubernetes-api.txt")
let sourceFile = URL(fileURLWithPath: "Sources/KubernetesSchemaTable/TableData.swift")

do {
    var paths = Array(CommandLine.arguments.dropFirst())
    let isFresh = paths.first == "--fresh"
    if isFresh { paths.removeFirst() }
    var sources = try SchemaSources(folder: folder, facts: isFresh ? APIFacts() : nil)
    for document in try paths.map(OpenAPIDocument.init(path:)).sorted(by: { $0.version < $1.version }) {
        sources.facts.replace(document.version, with: document)
    }
    sources.facts.tidy()
    guard !sources.facts.versions.isEmpty else { throw GeneratorError("no facts: name OpenAPI documents") }
    try FactsText(sources.facts).text().write(to: factsFile, atomically: true, encoding: .utf8)
    for stray in try sources.strayLifecycles() {
        say("note: schema/lifecycle.txt tells of '\(stray.apiVersion) \(stray.kind)', which no version has")
    }
    let table = try sources.table()
    let text = SwiftSource.text(of: table, versions: sources.facts.versions)
    try text.write(to: sourceFile, atomically: true, encoding: .utf8)
    print(
        "\(sources.facts.versions): \(sources.facts.kinds.count) kinds, \(sources.facts.types.count) types, \(table.text.count) bytes"
    )
} catch {
    say("\(error)")
    exit(1)
}
