import KubernetesSchemaTable
import TestSupport
import Testing

/// Nothing that YAML can say of an object makes a rule or a validation trap, or fail in a way that nobody thought of.
@Suite struct NonsenseTests {
    @Test func noRuleTrapsOnAnyObject() throws {
        var nonsense = Nonsense(seed: 1811)
        var documents: [String] = []
        for kind in BuiltInKind.all where !kind.isOfKustomize {
            for _ in 0..<2 {
                documents.append(
                    "{\"apiVersion\": \"\(kind.apiVersion)\", \"kind\": \"\(kind.name)\", \"spec\": \(nonsense.value()), "
                        + "\"metadata\": \(nonsense.value()), \"x\": {\(nonsense.entries(depth: 0))}}")
            }
        }
        let result = try TreeCheck(["a.yaml": documents.joined(separator: "\n---\n")], select: ["all"]).result
        print("nonsense: \(documents.count) objects, \(result.openFindings.count) findings by all rules")
        #expect(result.counts.objects == documents.count)
        #expect(result.diagnostics.isEmpty, "\(result.diagnostics.map(\.message).prefix(5))")
        #expect(result.openFindings.count > documents.count)
    }
}
