import Foundation
import PlimsollKit
import Policy
import TestSupport
import Testing

/// Whole runs of `plimsoll fix` over trees of files.
@Suite struct FixRunTests {
    private static let library = try? RuleLibrary()

    private static let pod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: web  # the server
              image: nginx:1.29
              securityContext: {runAsNonRoot: true}

        """

    /// The files that fixes change, as they are then, and what was left with its reason.
    private func fixed(
        _ files: [String: String], select: [String], path: String = ".", allowsUnsafe: Bool = true
    ) throws -> (files: [String: String], left: [String]) {
        let tree = try TemporaryTree(files)
        let run = try self.run(tree, select, path, allowsUnsafe)
        #expect(run.write() == [])
        var changed: [String: String] = [:]
        for name in files.keys {
            let text = try String(contentsOfFile: tree.path + "/" + name, encoding: .utf8)
            if text != files[name] { changed[name] = text }
        }
        return (changed, run.left.map { "\($0.finding.rule): \($0.reason ?? "")".replacing(tree.path + "/", with: "") })
    }

    private func run(_ tree: TemporaryTree, _ select: [String], _ path: String, _ allowsUnsafe: Bool) throws -> FixRun {
        var options = RunOptions()
        options.paths = [path == "." ? tree.path : tree.path + "/" + path]
        options.selection.select = select
        return FixRun(options, library: try #require(Self.library), allowsUnsafe: allowsUnsafe)
    }

    private static let patch = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  hostNetwork: true\n"

    @Test func theBaseOrThePatchIsChangedWhicheverIsToBlame() throws {
        let base = ["base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": Self.pod]
        let patched = base.merging([
            "dev/kustomization.yaml": "resources: [../base]\nnamePrefix: dev-\npatches: [{path: patch.yaml}]\n",
            "dev/patch.yaml": Self.patch,
        ]) { $1 }
        #expect(
            try fixed(patched, select: ["host-network"]).files == [
                "dev/patch.yaml": Self.patch.replacing("  hostNetwork: true\n", with: "").replacing("spec:", with: "spec: {}")
            ])
        var inBase = patched
        inBase["base/pod.yaml"] = Self.pod.replacing("spec:\n", with: "spec:\n  hostNetwork: true  # why\n")
        inBase["dev/patch.yaml"] = Self.patch.replacing("hostNetwork: true", with: "hostname: web")
        let (files, left) = try fixed(inBase, select: ["host-network"])
        #expect(files == ["base/pod.yaml": Self.pod.replacing("spec:\n", with: "spec:\n  # why\n")])
        #expect(left == [])
    }

    @Test func aPatchInTheKustomizationIsChangedThere() throws {
        let files = [
            "base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": Self.pod,
            "dev/kustomization.yaml": """
            resources: [../base]
            patches:
              - patch: |-
                  apiVersion: v1
                  kind: Pod
                  metadata: {name: web}
                  spec:
                    hostNetwork: true
                    hostname: web

            """,
        ]
        #expect(
            try fixed(files, select: ["host-network"]).files == [
                "dev/kustomization.yaml": files["dev/kustomization.yaml"]?.replacing("        hostNetwork: true\n", with: "")
            ])
    }

    @Test func unsafeFixesWaitForTheWord() throws {
        let files = ["pod.yaml": Self.pod.replacing("spec:\n", with: "spec:\n  hostNetwork: true\n")]
        #expect(try fixed(files, select: ["host-network"], allowsUnsafe: false).files == [:])
    }

    @Test func severalFixesBelowOneMissingKeyBecomeOneBlock() throws {
        let files = ["pod.yaml": Self.pod.replacing("      securityContext: {runAsNonRoot: true}\n", with: "")]
        let rules = ["writable-root-filesystem", "capabilities-not-dropped"]
        let expected =
            files["pod.yaml"]! + """
                      securityContext:
                        capabilities:
                          drop:
                            - ALL
                        readOnlyRootFilesystem: true

