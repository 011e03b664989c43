import PlimsollKit
import TestSupport
import Testing

/// Where the schemas of custom resources come from, and what is said where there is none.
@Suite struct SchemaSourcesTests {
    private static let objects = """
        apiVersion: example.com/v1
        kind: Widget
        metadata: {name: a}
        spec: {size: big}
        ---
        apiVersion: example.com/v1
        kind: Widget
        metadata: {name: b}
        spec: {sizes: 1}

        """
    private static let schema = """
        {"type": "object", "properties": {"spec": {"type": "object", "properties": {"size": {"type": "integer"}}}}}
        """
    private static let definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList}
          versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: \(schema)}}]

        """
    private static let violations = [
        "app/widget.yaml:4:14 schema-invalid: 'size' must be an integer, but 'big' is a string",
        "app/widget.yaml:9:8 unknown-field: unknown field 'sizes' of 'spec'; did you mean 'size'?",
    ]

    /// A tree with the objects in `app`, of which only `app` is checked.
    private func check(_ files: [String: String], crds: String? = nil, strict: Bool = false) throws -> TreeCheck {
        let tree = try TemporaryTree(files.merging(["app/widget.yaml": Self.objects]) { written, _ in written })
        return try TreeCheck(tree, select: ["schema-invalid", "unknown-field", "unknown-kind"]) { options in
            options.paths = ["app"]
            options.crds = crds.map { [tree.path + "/" + $0] } ?? []
            options.hasStrictUnknownKinds = strict
        }
    }

    @Test(arguments: ["schemas/widgets.yaml", "schemas/example.com/widget_v1.yaml", "schemas/example.com/widget_v1.json"])
    func schemasOfAFolderAreDefinitionsOrACatalogue(_ path: String) throws {
        let text = path.hasSuffix(".json") ? Self.schema : Self.definition
        #expect(try check([path: text], crds: "schemas").messages == Self.violations)
        #expect(try check([path: text], crds: path).messages == Self.violations)
    }

    @Test func aFolderOfSchemasThatIsNotThereFailsTheRun() throws {
        #expect(try check([:], crds: "none").messages.last == "no such file or directory: '/none'")
    }

    /// Of two definitions of one kind a directory's own counts for its objects.
    @Test func objectsAreJudgedByTheDefinitionBesideThem() throws {
        let other = Self.definition.replacing("size", with: "sizes")
        let files = ["app/widgets.yaml": Self.definition, "z/widgets.yaml": other, "z/widget.yaml": Self.objects]
        let found = try TreeCheck(files.merging(["app/widget.yaml": Self.objects]) { $1 }, select: ["unknown-field"]).messages
        #expect(
            found == [
                "app/widget.yaml:9:8 unknown-field: unknown field 'sizes' of 'spec'; did you mean 'size'?",
                "z/widget.yaml:4:8 unknown-field: unknown field 'size' of 'spec'; did you mean 'sizes'?",
            ])
    }

    @Test func definitionsThatTakeOneAnothersPlaceAreNamed() throws {
        let result = try check(["schemas/1.yaml": Self.definition, "schemas/2.yaml": Self.definition], crds: "schemas").result
        #expect(
            result.notes.contains {
                $0.hasPrefix("'widgets.example.com' is defined more than once") && $0.contains("2.yaml' says counts")
            })
    }

    @Test(arguments: [
        ("# yaml-language-server: $schema=../widget.json\n", true),
        ("# yaml-language-server: $schema=../widget.json\n---\n", true),
        ("# why\n# yaml-language-server: $schema=../widget.json\n# what\n\n", true),
        ("# yaml-language-server: $schema=https://example.com/widget.json\n", false),
        ("# yaml-language-server: $schema=none.json\n", false), ("# $schema=../widget.json\n", false),
    ])
    func aCommentMayNameTheSchemaOfAnObject(_ comment: String, _ isHonored: Bool) throws {
        let text = "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\nspec: {sizes: 1}\n"
        let lines = comment.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        let found = try check(["app/widget.yaml": comment + text, "widget.json": Self.schema]).messages
        let expected = "app/widget.yaml:\(lines + 4):8 unknown-field: unknown field 'sizes' of 'spec'; did you mean 'size'?"
        #expect(found.contains(expected) == isHonored, "\(found)")
    }

    @Test func objectsWithoutASchemaAreCountedAndNamedOnce() throws {
        let plain = try check([:]).result
        #expect(plain.counts.withoutSchema == 2)
        #expect(plain.notes.contains { $0.hasPrefix("2 objects were judged without a schema: Widget of example.com/v1;") })
        #expect(
            try check([:], strict: true).messages == [
                "app/widget.yaml:2:7 unknown-kind: no schema for kind 'Widget' of 'example.com/v1'; give its CustomResourceDefinition with --crds (2 objects)"
            ])
    }

    @Test func aKindThatKubernetesLacksIsAnErrorInEveryProfile() throws {
        let files = ["a.yaml": "apiVersion: apps/v1\nkind: Deploymnet\nmetadata: {name: a}\n"]
        let result = try TreeCheck(files).result
        #expect(result.openFindings.filter { $0.rule == "unknown-kind" }.map(\.severity) == [.error])
    }
}
