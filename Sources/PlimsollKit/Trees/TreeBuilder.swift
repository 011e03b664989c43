import Kustomize
import KubernetesModel
import SourceText
import YAMLDocument

/// What one root of a run builds to: a kustomization that no other includes, or a directory that Flux or Argo CD deploys.
struct BuiltTree {
    /// The directory.
    let root: String
    let result: Result<Rendering, KustomizeError>
    /// Whether a GitOps tool deploys it, so that objects without a namespace get one.
    var suppliesNamespace = false
    /// Whether a GitOps tool deploys it.
    var isDeployed = false
}

/// Builds the roots of a run.
///
/// A directory that a GitOps object deploys is built with what the object changes, and only so. Such objects may be in what others build
/// to, as Flux has it with its tree of Kustomizations: building goes on until there are no new ones.
struct TreeBuilder {
    let graph: KustomizationGraph
    /// The kustomizations to build.
    let roots: [String]
    /// The manifests of all files, by the file's path.
    let manifests: [String: [Manifest]]
    let objects: GitOpsObjects
    let session: BuildSession
    let workers: Int
    /// Whether nobody wants the builds any more.
    let isGivenUp: (@Sendable () -> Bool)?
    let path: @Sendable (SourceFile.ID) -> String?

    /// All trees, and what is wrong with the GitOps objects.
    func build() -> (trees: [BuiltTree], problems: [Diagnostic]) {
        let written = manifests.sorted { $0.key < $1.key }.flatMap(\.value)
        let deployed = written.flatMap { objects.targets(of: $0).targets }
        let covered = Set(deployed.flatMap { [$0.directory] + plainContents(of: $0).filter(graph.all.contains) })
        var trees = build(roots.filter { !covered.contains($0) })
        var problems: [Diagnostic] = []
        if !deployed.isEmpty || written.contains(where: Self.isGitOps) { deploy(onto: &trees, &problems) }
        let done = Set(trees.filter { (try? $0.result.get()) != nil }.map(\.root))
        // What Flux deploys whole is judged as part of that, if it builds.
        let contained = Set(deployed.filter { done.contains($0.directory) }.flatMap(plainContents))
        trees += build(roots.filter { covered.contains($0) && !done.contains($0) && !contained.contains($0) })
        return (trees.sorted { $0.root < $1.root }, problems)
    }

    static func isGitOps(_ manifest: Manifest) -> Bool {
        ["kustomize.toolkit.fluxcd.io", "argoproj.io"].contains(manifest.type.group)
    }

    private func build(_ roots: [String]) -> [BuiltTree] {
        let builds = mapInParallel(roots, workers: workers, fewest: 2) { [session, isGivenUp] root in
            Result { () throws(KustomizeError) in
                if isGivenUp?() == true { throw .givenUp }
                return try KustomizeBuild(root: root, session: session, options: Self.options).run()
            }
        }
        return zip(roots, builds).map { BuiltTree(root: $0, result: $1) }
    }

    private static let options: BuildOptions = {
        var options = BuildOptions()
        options.leavesOutUnavailable = true
        return options
    }()

    // MARK: What GitOps objects deploy

    /// Objects that build one another without end stop here; real trees have two or three levels.
    private static let mostRounds = 10

    private func deploy(onto trees: inout [BuiltTree], _ problems: inout [Diagnostic]) {
        let read = Set(trees.flatMap { (try? $0.result.get().reads) ?? [] }.compactMap { path($0.file) })
        var upcoming = manifests.filter { !read.contains($0.key) }.sorted { $0.key < $1.key }.flatMap(\.value)
        upcoming += trees.flatMap(Self.objects)
        var seen: Set<String> = []
        for _ in 0..<Self.mostRounds {
            var targets: [GitOpsObjects.Target] = []
            for object in upcoming where Self.isGitOps(object) {
                let key = "\(object.namespace)/\(object.name)" + JSONPrinter.json(of: object.root, in: object.document)
                guard seen.insert(key).inserted else { continue }
                let (found, wrong) = objects.targets(of: object)
                problems += wrong
                targets += found.filter(isBuildable)
            }
            guard !targets.isEmpty else { return }
            let fresh = build(targets)
            upcoming = fresh.flatMap(Self.objects)
            trees += fresh
        }
    }

    private func build(_ targets: [GitOpsObjects.Target]) -> [BuiltTree] {
        let jobs = targets.map { target in
            KustomizeBuild(
                deploying: target.source, root: target.directory, repository: target.repository,
                resources: plainContents(of: target).map { FilePath.relative(absolute($0), to: absolute(target.directory)) },
                substitution: objects.substitution(of: target), session: session, options: Self.options)
        }
        let builds = mapInParallel(jobs, workers: workers, fewest: 2) { job in
            Result { () throws(KustomizeError) in try job.run() }
        }
        return zip(targets, builds).map {
            BuiltTree(root: $0.directory, result: $1, suppliesNamespace: $0.source.suppliesNamespace, isDeployed: true)
        }
    }

    private static func objects(of tree: BuiltTree) -> [Manifest] {
        ((try? tree.result.get().resources) ?? []).flatMap(Manifest.all).filter(isGitOps)
    }

    /// Whether kustomize has a say in what is deployed: plain directories of Argo CD are judged as they stand.
    private func isBuildable(_ target: GitOpsObjects.Target) -> Bool {
        graph.all.contains(target.directory) || !plainContents(of: target).isEmpty
    }

    /// For a directory without a kustomization: the files and kustomizations in it that Flux puts together, as the run names them.
    private func plainContents(of target: GitOpsObjects.Target) -> [String] {
        let directory = target.directory
        guard target.source.takesPlainDirectories, !graph.all.contains(directory) else { return [] }
        func isBelow(_ path: String, _ directory: String) -> Bool { FilePath.isInOrBelow(absolute(path), absolute(directory)) }
        var kustomizations: [String] = []
        for candidate in graph.all where isBelow(candidate, directory) {
            // They are sorted, so that a directory comes before what is in it.
            if !kustomizations.contains(where: { isBelow(candidate, $0) }) { kustomizations.append(candidate) }
        }
        let files = manifests.keys.filter { file in
            isBelow(file, directory) && !kustomizations.contains { isBelow(file, $0) }
        }
        return files.sorted() + kustomizations.filter { !graph.components.contains($0) }
    }

    private func absolute(_ path: String) -> String { FilePath.join(session.tree.workingDirectory, path) }
}
