import Kustomize
import PlimsollKit
import Policy
import Synchronization
import TestSupport
import Testing

/// How findings of bases, patches and overlays come together.
@Suite struct OverlayTests {
    private static let web =
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - name: web\n        image: web:1.0\n        securityContext:\n          privileged: true\n"
    private static let base = ["base/kustomization.yaml": "resources: [web.yaml]\n", "base/web.yaml": web]

    /// A JSON patch of the container's privileges, as an entry of `patches`.
    private static func json(_ value: String) -> String {
        "patches:\n- target: {kind: Deployment}\n  patch: |-\n    - op: replace\n      path: /spec/template/spec/containers/0/securityContext/privileged\n      value: \(value)\n"
    }

    static let cases: [(title: String, files: [String: String], found: [String])] = [
        (
            "one line seen through two overlays",
            ["a/kustomization.yaml": "resources: [../base]\n", "b/kustomization.yaml": "resources: [../base]\n"],
            ["base/web.yaml:13:11 privileged-container in a, b"]
        ),
        (
            "an overlay that mends is not listed",
            ["a/kustomization.yaml": "resources: [../base]\n" + json("false"), "b/kustomization.yaml": "resources: [../base]\n"],
            ["base/web.yaml:13:11 privileged-container in b"]
        ),
        (
            "every overlay mends",
            [
                "a/kustomization.yaml": "resources: [../base]\n" + json("false"),
                "b/kustomization.yaml":
                    "resources: [../base]\npatches:\n- patch: |\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: web}\n    spec: {template: {spec: {containers: [{name: web, securityContext: {privileged: null}}]}}}\n",
            ], []
        ),
        (
            "a JSON patch that breaks is to blame",
            [
                "base/web.yaml": web.replacing("privileged: true", with: "privileged: false"),
                "a/kustomization.yaml": "resources: [../base]\n" + json("true"),
            ],
            ["a/kustomization.yaml:7:14 privileged-container in a"]
        ),
        (
            "a misspelt key in the value of a JSON patch",
            [
                "base/web.yaml": web.replacing("privileged: true", with: "privileged: false"),
                "a/kustomization.yaml":
                    "resources: [../base]\npatches:\n- target: {kind: Deployment}\n  patch: '[{\"op\": \"add\", \"path\": \"/spec/strategy\", \"value\": {\"typ\": \"Recreate\"}}]'\n",
            ],
            ["a/kustomization.yaml:4:62 unknown-field in a"]
        ),
        (
            "a suppression in the base holds for what is rendered from it",
            [
                "base/web.yaml": web.replacing(
                    "privileged: true", with: "privileged: true  # plimsoll: allow privileged-container -- test"),
                "a/kustomization.yaml": "resources: [../base]\n",
            ], []
        ),
        (
            "a suppression in a patch holds for what the patch sets",
            [
                "base/web.yaml": web.replacing("privileged: true", with: "privileged: false"),
                "a/kustomization.yaml": "resources: [../base]\npatches: [{path: p.yaml}]\n",
                "a/p.yaml": web.replacing(
                    "privileged: true", with: "privileged: true  # plimsoll: allow privileged-container -- test"),
            ], []
        ),
        (
            "a suppression in the base does not hold for what a patch sets",
            [
                "base/web.yaml": web.replacing(
                    "privileged: true", with: "privileged: false  # plimsoll: allow privileged-container -- test"),
                "a/kustomization.yaml": "resources: [../base]\npatches: [{path: p.yaml}]\n", "a/p.yaml": web,
            ],
            ["a/p.yaml:13:23 privileged-container in a"]
        ),
        (
            "patches of a component that nobody uses",
            [
                "base/web.yaml": web.replacing("privileged: true", with: "privileged: false"),
                "a/kustomization.yaml":
                    "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n- path: p.yaml\n- patch: |\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: web}\n    spec: {replicas: many, $patch: merge}\n",
                "a/p.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replica: 1}\n",
            ],
            ["a/kustomization.yaml:9:22 schema-invalid", "a/p.yaml:4:8 unknown-field"]
        ),
    ]

    @Test(arguments: cases.indices)
    func findingsAreWhereTheyWereWritten(_ index: Int) throws {
        let (title, files, found) = Self.cases[index]
        let select = ["privileged-container", "unknown-field", "schema-invalid", "kustomize-build", "kustomize-invalid"]
        #expect(try TreeCheck(Self.base.merging(files) { $1 }, select: select).lines == found, "\(title)")
    }

    /// A base misspells `containers`, and an overlay changes them.
    @Test(arguments: [
        "patches:\n- patch: '{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec: {containers: [{name: web, tty: true}]}}}}'\n",
        OverlayTests.json("false"), "images: [{name: web, newTag: '2'}]\n",
    ])
    func aMisspeltFieldThatAnOverlayChangesIsOneFinding(_ change: String) throws {
        var files = Self.base
        files["base/web.yaml"] = Self.web.replacing("containers:", with: "contaners:")
        files["overlay/kustomization.yaml"] = "resources: [../base]\n" + change
        let rules = ["schema", "validation", "kustomize-build", "kustomize-json-patch-path", "kustomize-image-no-match"]
        let lines = try TreeCheck(files, select: rules).lines.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
        #expect(lines == ["base/web.yaml:9:7 unknown-field"])
    }

    @Test func aBaseOfFiftyOverlaysIsReadOnce() throws {
        var files = Self.base
        for number in 0..<50 { files["o\(number)/kustomization.yaml"] = "resources: [../base]\nnamePrefix: o\(number)-\n" }
        let tree = try TemporaryTree(files)
        let (disk, reads) = (FileTree.disk(), Counts())
        let found = try TreeCheck(tree, select: ["privileged-container"]) { options in
            options.tree = FileTree(
                workingDirectory: disk.workingDirectory, kind: disk.kind,
                read: { path in
                    reads.add(path)
                    return disk.read(path)
                }, list: disk.list, resolve: disk.resolve)
        }.lines
        let overlays = (0..<50).map { "o\($0)" }.sorted().joined(separator: ", ")
        #expect(found == ["base/web.yaml:13:11 privileged-container in \(overlays)"])
        #expect(reads.all.filter { $0.key.hasPrefix(tree.path) && $0.value > 1 }.isEmpty)
        #expect(reads.all[tree.path + "/base/web.yaml"] == 1)
    }
}

/// How often each path was read. Several threads may count.
private final class Counts: Sendable {
    private let state = Mutex<[String: Int]>([:])

    func add(_ path: String) { state.withLock { $0[path, default: 0] += 1 } }

    var all: [String: Int] { state.withLock { $0 } }
}
