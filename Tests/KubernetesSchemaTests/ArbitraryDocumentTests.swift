import KubernetesSchema
import KubernetesSchemaTable
import Testing
import YAMLDocument

/// Numbers that are the same in every run.
private struct FixedNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

/// Documents of no sense, in which names that mean something are frequent.
private struct Nonsense {
    var numbers: FixedNumbers
    private let names = [
        "spec", "metadata", "template", "containers", "name", "ports", "containerPort", "protocol", "labels", "status", "env",
        "kind",
        "apiVersion", "items", "volumes", "selector", "matchLabels", "x", "", "resources", "limits", "strategy",
        "openAPIV3Schema",
        "properties", "versions", "type", "schema", "group", "names", "additionalProperties", "enum", "default", "required",
    ]
    private let scalars = [
        "null", "true", "1", "-1", "1.5", "\"a\"", "\"\"", "99999999999999999999", "\"Pod\"", "\"v1\"", "\"object\"", "\"array\"",
    ]

    init(seed: UInt64) { numbers = FixedNumbers(state: seed) }

    mutating func value(depth: Int = 0) -> String {
        switch depth > 6 ? 2 : Int.random(in: 0..<5, using: &numbers) {
        case 0:
            let count = Int.random(in: 0..<4, using: &numbers)
            return "[" + (0..<count).map { _ in value(depth: depth + 1) }.joined(separator: ", ") + "]"
        case 1, 3, 4:
            return "{" + entries(depth: depth) + "}"
        default:
            return scalars.randomElement(using: &numbers) ?? "null"
        }
    }

    mutating func entries(depth: Int) -> String {
        let count = Int.random(in: 0..<6, using: &numbers)
        return (0..<count).map { _ in "\"\(names.randomElement(using: &numbers) ?? "")\": \(value(depth: depth + 1))" }
            .joined(separator: ", ")
    }
}

@Suite struct ArbitraryDocumentTests {
    /// Nothing that YAML can say makes the check trap, and what it says stands in the document.
    @Test func noDocumentTraps() {
        let check = SchemaCheck(store: SchemaStore(), targets: BuiltInKind.knownVersions)
        var nonsense = Nonsense(seed: 2026)
        var (count, said) = (0, 0)
        for kind in BuiltInKind.all {
            for _ in 0..<10 {
                let text =
                    "{\"apiVersion\": \"\(kind.apiVersion)\", \"kind\": \"\(kind.name)\", \"spec\": \(nonsense.value()), \"x\": \(nonsense.value())}"
                for document in documents(text) + documents(nonsense.value()) {
                    count += 1
                    let result = check.check(document)
                    said += result.violations.count
                    #expect(result.violations.allSatisfy { !$0.versions.isEmpty && !$0.message.isEmpty })
                    #expect(result.violations.allSatisfy { document.span.contains($0.span(in: document)) })
                }
            }
        }
        print("nonsense: \(count) documents, \(said) violations")
        #expect(said > count)
    }

    /// No schema that YAML can say makes reading it, or judging by it, trap.
    @Test func noSchemaTraps() {
        var nonsense = Nonsense(seed: 4711)
        for _ in 0..<1000 {
            let schema = #"{"type": "object", "properties": {"spec": \#(nonsense.value())}, \#(nonsense.entries(depth: 1))}"#
            let definition = #"""
                {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "spec": {"group": "example.com",
                "names": {"kind": "Widget"}, "versions": [{"name": "v1", "schema": {"openAPIV3Schema": \#(schema)}}]}}
                """#
            var store = SchemaStore()
            for document in documents(definition) { store.addCustomResourceDefinition(document) }
            let check = SchemaCheck(store: store, targets: BuiltInKind.knownVersions)
            let text =
                #"{"apiVersion": "example.com/v1", "kind": "Widget", "spec": \#(nonsense.value()), \#(nonsense.entries(depth: 0))}"#
            for document in documents(text) { #expect(check.check(document).outcome != .builtIn) }
        }
    }
}
