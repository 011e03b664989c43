import KubernetesSchema
import KubernetesSchemaTable
import TestSupport
import Testing
import YAMLDocument

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
