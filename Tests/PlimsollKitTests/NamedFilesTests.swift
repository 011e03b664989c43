import Kustomize
import PlimsollKit
import Policy
import Testing

/// Files that are named one by one are judged through the kustomizations that reach them, and no others are.
@Suite struct NamedFilesTests {
    private static let library = try? RuleLibrary()
    private static let pod =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  hostNetwork: true\n  containers: [{name: web, image: a}]\n"
    private static let patch = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {hostNetwork: true}\n"

    /// The kustomizations that are judged for some files, and what is found.
    private func judged(_ paths: [String], in files: [String: String]) throws -> (roots: [String], findings: [String]) {
        var options = RunOptions()
        options.tree = .memory(
            Dictionary(uniqueKeysWithValues: files.map { ("/repo/" + $0.key, Array($0.value.utf8)) }), workingDirectory: "/repo")
        let memory = options.tree ?? .disk()
        let absolute = { @Sendable (path: String) in FilePath.join("/repo", path) }
        options.tree = FileTree(
            workingDirectory: "/repo", kind: { memory.kind(absolute($0)) }, read: { memory.read(absolute($0)) },
            list: { memory.list(absolute($0)) }, resolve: { memory.resolve(absolute($0)) })
        options.paths = paths
        options.selection.select = ["host-network", "kustomize-build", "kustomize-missing-file", "gitops-path-missing"]
        let result = Run.check(options, library: try #require(Self.library))
        let sources = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0.path) })
        return (result.roots, result.openFindings.map { "\(sources[$0.span.file] ?? "") \($0.rule)" })
    }

    private static let base = ["base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": pod]

    @Test(arguments: [
        // The ways to write the way to a base.
        ("dev/kustomization.yaml", "resources: [../base]\n", ["dev"]),
        ("dev/kustomization.yml", "bases:\n- ../base/\n", ["dev"]),
        ("dev/Kustomization", "resources:\n  - \"../\\x62ase\"\n", ["dev"]),
        ("dev/kustomization.yaml", "resources: [./../other/../base]\n", ["dev"]),
        ("deep/a/b/kustomization.yaml", "resources: [&base ../../../base]\n", ["deep/a/b"]),
        // What lies in a base cannot include it, so nothing builds, and the file is judged alone.
        ("base/dev/kustomization.yaml", "resources: ['..']\n", []),
        ("base/a/b/kustomization.yaml", "resources:\n- ../..\nnamePrefix: x-\n", []),
        ("kustomization.yaml", "resources: [base] # all\n", ["."]),
        // Names that only look like it.
        ("dev/kustomization.yaml", "resources: [pod.yaml] # not ../base\n", ["base"]),
        ("base2/kustomization.yaml", "resources: [../other/base]\n", ["base"]),
    ])
    func aBaseIsJudgedThroughWhatIncludesIt(_ path: String, _ text: String, _ expected: [String]) throws {
        let files = Self.base.merging([path: text, "other/kustomization.yaml": "resources: [gone.yaml]\n"]) { $1 }
        let (roots, findings) = try judged(["base/pod.yaml"], in: files)
        #expect(roots == expected)
        #expect(findings == ["base/pod.yaml host-network"])
    }

    @Test func whatDoesNotReachTheFileIsNotJudged() throws {
        var files = Self.base
        files["dev/kustomization.yaml"] = "resources: [../base]\npatches: [{path: patch.yaml}]\n"
        files["prod/kustomization.yaml"] = "resources: [../base]\npatches: [{path: patch.yaml}]\n"
        files["dev/patch.yaml"] = Self.patch
        files["prod/patch.yaml"] = Self.patch
        files["broken/kustomization.yaml"] = "resources: [gone.yaml]\n"
        #expect(try judged(["dev/patch.yaml"], in: files).roots == ["dev"])
        #expect(try judged(["dev/kustomization.yaml"], in: files).roots == ["dev"])
        #expect(try judged(["base/kustomization.yaml"], in: files).roots == ["dev", "prod"])
        #expect(
            try judged(["broken/kustomization.yaml"], in: files).findings == ["broken/kustomization.yaml kustomize-missing-file"])
    }

    @Test func chainsAndComponentsAreFollowedThroughMany() throws {
        var files = Self.base
        for number in 0..<60 {
            files["level-\(number)/kustomization.yaml"] = "resources: [../\(number == 0 ? "base" : "level-\(number - 1)")]\n"
        }
        files["part/kustomization.yaml"] =
            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: patch.yaml}]\n"
        files["part/patch.yaml"] = Self.patch
        files["with/kustomization.yaml"] = "resources: [../base]\ncomponents: [../part]\n"
        #expect(try judged(["base/pod.yaml"], in: files).roots == ["level-59", "with"])
        #expect(try judged(["part/patch.yaml"], in: files).roots == ["with"])
    }

    @Test func aPatchOfAnotherDirectoryIsNoObject() throws {
        var files = Self.base
        files["dev/kustomization.yaml"] = "resources: [../base]\npatches: [{path: ../shared/patch.yaml}]\n"
        files["shared/patch.yaml"] = Self.patch
        #expect(try judged(["shared/patch.yaml"], in: files).findings == [])
    }

    @Test func whatFluxDeploysIsJudgedAsFluxDeploysIt() throws {
        var files = Self.base
        files["cluster/apps.yaml"] = """
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: apps, namespace: flux-system}
            spec:
              path: ./base
              sourceRef: {kind: GitRepository, name: flux-system}
              patches:
                - patch: '[{op: remove, path: /spec/hostNetwork}]'
                  target: {kind: Pod}

            """
        #expect(try judged(["base/pod.yaml"], in: files).findings == [])
        files["other/kustomization.yaml"] = "resources: [../base]\n"
        #expect(try judged(["base/pod.yaml"], in: files).findings == ["base/pod.yaml host-network"])
    }
}
