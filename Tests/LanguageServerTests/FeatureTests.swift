import JSON
import LanguageServer
import Testing

/// Hover, definitions, links and actions, in one small tree.
@Suite struct FeatureTests {
    private static let files = [
        "base/kustomization.yaml": """
        resources: [web.yaml, service.yaml]
        configMapGenerator:
          - name: settings
            files: [level=level.txt]

        """,
        "base/level.txt": "info\n",
        "base/web.yaml": """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              serviceAccountName: runner
              containers:
                - name: web
                  image: nginx:1.28
                  envFrom:
                    - configMapRef: {name: settings}
                  env:
                    - name: TOKEN
                      valueFrom: {secretKeyRef: {name: token, key: value}}

        """,
        "base/service.yaml": """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: runner}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: token}
        stringData:
          value: hunter2

        """,
        "overlays/prod/kustomization.yaml": """
        namePrefix: prod-
        resources:
          - ../../base
          - https://example.com/x.yaml
        images: [{name: nginx, newTag: "1.29"}]
        patches:
          - path: patch.yaml
          - target: {kind: Deploy.*, name: web}
            patch: '[{op: add, path: /metadata/labels, value: {a: b}}]'
        replicas: [{name: web, count: 5}]

        """,
        "overlays/prod/patch.yaml": """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 3

        """,
    ]

    /// The tree without what makes it not build.
    private static func editor(opening path: String, rules: [String] = ["privileged-container"]) throws -> Editor {
        var files = files
        files["overlays/prod/kustomization.yaml"] = files["overlays/prod/kustomization.yaml"]?.replacing(
            "  - https://example.com/x.yaml\n", with: "")
        let editor = try Editor(files, rules: rules)
        editor.begin()
        editor.open(path, files[path] ?? "")
        return editor
    }

    private func place(_ path: String, _ line: Int, _ character: Int, _ editor: Editor) -> JSONValue {
        ["textDocument": ["uri": .string(editor.uri(path))], "position": ["line": .int(line), "character": .int(character)]]
    }

