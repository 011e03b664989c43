import JSON
import LanguageServer
import Testing

/// Whole sessions.
@Suite struct SessionTests {
    static let pod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web
              image: nginx:1.29
              securityContext:
                privileged: true

        """
    static let harmless = pod.replacing("privileged: true", with: "privileged: false")
    static let kustomizations = [
        "base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": pod,
        "overlays/dev/kustomization.yaml": "resources: [../../base]\n",
        "overlays/prod/kustomization.yaml": """
        resources: [../../base]
        patches:
          - path: patch.yaml

        """,
        "overlays/prod/patch.yaml": """
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers: [{name: web, securityContext: {privileged: false}}]

        """,
    ]

    @Test func diagnosticsComeAsOneTypes() throws {
        let editor = try Editor(["pod.yaml": Self.harmless], rules: ["privileged-container", "yaml-syntax"])
        editor.begin()
        editor.open("pod.yaml", Self.harmless)
        #expect(editor.diagnostics() == [])
        editor.change("pod.yaml", Self.pod, version: 2)
        #expect(editor.diagnostics() == ["pod.yaml: 9:8 privileged-container"])
        editor.change("pod.yaml", Self.pod + "\tx", version: 3)
        #expect(editor.diagnostics() == ["pod.yaml: 10:0 yaml-syntax"])
        editor.change("pod.yaml", Self.harmless, version: 4)
        #expect(editor.diagnostics() == ["pod.yaml: "])
        editor.change("pod.yaml", Self.pod, version: 5)
        _ = editor.messages()
        editor.notify("textDocument/didClose", ["textDocument": ["uri": .string(editor.uri("pod.yaml"))]])
        #expect(editor.diagnostics() == ["pod.yaml: "], "what is on disk counts again")
    }

    @Test func aBaseShowsWhatReachesItsOverlays() throws {
        let editor = try Editor(Self.kustomizations, rules: ["privileged-container", "kustomize-patch-no-match"])
        editor.begin()
        editor.open("base/pod.yaml", Self.pod)
        let message = editor.messages().first { $0["method"] == "textDocument/publishDiagnostics" }
        let diagnostic = message?["params"]["diagnostics"].elements.first ?? .null
        #expect(diagnostic["code"] == "privileged-container")
        let related = diagnostic["relatedInformation"].elements
        #expect(related.map { $0["message"].text } == ["reaches overlays/dev"], "the other overlay mends it")
        #expect(related.first?["location"]["uri"].text == editor.uri("overlays/dev/kustomization.yaml"))
        // A change of the base that breaks the patch of an overlay is shown at the patch.
        editor.change("base/pod.yaml", Self.harmless.replacing("name: web\nspec", with: "name: shop\nspec"), version: 2)
        #expect(
            editor.diagnostics().sorted() == [
                "base/pod.yaml: ", "overlays/prod/patch.yaml: 0:0 kustomize-patch-no-match",
            ])
        editor.open("overlays/prod/patch.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec: {hostNetwork: false}\n")
        #expect(editor.diagnostics().sorted() == ["overlays/prod/patch.yaml: "])
    }

    @Test func theFilesOfADirectoryAreJudgedTogether() throws {
        let service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n"
        let pod = Self.harmless.replacing("  name: web\nspec", with: "  name: web\n  labels: {app: web}\nspec")
        let editor = try Editor(
            ["pod.yaml": pod, "service.yaml": service, "notes.yaml": "a: [\n"],
            rules: ["dangling-service-selector", "yaml-syntax"])
        editor.begin()
        editor.open("service.yaml", service)
        #expect(editor.diagnostics() == [])
        editor.open("pod.yaml", pod.replacing("app: web", with: "app: shop"))
        #expect(editor.diagnostics() == ["service.yaml: 3:7 dangling-service-selector"])
        editor.notify("textDocument/didClose", ["textDocument": ["uri": .string(editor.uri("pod.yaml"))]])
        #expect(editor.diagnostics() == ["service.yaml: "])
    }

    @Test func aFileThatWasNeverSavedIsJudged() throws {
        let editor = try Editor(["a/x.yaml": ""], rules: ["privileged-container"])
        editor.begin()
        editor.open("a/new.yaml", Self.pod)
        #expect(editor.diagnostics() == ["a/new.yaml: 9:8 privileged-container"])
        editor.open("nowhere/new.yaml", Self.pod)
        editor.notify("textDocument/didOpen", ["textDocument": ["uri": "untitled:1", "version": 1, "text": .string(Self.pod)]])
        #expect(editor.diagnostics() == [])
    }

    @Test func theEncodingOfPositionsIsAgreedOn() throws {
        let pod =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: \"\u{1F600}\", securityContext: {privileged: true}}]}\n"
        let cases: [(encodings: [JSONValue], character: Int)] = [([], 51), (["utf-16"], 51), (["utf-8", "utf-16"], 53)]
        for (encodings, character) in cases {
            let editor = try Editor(["pod.yaml": ""], rules: ["privileged-container"])
            editor.begin(encodings: encodings)
            editor.open("pod.yaml", pod)
            #expect(editor.diagnostics() == ["pod.yaml: 3:\(character) privileged-container"])
        }
    }

    @Test func theServerOutlivesWhatIsNoMessage() throws {
        let editor = try Editor(["pod.yaml": Self.pod], rules: ["privileged-container"])
        #expect(editor.request("textDocument/hover", [:])["code"].integer == -32002, "nothing before initialize")
        for junk in ["{}", "[", "[]", "\"x\"", "{\"jsonrpc\":\"2.0\",\"id\":{}}", "{\"method\":1}", "\u{0}"] {
            _ = editor.send(raw: Array("Content-Length: \(junk.utf8.count)\r\n\r\n\(junk)".utf8))
        }
        _ = editor.send(raw: Array("Content-Length: x\r\n\r\nContent-Length: 99999999999\r\n\r\n".utf8))
        editor.begin()
        #expect(editor.request("initialize", [:])["code"].integer == -32600)
        #expect(editor.request("textDocument/nothing", [:])["code"].integer == -32601)
        for method in ["didOpen", "didChange", "didClose", "didSave"] {
            editor.notify("textDocument/\(method)", ["textDocument": 1])
        }
        editor.notify(
            "textDocument/didChange",
            ["textDocument": ["uri": .string(editor.uri("pod.yaml"))], "contentChanges": [["text": "x"]]])
        editor.notify(
            "workspace/didChangeWatchedFiles",
            ["changes": [1, ["uri": "x"], ["uri": .string(editor.uri("gone.yaml")), "type": 3]]])
        _ = editor.messages()
        editor.open("pod.yaml", Self.pod)
        #expect(editor.diagnostics() == ["pod.yaml: 9:8 privileged-container"])
        #expect(editor.request("shutdown", .null).isNull)
        #expect(editor.request("textDocument/hover", [:])["code"].integer == -32600)
        #expect(editor.send(raw: Message.framed(["jsonrpc": "2.0", "method": "exit"])) == 0)
    }

    @Test func leavingWithoutAWordIsAnError() throws {
        let editor = try Editor([:])
        editor.begin()
        #expect(editor.send(raw: Message.framed(["jsonrpc": "2.0", "method": "exit"])) == 1)
    }
}
