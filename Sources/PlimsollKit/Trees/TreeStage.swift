import Kustomize
import KubernetesModel
import Policy
import SourceText
import YAMLDocument

/// The part of a run that is about kustomizations: builds the roots, and looks at the files of the trees.
struct TreeStage {
    /// One root that builds.
    struct Root {
        let directory: String
        let rendering: Rendering
    }

    /// What came of it.
    struct Outcome {
        var roots: [Root] = []
        /// The files that are not judged by themselves: they were read by a build, or are no objects but parts of some.
        var leftOut: Set<String> = []
        /// The directories that have a kustomization.
        var directories: Set<String> = []
        /// The objects of patches that no build has merged.
        var unmergedPatches: [Document] = []
        var findings: [Finding] = []
        var diagnostics: [Diagnostic] = []

        /// Whether a directory has a kustomization, or lies below one that has.
        func covers(_ directory: String) -> Bool {
            var current = directory
            while !directories.contains(current) {
                guard current != ".", current != "/" else { return false }
                current = FilePath.directory(of: current)
            }
            return true
        }
    }

    let options: RunOptions
    let library: RuleLibrary
    let scan: Scan

    /// Builds the leaf kustomizations, and looks at all. What does not build is a finding, and the files it reads are judged as they stand.
    ///
    /// - Parameter around: what nobody has named, but what may be part of a tree with files that somebody has: what is found in trees
    ///   without any of those is dropped.
    func run(_ files: [ScannedFile], around: NamedFiles.Surroundings) -> Outcome {
        let known = Set(files.map(\.file.path))
        let all = files + around.files
        var graph = KustomizationGraph(all, others: around.kustomizations)
        let manifests = Dictionary(
            uniqueKeysWithValues: all.filter { !$0.manifests.isEmpty }.map { ($0.file.path, $0.manifests) })
        let session = BuildSession(tree: scan.tree) { [store = scan.store] path, read in
            store[path] ?? read().map { store.add(path, $0) }
        }
        let builder = TreeBuilder(
            graph: graph, roots: options.rendersAllKustomizations ? graph.all : graph.leaves, manifests: manifests,
            objects: gitOpsObjects(manifests), session: session, workers: scan.workers, isGivenUp: options.isGivenUp, path: path)
        let (trees, problems) = builder.build()
        graph.deployed = Set(trees.filter(\.isDeployed).map(\.root))
        let asked = Set(files.filter { $0.kustomization != nil }.map { FilePath.directory(of: $0.file.path) })
        var outcome = Outcome()
        outcome.directories = Set(graph.all)
        outcome.findings += problems.compactMap { finding($0, defaultRule: "kustomize-invalid") }
        for tree in trees { add(tree, to: &outcome, asked: asked, named: known) }
        lint(graph, session, all, named: known, &outcome)
        let built = Set(outcome.roots.flatMap { $0.rendering.reads.compactMap { path($0.file) } })
        outcome.unmergedPatches = graph.all.compactMap { graph.files[$0] }.filter { !built.contains($0) }
            .flatMap(session.patchObjects).filter { path($0.file.id).map(known.contains) ?? false }
        outcome.findings = KustomizationSchema(builtIn).findings(in: files, beside: outcome.findings)
        outcome.findings = KustomizationFixes(all).added(to: outcome.findings, path: path)
        return outcome
    }

    private func gitOpsObjects(_ manifests: [String: [Manifest]]) -> GitOpsObjects {
        GitOpsObjects(
            manifests.sorted { $0.key < $1.key }.flatMap(\.value), tree: scan.tree,
            walked: options.paths.filter { scan.tree.kind($0) == .directory },
            knownURLs: builtIn.parameter("repoUrls", of: "gitops-path-missing", settings: options.settings), path: path)
    }

    /// Takes what came of one root, if any of the files that the run is about have a part in it.
    private func add(_ tree: BuiltTree, to outcome: inout Outcome, asked: Set<String>, named: Set<String>) {
        switch tree.result {
        case .success(let rendering):
            let reads = rendering.reads.compactMap { path($0.file) }
            guard asked.contains(tree.root) || !named.isDisjoint(with: reads) else { return }
            outcome.roots.append(Root(directory: tree.root, rendering: rendering))
            outcome.leftOut.formUnion(reads)
            var warnings = rendering.warnings
            if !tree.suppliesNamespace { warnings += [TreeLint.missingNamespace(in: rendering)].compactMap(\.self) }
            outcome.findings += warnings.compactMap { finding($0, defaultRule: "kustomize-invalid", root: tree.root) }
        case .failure(let error):
            let places = error.diagnostics.compactMap { $0.span.flatMap { path($0.file) } }
            guard asked.contains(tree.root) || !named.isDisjoint(with: places) else { return }
            outcome.findings += error.diagnostics.compactMap { finding($0, defaultRule: "kustomize-build", root: tree.root) }
            outcome.diagnostics += error.diagnostics.filter { $0.span == nil }
        }
    }

    private func lint(
        _ graph: KustomizationGraph, _ session: BuildSession, _ files: [ScannedFile], named: Set<String>, _ outcome: inout Outcome
    ) {
        guard !graph.all.isEmpty else { return }
        func parameter(_ name: String, of rule: String) -> [String] {
            builtIn.parameter(name, of: rule, settings: options.settings)
        }
        var settings = LintSettings()
        settings.requiresCommit = parameter("requireCommit", of: "kustomize-remote-unpinned") == ["true"]
        settings.allowedHosts = parameter("allowHosts", of: "kustomize-remote-insecure")
        settings.ignoredKeys = parameter("ignoreKeys", of: "kustomize-secret-literal")
        let lint = TreeLint(
            graph, session, files, settings: settings,
            ignored: parameter("ignore", of: "kustomize-unused-file").map(Glob.init),
            repository: Repository(around: graph.all.first ?? ".", tree: scan.tree))
        outcome.leftOut.formUnion(lint.parts)
        let found = lint.diagnostics().filter { $0.span.flatMap { path($0.file) }.map(named.contains) ?? false }
        outcome.findings += found.compactMap { diagnostic in
            var finding = finding(diagnostic, defaultRule: "kustomize-invalid")
            // What is said of a kustomization as a file belongs to the file; a Secret that it generates is in what is deployed.
            if let file = diagnostic.span?.file, diagnostic.code == "kustomize-secret-literal" {
                finding?.roots = outcome.roots.filter { $0.rendering.reads.contains { $0.file == file } }.map(\.directory)
                    .sorted()
            }
            return finding
        }
    }

    private var builtIn: BuiltInFindings { BuiltInFindings(library: library, selection: options.selection) }

    private func finding(_ diagnostic: Diagnostic, defaultRule: String, root: String? = nil) -> Finding? {
        builtIn.finding(diagnostic, defaultRule: defaultRule, root: root)
    }

    private var path: @Sendable (SourceFile.ID) -> String? { { [store = scan.store] id in store[id]?.path } }
}