    @Test(arguments: [
        (
            "base/web.yaml", 5, 4,
            ["`replicas`: int32", "Rendered: `5` in overlays/prod, by replicas at overlays/prod/kustomization.yaml:9"]
        ),
        (
            "base/web.yaml", 13, 30,
            ["`image`: string", "Rendered: `nginx:1.29` in overlays/prod, by images at overlays/prod/kustomization.yaml:4"]
        ),
        ("base/web.yaml", 10, 30, ["`serviceAccountName`", "Rendered: `prod-runner` in overlays/prod, by "]),
        ("base/web.yaml", 4, 1, ["`spec`: DeploymentSpec"]),
        ("base/service.yaml", 8, 12, ["Rendered: a value that is not shown in overlays/prod"]),
        ("overlays/prod/patch.yaml", 5, 12, ["`replicas`: int32", "Rendered: `5` in overlays/prod, by replicas"]),
        ("overlays/prod/kustomization.yaml", 0, 3, ["`namePrefix`: string"]),
    ])
    func hoverTellsTypeAndRenderedValue(_ path: String, _ line: Int, _ character: Int, _ parts: [String]) throws {
        let editor = try Self.editor(opening: path)
        let text = editor.request("textDocument/hover", place(path, line, character, editor))["contents"]["value"].text ?? ""
        for part in parts { #expect(text.contains(part), "\(text)") }
        #expect(!text.contains("hunter2"))
    }

    @Test func hoverOnAFindingExplainsTheRule() throws {
        let editor = try Editor(["pod.yaml": SessionTests.pod], rules: ["privileged-container"])
        editor.begin()
        editor.open("pod.yaml", SessionTests.pod)
        let text = editor.request("textDocument/hover", place("pod.yaml", 9, 10, editor))["contents"]["value"].text ?? ""
        for part in [
            "**error** [privileged-container]: container 'web' runs privileged", "**What to do:**", "`privileged`: bool",
        ] {
            #expect(text.contains(part), "\(text)")
        }
        #expect(editor.request("textDocument/hover", place("pod.yaml", 99, 0, editor)).isNull)
    }

    @Test(arguments: [
        ("base/web.yaml", 15, 37, ["base/kustomization.yaml:2:10"]), ("base/web.yaml", 10, 30, ["base/service.yaml:2:17"]),
        ("base/web.yaml", 18, 50, ["base/service.yaml:6:17"]), ("base/web.yaml", 18, 62, ["base/service.yaml:8:2"]),
        ("overlays/prod/patch.yaml", 3, 10, ["base/web.yaml:3:8"]), ("overlays/prod/patch.yaml", 5, 12, ["base/web.yaml:5:12"]),
        ("overlays/prod/kustomization.yaml", 2, 8, ["base/kustomization.yaml:0:0"]),
        ("overlays/prod/kustomization.yaml", 3, 18, ["base/web.yaml:13:17"]),
        ("overlays/prod/kustomization.yaml", 5, 14, ["overlays/prod/patch.yaml:0:0"]),
        ("overlays/prod/kustomization.yaml", 6, 20, ["base/web.yaml:3:8"]),
        ("overlays/prod/kustomization.yaml", 8, 20, ["base/web.yaml:3:8"]),
    ])
    func definitionsAreFound(_ path: String, _ line: Int, _ character: Int, _ expected: [String]) throws {
        let editor = try Self.editor(opening: path)
        let found = editor.request("textDocument/definition", place(path, line, character, editor)).elements.map { location in
            let start = location["range"]["start"]
            let uri = location["uri"].text ?? ""
            return "\(uri.dropFirst(editor.uri("").count + 1)):\(start["line"].integer ?? -1):\(start["character"].integer ?? -1)"
        }
        #expect(found == expected)
    }

    @Test func kustomizationsHaveLinks() throws {
        let editor = try Editor(Self.files)
        editor.begin()
        for (path, expected) in [
            (
                "overlays/prod/kustomization.yaml",
                ["base/kustomization.yaml", "https://example.com/x.yaml", "overlays/prod/patch.yaml"]
            ),
            ("base/kustomization.yaml", ["base/web.yaml", "base/service.yaml", "base/level.txt"]), ("base/web.yaml", []),
        ] {
            editor.open(path, Self.files[path] ?? "")
            let links = editor.request("textDocument/documentLink", ["textDocument": ["uri": .string(editor.uri(path))]]).elements
            let targets = links.map { ($0["target"].text ?? "").replacing(editor.uri("") + "/", with: "") }
            #expect(targets == expected)
        }
    }

    @Test func findingsAreMendedAndSilenced() throws {
        let editor = try Editor(["pod.yaml": SessionTests.pod], rules: ["privileged-container"])
        editor.begin()
        editor.open("pod.yaml", SessionTests.pod)
        func actions(_ line: Int, only: [JSONValue] = []) -> [JSONValue] {
            let position: JSONValue = ["line": .int(line), "character": 10]
            return editor.request(
                "textDocument/codeAction",
                [
                    "textDocument": ["uri": .string(editor.uri("pod.yaml"))], "range": ["start": position, "end": position],
                    "context": ["diagnostics": [], "only": .array(only)],
                ]
            ).elements
        }
        let found = actions(9)
        #expect(
            found.compactMap { $0["title"].text } == [
                "Mend privileged-container (changes what the object does)", "Allow privileged-container here, with a comment",
            ])
        #expect(actions(0).isEmpty)
        #expect(actions(9, only: ["source"]).isEmpty)
        for action in found {
            let edits = action["edit"]["changes"][editor.uri("pod.yaml")].elements
            editor.notify(
                "textDocument/didChange",
                [
                    "textDocument": ["uri": .string(editor.uri("pod.yaml")), "version": 2],
                    "contentChanges": .array(edits.map { ["range": $0["range"], "text": $0["newText"]] }),
                ])
            #expect(editor.diagnostics().last == "pod.yaml: ", "\(action["title"])")
            editor.change("pod.yaml", SessionTests.pod, version: 3)
        }
    }
}
