import Foundation
import PlimsollKit
import Policy
import TestSupport
import Testing

/// Whole runs over trees of files.
@Suite struct RunTests {
    private static let privileged = """
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

    /// What a run over a tree says: findings as `file:line:column rule`, then errors of the run.
    private func run(
        _ files: [String: String], select: [String] = ["privileged-container", "yaml-syntax"],
        _ change: (inout RunOptions) -> Void = { _ in }
    ) throws -> [String] {
        let tree = try TemporaryTree(files)
        var options = RunOptions()
        options.paths = [tree.path]
        options.selection.select = select
        change(&options)
        options.paths = options.paths.map { $0.hasPrefix("/") || $0 == "-" ? $0 : tree.path + "/" + $0 }
        let result = Run.check(options, library: try RuleLibrary())
        let sources = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0) })
        let findings = result.openFindings.map { finding in
            let file = sources[finding.span.file]
            let place = file?.position(of: finding.span.lower)
            let roots =
                finding.roots.isEmpty
                ? "" : " in \(finding.roots.map { String($0.dropFirst(tree.path.count + 1)) }.joined(separator: ", "))"
            return
                "\((file?.path ?? "").dropFirst(tree.path.count + 1)):\(place?.line ?? 0):\(place?.column ?? 0) \(finding.rule)\(roots)"
        }
        return findings + result.diagnostics.filter { $0.severity == .error }.map { $0.message.replacing(tree.path, with: "") }
    }

    @Test func aPatchOfAComponentThatNobodyUsesIsNoObject() throws {
        let files = [
            "kustomization.yaml": "resources: [pod.yaml]\n", "pod.yaml": Self.privileged,
            "off/kustomization.yaml":
                "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\npatches: [{path: pod.yaml}]\n",
            "off/pod.yaml": Self.privileged,
        ]
        #expect(try run(files) == ["pod.yaml:10:9 privileged-container in "])
    }

    @Test func aFindingHasItsFileLineAndColumn() throws {
        #expect(try run(["a/pod.yaml": Self.privileged]) == ["a/pod.yaml:10:9 privileged-container"])
    }

    @Test func whatGitIgnoresAndWhatIsHiddenIsLeftOut() throws {
        let found = try run([
            ".gitignore": "build/\n*.gen.yaml\n!keep.gen.yaml\n", "build/a.yaml": Self.privileged, "x.gen.yaml": Self.privileged,
            "keep.gen.yaml": Self.privileged, ".hidden/a.yaml": Self.privileged,
        ])
        #expect(found == ["keep.gen.yaml:10:9 privileged-container"])
    }

    @Test func aBrokenFileIsAFindingAndTheRestIsJudged() throws {
        let found = try run(["a.yaml": "apiVersion: v1\nkind: [Pod\n", "b.yaml": Self.privileged])
        #expect(found == ["a.yaml:3:1 yaml-syntax", "b.yaml:10:9 privileged-container"])
    }

    @Test func aRunIsNeverGreenByAccident() throws {
        #expect(try run([:]) == ["nothing to check: no .yaml, .yml or .json file in ''"])
        #expect(try run(["a.yaml": "name: workflow\n"]) == ["nothing to check: '/a.yaml' holds no Kubernetes object"])
        #expect(try run(["a.yaml": Self.privileged]) { $0.paths = ["gone.yaml"] } == ["no such file or directory: '/gone.yaml'"])
    }

    @Test func helmTemplatesAndOtherYAMLAreLeftOut() throws {
        let found = try run([
            "chart/Chart.yaml": "apiVersion: v2\nname: web\n",
            "chart/templates/pod.yaml": "apiVersion: v1\nkind: {{ .Values.kind }}\n",
            "pod.yaml": Self.privileged, "workflow.yaml": "on: push\njobs: {}\n",
        ])
        #expect(found == ["pod.yaml:10:9 privileged-container"])
    }

    @Test func oneDefectOfManyOverlaysIsOneFinding() throws {
        let overlay = "resources: [../../base]\nnamePrefix: x-\n"
        let found = try run([
            "base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": Self.privileged,
            "overlays/dev/kustomization.yaml": overlay, "overlays/prod/kustomization.yaml": overlay,
        ])
        #expect(found == ["base/pod.yaml:10:9 privileged-container in overlays/dev, overlays/prod"])
    }

    @Test func oneLineInManyObjectsIsOneFinding() throws {
        let second = Self.privileged.replacing("name: web\nspec", with: "name: api\nspec")
        let overlay = { (tag: String, prefix: String) in
            "resources: [../base]\nnamePrefix: \(prefix)-\nnamespace: kube-system\nimages: [{name: nginx, newTag: '\(tag)'}]\n"
        }
        let found = try run(
            [
                "base/kustomization.yaml": "resources: [web.yaml, api.yaml]\n", "base/web.yaml": Self.privileged,
                "base/api.yaml": second, "dev/kustomization.yaml": overlay("latest", "d"),
                "prod/kustomization.yaml": overlay("1.29", "p"),
            ], select: ["image-tag-latest", "system-namespace", "privileged-container"])
        #expect(
            found == [
                "base/api.yaml:10:9 privileged-container in dev, prod", "base/web.yaml:10:9 privileged-container in dev, prod",
                "dev/kustomization.yaml:3:12 system-namespace in dev", "dev/kustomization.yaml:4:32 image-tag-latest in dev",
                "prod/kustomization.yaml:3:12 system-namespace in prod",
            ])
    }

    @Test func whatEveryOverlayMendsIsNoFindingAndWhatOneBreaksIsAtItsPatch() throws {
        let patch = { (value: String) in
            "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      securityContext: {privileged: \(value)}\n"
        }
        let overlay = "resources: [../base]\npatches: [{path: patch.yaml}]\n"
        let mended = [
            "base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": Self.privileged,
            "prod/kustomization.yaml": overlay,
            "prod/patch.yaml": patch("false"),
        ]
        #expect(try run(mended) == [])
        var broken = mended
        broken["base/pod.yaml"] = Self.privileged.replacing("true", with: "false")
        broken["prod/patch.yaml"] = patch("true")
        #expect(try run(broken) == ["prod/patch.yaml:7:37 privileged-container in prod"])
    }

    @Test func aNamedFileIsJudgedBesideItsDirectory() throws {
        let files = [
            "pod.yaml": Self.privileged.replacing("spec:\n", with: "spec:\n  serviceAccountName: web\n"),
            "other.yaml": Self.privileged,
            "account.yaml": "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n",
        ]
        let rules = ["missing-service-account", "privileged-container"]
        let found = try run(files, select: rules) { ($0.paths, $0.looksAtNeighbors) = (["pod.yaml"], true) }
        #expect(found == ["pod.yaml:11:9 privileged-container"])
        // By itself it is judged as it stands.
        let alone = try run(files, select: rules) { $0.paths = ["pod.yaml"] }
        #expect(alone == ["pod.yaml:6:3 missing-service-account", "pod.yaml:11:9 privileged-container"])
    }

    /// One limit for a development overlay, another one for production, a third for what no kustomization reads.
    @Test func parametersMayDifferByPath() throws {
        func pod(_ registry: String) -> String { Self.privileged.replacing("nginx:1.29", with: "\(registry)/nginx:1.29") }
        let files = [
            "base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": pod("dev.example.com"),
            "dev/kustomization.yaml": "resources: [../base]\n", "prod/kustomization.yaml": "resources: [../base]\n",
            "plain/a.yaml": pod("dev.example.com"), "plain/b.yaml": pod("docker.io"),
        ]
        let found = try run(files, select: ["image-registry-not-allowed"]) { options in
            func allowed(_ registry: String) -> [String: [String: String]] {
                ["image-registry-not-allowed": ["allowed": "[\(registry)]"]]
            }
            options.settings.parameters = allowed("example.com")
            options.settings.perPath = [("**/dev/**", "dev.example.com"), ("**/plain/b.yaml", "docker.io")].map {
                path, registry in
                var entry = Settings.PathOverride()
                (entry.paths, entry.parameters) = ([PathPattern(path)], allowed(registry))
                return entry
            }
        }
        #expect(
            found == ["base/pod.yaml:8:7 image-registry-not-allowed in prod", "plain/a.yaml:8:7 image-registry-not-allowed"])
    }

    @Test func anOverlayMayBeLaxWhereAnotherIsStrict() throws {
        let overlay = "resources: [../base]\n"
        let files = [
            "base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": Self.privileged,
            "dev/kustomization.yaml": overlay,
            "prod/kustomization.yaml": overlay,
        ]
        let found = try run(files) { options in
            var dev = Settings.PathOverride()
            dev.paths = ["**/dev/**"]
            dev.choice.ignore = ["security"]
            options.settings.perPath = [dev]
        }
        #expect(found == ["base/pod.yaml:10:9 privileged-container in prod"])
    }

    /// A rule may be in force for one overlay only, and be graver there; a finding of both is as grave as in the strictest.
    @Test func anOverlayMayBeStricter() throws {
        let files = [
            "base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": Self.privileged,
            "dev/kustomization.yaml": "resources: [../base]\n", "prod/kustomization.yaml": "resources: [../base]\n",
        ]
        func severities(_ change: (inout RunOptions) -> Void) throws -> [String] {
            let tree = try TemporaryTree(files)
            var options = RunOptions()
            options.tree = .disk(at: tree.path)
            options.selection.select = ["privileged-container"]
            var (dev, prod) = (Settings.PathOverride(), Settings.PathOverride())
            (dev.paths, dev.choice.severities) = (["dev"], ["security": .info])
            (prod.paths, prod.choice.extendSelect) = (
                ["prod/"], ["host-network-dns-policy", "security-context-missing", "naked-pod"]
            )
            options.settings.perPath = [dev, prod]
            change(&options)
            return Run.check(options, library: try RuleLibrary()).findings.map {
                "\($0.rule) \($0.severity.rawValue) \($0.roots.joined(separator: " "))"
            }.sorted()
        }
        #expect(try severities { _ in } == ["naked-pod info prod", "privileged-container error dev prod"])
        #expect(try severities { $0.settings.perPath.removeLast() } == ["privileged-container error dev prod"])
        #expect(
            try severities { $0.settings.perPath[0].paths = ["dev", "prod"] } == [
                "naked-pod info prod", "privileged-container info dev prod",
            ])
        // The command line has the last word.
        #expect(
            try severities {
                $0.settings.perPath[0].paths = ["dev", "prod"]
                $0.flags.severities = ["privileged-container": .warning]
                $0.selection.severities = $0.flags.severities
                $0.flags.ignore = ["naked-pod"]
            } == ["privileged-container warning dev prod"])
    }

    @Test func commandsThatFailSayWhy() throws {
        let broken = ["base/kustomization.yaml": "resources: [gone.yaml]\n"]
        let found = try run(broken, select: ["kustomize-build", "kustomize-missing-file"])
        #expect(found == ["base/kustomization.yaml:1:13 kustomize-missing-file in base"])
    }

    @Test(arguments: [
        ("        privileged: true", "        privileged: true  # plimsoll: allow privileged-container -- it is a test"),
        ("        privileged: true", "        # plimsoll: allow privileged-container -- it is a test\n        privileged: true"),
        ("apiVersion", "# plimsoll: allow privileged-container -- all of it\napiVersion"),
        ("  name: web\nspec", "  name: web\n  annotations: {plimsoll.dev/allow: privileged-container -- why}\nspec"),
        ("  name: web\nspec", "  name: web\n  annotations: {ignore-check.kube-linter.io/privileged-container: why}\nspec"),
        ("  name: web\nspec", "  name: web\n  annotations: {checkov.io/skip1: CKV_K8S_16=why}\nspec"),
    ])
    func suppressionsSilence(_ old: String, _ new: String) throws {
        #expect(try run(["a.yaml": Self.privileged.replacing(old, with: new)]) == [])
    }

    @Test func aSuppressionThatSilencesNothingIsAFinding() throws {
        let text = Self.privileged.replacing(
            "privileged: true", with: "privileged: false  # plimsoll: allow privileged-container -- old")
        let found = try run(["a.yaml": text], select: ["privileged-container", "unused-suppression"])
        #expect(found == ["a.yaml:10:28 unused-suppression"])
    }

    @Test func standardInputGoesByItsName() throws {
        var options = RunOptions()
        options.paths = ["-"]
        options.standardInput = Array(Self.privileged.utf8)
        options.selection.select = ["privileged-container"]
        let result = Run.check(options, library: try RuleLibrary())
        #expect(
            result.openFindings.count == 1 && result.files.first?.path == "stdin.yaml" && result.exitStatus(failOn: .error) == 1)
    }

    @Test func theNumberOfThreadsChangesNothing() throws {
        var files: [String: String] = [:]
        for number in 0..<60 {
            files["d\(number % 7)/p\(number).yaml"] = Self.privileged.replacing("name: web\nspec", with: "name: w\(number)\nspec")
        }
        let one = try run(files) { $0.jobs = 1 }
        let four = try run(files) { $0.jobs = 4 }
        #expect(one.count == 60 && four == one)
    }

    /// What is beside a named file helps to judge it, and is not judged itself by rule, schema or policy.
    @Test func whatIsBesideANamedFileIsNotChecked() throws {
        let policy = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: none}
            spec:
              matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods, widgets]}]}
              validations: [{expression: "false", message: no}]
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: none}
            spec: {policyName: none, validationActions: [Deny]}

            """
        let files = [
            "pod.yaml": Self.privileged, "policy.yaml": policy, "other.yaml": Self.privileged + "  nonsense: 1\n",
            "widget.yaml": "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\n",
        ]
        let check = try TreeCheck(files, select: ["privileged-container", "unknown-field", "policy/*"]) {
            ($0.paths, $0.looksAtNeighbors) = (["pod.yaml"], true)
        }
        #expect(check.lines == ["pod.yaml:4:3 policy/none", "pod.yaml:10:9 privileged-container"])
        #expect(check.result.counts.objects == 1 && check.result.counts.files == 1 && check.result.counts.withoutSchema == 0)
        #expect(check.result.notes.isEmpty)
    }

    @Test(arguments: ["pod.yaml", "kustomization.yaml", "values.json"])
    func aPointerOfGitLFSIsSaid(_ name: String) throws {
        let pointer =
            "version https://git-lfs.github.com/spec/v1\noid sha256:\(String(repeating: "4d7a2146", count: 8))\nsize 12345\n"
        #expect(try run([name: pointer], select: ["git-lfs-pointer"]) == ["\(name):1:1 git-lfs-pointer"])
        // What only looks like one is read as what it is.
        let text = "version https://git-lfs.github.com/spec/v1\n"
        #expect(try run([name: text, "a.yaml": Self.privileged]).contains("a.yaml:10:9 privileged-container"))
    }
}
