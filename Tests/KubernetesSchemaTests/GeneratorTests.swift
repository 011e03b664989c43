import Foundation
import KubernetesSchemaTable
import Testing

@testable import generate_schema

/// What a cluster of a version answers at `/openapi/v2`, with one kind whose spec has these properties.
private func dump(_ version: String, _ properties: String, required: String = "[]") throws -> OpenAPIDocument {
    let text = """
        {"swagger": "2.0", "info": {"title": "Kubernetes", "version": "v\(version).3"},
         "paths": {
           "/apis/apps/v1/widgets": {"get": {"x-kubernetes-action": "list",
             "x-kubernetes-group-version-kind": {"group": "apps", "version": "v1", "kind": "Widget"}}},
           "/apis/apps/v1/namespaces/{namespace}/widgets": {"post": {"x-kubernetes-action": "post",
             "x-kubernetes-group-version-kind": {"group": "apps", "version": "v1", "kind": "Widget"}}},
           "/apis/apps/v1/namespaces/{namespace}/widgets/{name}/scale": {"get": {"x-kubernetes-action": "get",
             "x-kubernetes-group-version-kind": {"group": "autoscaling", "version": "v1", "kind": "Scale"}}}},
         "definitions": {
           "io.k8s.api.apps.v1.Widget": {"type": "object",
             "properties": {"spec": {"$ref": "#/definitions/io.k8s.api.apps.v1.WidgetSpec"}},
             "x-kubernetes-group-version-kind": [{"group": "apps", "version": "v1", "kind": "Widget"}]},
           "io.k8s.api.apps.v1.WidgetSpec": {"type": "object", "required": \(required), "properties": {\(properties)}},
           "io.k8s.api.apps.v1.WidgetList": {"type": "object", "properties": {}},
           "io.k8s.apimachinery.pkg.util.intstr.IntOrString": {"type": "string", "format": "int-or-string"}}}
        """
    let file = FileManager.default.temporaryDirectory.appending(path: "openapi-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try text.write(to: file, atomically: true, encoding: .utf8)
    return try OpenAPIDocument(path: file.path)
}

/// The lines of facts that documents make together, without the comments.
private func lines(_ documents: [OpenAPIDocument], after text: String? = nil) throws -> [String] {
    var facts = try text.map { try APIFacts(text: $0) } ?? APIFacts()
    for document in documents { facts.replace(document.version, with: document) }
    facts.tidy()
    return try FactsText(facts).text().split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
}

@Suite struct GeneratorTests {
    private static let old = #""size": {"type": "integer", "format": "int32"}, "mode": {"type": "string", "enum": ["A", "B"]}"#
    private static let new = """
        "size": {"$ref": "#/definitions/io.k8s.apimachinery.pkg.util.intstr.IntOrString"}, "mode": {"type": "string"},
        "names": {"type": "array", "items": {"type": "string"}, "x-kubernetes-list-type": "set", "x-kubernetes-patch-strategy": "merge"}
        """

    @Test func aDumpOfAClusterBecomesFacts() throws {
        #expect(
            try lines([dump("1.30", Self.old)]) == [
                "versions 1.30", "kind apps/v1 Widget widgets namespaced apps.v1.Widget",
                "type apps.v1.Widget", "  spec apps.v1.WidgetSpec",
                "type apps.v1.WidgetSpec", "  mode string values: A | B", "  size int32",
            ])
    }

    @Test func anotherVersionShowsAsWhatChanged() throws {
        let first = try lines([dump("1.30", Self.old)])
        let both = try lines([dump("1.31", Self.new, required: "[\"names\"]")], after: first.joined(separator: "\n"))
        #expect(
            both.filter { !first.contains($0) } == [
                "versions 1.30-1.31", "  names [string] required merge list=set@1.31 since=1.31",
                "  size int32 until=1.30", "  size int-or-string since=1.31",
            ], "the values of `mode` hold on, though the new document names none")
    }

    @Test func theSameVersionAgainTakesThePlaceOfTheOld() throws {
        #expect(try lines([dump("1.30", Self.old), dump("1.30", Self.old)]) == lines([dump("1.30", Self.old)]))
    }

    @Test(arguments: ["types 1", "kind apps/v1", "  size int32", "versions 1.30\ntype a.v1.B\n  size int32 frobnicate=1"])
    func whatIsNoFactIsRefusedWithItsLine(_ text: String) {
        #expect(throws: GeneratorError.self) { try APIFacts(text: text) }
    }

    @Test func whatCannotBeSaidStopsTheGenerator() throws {
        let gap = try [dump("1.30", Self.old), dump("1.31", #""mode": {"type": "string"}"#), dump("1.32", Self.old)]
        #expect(throws: GeneratorError.self) { try lines(gap) }
    }
}
