import Foundation
import JSON
import LanguageServer
import PlimsollKit
import Policy
import Testing

/// What real editors have sent, message by message; recorded by `Tests/Editors/run` with Neovim 0.7 and Emacs 28.
@Suite struct RecordedSessionTests {
    private static let recordings = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Editors")

    private static let files = [
        "base/kustomization.yaml": "resources: [pod.yaml]\n",
        "base/pod.yaml": """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
          annotations: {note: "😀"}
        spec:
          serviceAccountName: runner
          containers:
            - name: web
              image: nginx:1.29
              securityContext:
                privileged: false
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: runner
          namespace: shop

        """,
        "overlays/dev/kustomization.yaml": "resources: [../../base]\n",
        "overlays/prod/kustomization.yaml": "resources: [../../base]\nimages: [{name: nginx, newTag: \"1.30\"}]\n",
    ]

    @Test(arguments: [("neovim", false), ("emacs", true)])
    func everyRequestIsAnsweredAndFindingsFollowTheText(_ name: String, _ endsPrivileged: Bool) throws {
        let editor = try Editor(Self.files, rules: ["privileged-container", "cpu-request-missing"])
        let text = try String(contentsOf: Self.recordings.appending(path: "\(name)-session.jsonl"), encoding: .utf8)
            .replacing("/TREE", with: editor.tree.path)
        var answers: [String: JSONValue] = [:]
        var codes: Set<String> = []
        var status: Int32?
        for line in text.split(separator: "\n") {
            let message = try JSONParser.parse(Array(line.utf8))
            status = editor.replay(message)
            for sent in editor.messages() {
                if sent["method"] == "textDocument/publishDiagnostics", sent["params"]["uri"].text == editor.uri("base/pod.yaml")
                {
                    codes = Set(sent["params"]["diagnostics"].elements.compactMap { $0["code"].text })
                }
                guard sent["method"].isNull, let method = message["method"].text else { continue }
                #expect(sent["id"] == message["id"] && sent["error"].isNull && answers[method] == nil, "\(sent)")
                answers[method] = sent["result"]
            }
        }
        #expect(status == 0)
        #expect(answers["initialize"]?["capabilities"]["hoverProvider"] == true)
        #expect(answers["textDocument/definition"]?.elements.first?["range"]["start"]["line"] == 17)
        #expect(answers["textDocument/hover"].map { !$0.isNull } ?? true)
        #expect(answers["textDocument/documentLink"].map { !$0.elements.isEmpty } ?? true)
        #expect(codes.contains("privileged-container") == endsPrivileged && codes.contains("cpu-request-missing"), "\(codes)")
    }

    /// Runs that later keystrokes overtake are given up, and what is shown in the end is about the last text.
    @Test func aBurstOfKeystrokesEndsWithTheFindingsOfTheLast() throws {
        let editor = try Editor(Self.files, rules: ["privileged-container"])
        editor.begin()
        let pod = try #require(Self.files["base/pod.yaml"])
        editor.open("base/pod.yaml", pod)
        _ = editor.messages()
        editor.sendAtOnce(
            (2...41).map { version in
                let text = pod.replacing("privileged: false", with: "privileged: \(version % 2 == 1 ? "true" : "false")")
                return [
                    "jsonrpc": "2.0", "method": "textDocument/didChange",
                    "params": [
                        "textDocument": ["uri": .string(editor.uri("base/pod.yaml")), "version": .int(version)],
                        "contentChanges": [["text": .string(text)]],
                    ],
                ]
            })
        #expect(editor.diagnostics().last == "base/pod.yaml: 12:8 privileged-container")
    }

    @Test func aRunThatNobodyWantsEndsEarly() throws {
        let editor = try Editor(Self.files)
        var options = RunOptions()
        options.paths = [editor.tree.path]
        options.isGivenUp = { true }
        let result = Run.check(options, library: try RuleLibrary())
        #expect(result.wasGivenUp && result.findings.isEmpty)
    }
}
