// Makes the table of the Kubernetes API: OpenAPI documents → schema/kubernetes-api.txt → a Swift source file.
//
//     generate-schema [--fresh] [OPENAPI ...]      run by Scripts/generate-schema in the root of the repository
//
// Each document takes the place of what was known of its version; without documents only the source file is made anew.
// `--fresh` forgets all versions first.

import Foundation

let factsPath = "schema/kubernetes-api.txt"
let lifecyclePath = "schema/lifecycle.txt"
let sourcePath = "Sources/KubernetesSchemaTable/TableData.swift"

do {
    var paths = Array(CommandLine.arguments.dropFirst())
    let isFresh = paths.first == "--fresh"
    if isFresh { paths.removeFirst() }
    var facts = isFresh ? APIFacts() : try APIFacts(text: String(contentsOfFile: factsPath, encoding: .utf8))
    let documents = try paths.map(OpenAPIDocument.init(path:)).sorted { $0.version < $1.version }
    for document in documents { facts.replace(document.version, with: document) }
    facts.fillGapsOfKinds()
    facts.relaxUnsteadyRequirements()
    facts.dropOpenValues()
    facts.dropUnreachableTypes()
    guard !facts.versions.isEmpty else { throw GeneratorError("no facts: name OpenAPI documents") }
    try FactsText(facts).text().write(toFile: factsPath, atomically: true, encoding: .utf8)

    let lifecycles = try Lifecycle.read(String(contentsOfFile: lifecyclePath, encoding: .utf8))
    let table = try TableEncoder(facts, lifecycles: lifecycles)
    try SwiftSource.text(of: table, versions: facts.versions).write(toFile: sourcePath, atomically: true, encoding: .utf8)
    print("\(facts.versions): \(facts.kinds.count) kinds, \(facts.types.count) types, \(table.text.count) bytes")
} catch {
    FileHandle.standardError.write(Data("generate-schema: \(error)\n".utf8))
    exit(1)
}
