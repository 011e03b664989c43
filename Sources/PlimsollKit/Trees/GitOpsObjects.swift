import Kustomize
import KubernetesModel
import SourceText
import YAMLDocument

/// The objects of Flux and Argo CD that a run knows of, and the directories that they deploy.
struct GitOpsObjects {
    /// A directory that an object deploys.
    struct Target {
        let source: GitOpsSource
        let object: Manifest
        /// The directory as the run names it.
        let directory: String
        /// The root of its repository, absolute.
        let repository: String
    }

    private let tree: FileTree
    /// The directories that the run was given.
    private let walked: [String]
    /// The manifests of all files, in which referred objects are looked up.
    private let manifests: [Manifest]
    private let urls: Set<String>
    /// URLs of this repository that only the user knows.
    private let knownURLs: Set<String>
    private let path: (SourceFile.ID) -> String?

    init(
        _ manifests: [Manifest], tree: FileTree, walked: [String], knownURLs: [String], path: @escaping (SourceFile.ID) -> String?
    ) {
        (self.tree, self.walked, self.manifests, self.path) = (tree, walked, manifests, path)
        self.knownURLs = Set(knownURLs.map(Repository.normalized))
        let repositories = manifests.filter { $0.type.kind == "GitRepository" }.compactMap(Self.url)
        let sources = manifests.filter { GitOpsSource.mayBe($0.type) }.flatMap {
            (try? GitOpsSource.all(in: $0.document, object: $0.root)) ?? []
        }
        let named = sources.compactMap { if case .url(let url) = $0.repository { Repository.normalized(url) } else { nil } }
        urls = Set(repositories + named)
    }

    private static func url(of repository: Manifest) -> String? {
        repository.node(at: "spec", "url").map { Repository.normalized(repository.document.text(of: $0)) }
    }

    // MARK: Targets

    /// What an object deploys from this repository, and what is wrong with what it says about that.
    func targets(of manifest: Manifest) -> (targets: [Target], problems: [Diagnostic]) {
        let sources: [GitOpsSource]
        do throws(KustomizeError) {
            sources = try GitOpsSource.all(in: manifest.document, object: manifest.root)
        } catch {
            return ([], error.diagnostics)
        }
        var (targets, problems): ([Target], [Diagnostic]) = ([], [])
        for source in sources where !UnknownValues.hasVariable(source.path.value) && !source.path.value.contains("{{") {
            let file = path(manifest.document.file.id) ?? "."
            let repository = Repository(around: FilePath.directory(of: file), tree: tree)
            let root = repository?.root ?? walkedRoot(of: file)
            let isHere = isHere(source, repository)
            guard isHere != false else { continue }
            let directory = FilePath.clean(root + "/" + source.path.value)
            guard FilePath.isInOrBelow(directory, root), tree.kind(directory) == .directory else {
                if isHere == true { problems.append(Self.missing(source.path)) }
                continue
            }
            targets.append(
                Target(source: source, object: manifest, directory: tree.shown(directory), repository: root))
        }
        return (targets, problems)
    }

    private static func missing(_ path: Located<String>) -> Diagnostic {
        .warning(
            "there is no directory '\(path.value)' in this repository, so nothing is deployed", at: path.span,
            code: "gitops-path-missing")
    }

    /// Without git, paths start at the directory that the run was given.
    private func walkedRoot(of file: String) -> String {
        let absolute = FilePath.join(tree.workingDirectory, file)
        let roots = walked.map { FilePath.join(tree.workingDirectory, $0) }
        return roots.first { FilePath.isInOrBelow(absolute, $0) } ?? tree.workingDirectory
    }

    /// Whether a source is in this repository; nil if nothing tells.
    private func isHere(_ source: GitOpsSource, _ repository: Repository?) -> Bool? {
        switch source.repository {
        case .url(let url): return isHere(Repository.normalized(url), repository)
        case .object(let kind, let namespace, let name):
            guard kind == "GitRepository" else { return nil }
            let found = manifests.first {
                $0.type.kind == kind && $0.name == name
                    && ($0.namespace == namespace || $0.namespace.isEmpty || namespace.isEmpty)
            }
            if let url = found.flatMap(Self.url) { return isHere(url, repository) }
            // The name that Flux gives to the repository that it is installed from.
            return name == "flux-system" ? true : nil
        }
    }

    private func isHere(_ url: String, _ repository: Repository?) -> Bool? {
        if knownURLs.contains(url) { return true }
        let remotes = repository?.remotes ?? []
        if !remotes.isEmpty { return remotes.contains(url) }
        return urls.count == 1 ? true : nil
    }

    // MARK: Variables

    /// The variables that Flux fills in; nil if the object asks for none.
    func substitution(of target: Target) -> VariableSubstitution? {
        guard var substitution = target.source.ownSubstitution else { return nil }
        var values: [String: Located<String>] = [:]
        for source in target.source.variableSources {
            let namespace = target.object.namespace
            let found = manifests.first {
                $0.type.kind == "ConfigMap" && source.kind == "ConfigMap" && $0.name == source.name
                    && ($0.namespace == namespace || $0.namespace.isEmpty || namespace.isEmpty)
            }
            guard let found, let data = found.node(at: "data") else {
                // A Secret's values are never looked at, and what is not here may be in the cluster.
                substitution.isComplete = false
                continue
            }
            for entry in found.document.children(of: data) where !found.document.isUnknown(entry) {
                values[found.document.key(of: entry) ?? ""] = Located(
                    found.document.text(of: entry), found.document.span(of: entry))
            }
        }
        substitution.values = values.merging(substitution.values) { $1 }
        return substitution
    }
}

extension FileTree {
    /// A path as a run names it: relative to the working directory where it lies below it, else absolute.
    func shown(_ path: String) -> String {
        let absolute = FilePath.join(workingDirectory, path)
        guard FilePath.isInOrBelow(absolute, workingDirectory) else { return absolute }
        return FilePath.relative(absolute, to: workingDirectory)
    }
}