                """
        let (changed, left) = try fixed(files, select: rules)
        #expect(lines(changed["pod.yaml"]) == lines(expected))
        #expect(left == [])
    }

    private func lines(_ text: String?) -> [Substring] { (text ?? "").split(separator: "\n").sorted() }

    @Test func aFixThatBringsAnotherFindingIsTakenBack() throws {
        let files = [
            "pod.yaml": Self.pod.replacing("image: nginx:1.29", with: "image: nginx:latest\n      imagePullPolicy: Never")
        ]
        let rule = """
            apiVersion: plimsoll.dev/v1
            kind: Rule
            metadata: {name: never-always}
            spec:
              title: No pull policy Always
              match: {scope: container}
              expression: container.?imagePullPolicy.orValue('') != 'Always'
              message: it is Always
            """
        let tree = try TemporaryTree(files.merging(["team/never-always.yaml": rule]) { $1 })
        guard case .success(let library) = Configuration.library([tree.path + "/team"]) else {
            Issue.record("the rule does not load")
            return
        }
        var options = RunOptions()
        options.paths = [tree.path + "/pod.yaml"]
        options.selection.select = ["image-pull-policy-latest", "never-always"]
        let run = FixRun(options, library: library, allowsUnsafe: true)
        #expect(run.left.map(\.reason) == ["it would bring another finding: never-always"])
        #expect(run.changes.isEmpty)
    }

    @Test func aFileThatHasChangedMeanwhileIsLeftAlone() throws {
        let tree = try TemporaryTree(["pod.yaml": Self.pod.replacing("spec:\n", with: "spec:\n  hostNetwork: true\n")])
        let run = try self.run(tree, ["host-network"], ".", true)
        try "# new\n".write(toFile: tree.path + "/pod.yaml", atomically: true, encoding: .utf8)
        #expect(
            run.write().map { $0.replacing(tree.path, with: "") } == [
                "'/pod.yaml' has changed since it was read, so it was left alone"
            ])
        #expect(try String(contentsOfFile: tree.path + "/pod.yaml", encoding: .utf8) == "# new\n")
    }

    @Test(arguments: [
        ("bases:\n  - ../base  # the base\n", "resources:\n  - ../base  # the base\n"),
        ("resources:\n- cm.yaml\nbases:\n  # all\n  - ../base\n", "resources:\n- cm.yaml\n# all\n- ../base\n"),
        ("resources: [../base]\npatchesStrategicMerge:\n- patch.yaml\n", "resources: [../base]\npatches:\n- path: patch.yaml\n"),
        (
            "resources: [../base]\npatchesStrategicMerge:\n- |-\n  apiVersion: v1\n  kind: Pod\n  metadata: {name: web}\n  spec: {hostname: a}\n",
            "resources: [../base]\npatches:\n- patch: |-\n    apiVersion: v1\n    kind: Pod\n    metadata: {name: web}\n    spec: {hostname: a}\n"
        ),
        (
            "resources: [../base]\npatches:\n- path: patch.yaml\npatchesStrategicMerge: [patch.yaml]\n",
            "resources: [../base]\npatches:\n- path: patch.yaml\n- {path: patch.yaml}\n"
        ),
        (
            "resources: [../base]\npatchesJson6902:\n- target: {kind: Pod}\n  path: json.yaml\n",
            "resources: [../base]\npatches:\n- target: {kind: Pod}\n  path: json.yaml\n"
        ),
        (
            "resources: [../base]\ncommonLabels:  # all\n  app: web\n  # team\n  team: shop\n",
            "resources: [../base]\nlabels:  # all\n  - includeSelectors: true\n    pairs:\n      app: web\n      # team\n      team: shop\n"
        ),
        (
            "resources: [../base]\nlabels:\n- pairs: {a: b}\ncommonLabels: {app: web}\n",
            "resources: [../base]\nlabels:\n- pairs: {a: b}\n- includeSelectors: true\n  pairs: {app: web}\n"
        ),
        (
            "resources: [../base]\nimageTags:\n- name: nginx\n  newTag: v2\n",
            "resources: [../base]\nimages:\n- name: nginx\n  newTag: v2\n"
        ),
        ("configMapGenerator:\n- name: c\n  env: c.env\n", "configMapGenerator:\n- name: c\n  envs: [c.env]\n"),
    ])
    func deprecatedFieldsAreWrittenAsTheirSuccessors(_ before: String, _ after: String) throws {
        let files = [
            "base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": Self.pod, "dev/kustomization.yaml": before,
            "dev/cm.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n", "dev/patch.yaml": Self.patch,
            "dev/c.env": "A=b\n",
            "dev/json.yaml": "- {op: add, path: /spec/hostname, value: web}\n",
        ]
        let (changed, left) = try fixed(files, select: ["kustomize-deprecated-field"], path: "dev", allowsUnsafe: false)
        #expect(changed == ["dev/kustomization.yaml": after])
        #expect(left == [])
    }

    private static let base = [
        "base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": pod,
        "part/kustomization.yaml": "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nnamePrefix: a-\n",
        "dev/same.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {restartPolicy: Always}\n",
    ]

    @Test(arguments: [
        (
            "kustomize-component-misuse", "resources:\n- ../base\n- ../part  # prefix\n",
            "resources:\n- ../base\n# prefix\ncomponents:\n- ../part\n", [String]()
        ),
        (
            "kustomize-component-misuse", "components:\n- ../base\n- ../part\n",
            "components:\n- ../part\nresources:\n- ../base\n", []
        ),
        (
            "kustomize-duplicate-entry",
            "resources: [../base]\nimages:\n- name: nginx\n  newTag: v2\n- name: nginx\n  newTag: v2\n",
            "resources: [../base]\nimages:\n- name: nginx\n  newTag: v2\n", []
        ),
        (
            "kustomize-duplicate-entry",
            "resources: [../base]\nimages:\n- name: nginx\n  newTag: v2\n- name: nginx\n  newTag: v3\n", nil,
            ["kustomize-duplicate-entry: what 'dev' builds to would change"]
        ),
        (
            "kustomize-patch-no-effect",
            "resources: [../base]\npatches:\n- path: same.yaml\n- patch: '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {restartPolicy: Always}}'\n",
            "resources: [../base]\npatches:\n- path: same.yaml\n", []
        ),
        (
            "kustomize-unused-file", "resources: [../base]\n", nil,
            ["kustomize-unused-file: the result would not parse or build"]
        ),
    ])
    func entriesOfKustomizationsAreMended(_ rule: String, _ before: String, _ after: String?, _ reasons: [String]) throws {
        var files = Self.base
        files["dev/kustomization.yaml"] = before
        let (changed, left) = try fixed(files, select: [rule])
        #expect(changed == (after.map { ["dev/kustomization.yaml": $0] } ?? [:]))
        #expect(left == reasons)
    }

    @Test func aFileThatNoKustomizationNamesIsNamed() throws {
        var files = Self.base
        files["dev/kustomization.yaml"] = "resources:\n  - ../base  # all of it\n"
        files["dev/same.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n"
        let (changed, left) = try fixed(files, select: ["kustomize-unused-file"])
        #expect(changed == ["dev/kustomization.yaml": "resources:\n  - ../base  # all of it\n  - same.yaml\n"])
        #expect(left == [])
    }

    @Test func theDifferenceIsAPatch() {
        let before = Array("a\nb\nc\nd\ne\nf\ng\nh\ni".utf8)
        let after = Array("a\nb\nc\nx\nd\ne\nf\ng\nh\n".utf8)
        #expect(
            String(decoding: UnifiedDiff("f.yaml", before: before, after: after).text, as: UTF8.self) == """
                --- a/f.yaml
                +++ b/f.yaml
                @@ -1,9 +1,9 @@
                 a
                 b
                 c
                +x
                 d
                 e
                 f
                 g
                 h
                -i
                \\ No newline at end of file

                """)
    }
}
