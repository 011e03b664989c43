import SourceText
import YAMLDocument

/// How a kustomization is built.
public struct BuildOptions: Sendable {
    /// Where files may lie that a kustomization reads.
    public enum LoadRestrictor: String, Sendable {
        /// Only in or below the kustomization's own directory.
        case rootOnly = "LoadRestrictionsRootOnly"
        /// Anywhere.
        case none = "LoadRestrictionsNone"
    }

    /// The order of the objects, unless the kustomization chooses one.
    public enum Order: String, Sendable {
        /// By kind.
        case legacy
        /// As they were read and made.
        case none
    }

    /// Where files may lie.
    public var loadRestrictor = LoadRestrictor.rootOnly
    /// The order of the objects.
    public var order = Order.legacy
    /// Whether every object gets the label that `buildMetadata: [managedByLabel]` asks for.
    public var addsManagedByLabel = false
    /// Whether the build goes on without what is not at hand: remote entries, charts, and plugins that are programs. Each is then a warning,
    /// and nothing is said of what might be in them.
    public var leavesOutUnavailable = false

    /// kustomize's own choices.
    public init() {}
}

/// The build of one kustomization and all that it is built on.
public struct KustomizeBuild: Sendable {
    private let root: String
    private let session: BuildSession
    private let options: BuildOptions
    private let deployment: Deployment?

    /// What a GitOps tool does to a kustomization that it deploys.
    private struct Deployment {
        let source: GitOpsSource
        let substitution: VariableSubstitution?
        let repository: String
        /// The files of a directory that has no kustomization.
        let resources: [String]
    }

    /// A build that shares files with others.
    ///
    /// - Parameter root: the directory with the kustomization file; relative to the tree's working directory, or absolute.
    public init(root: String, session: BuildSession, options: BuildOptions = BuildOptions()) {
        (self.root, self.session, self.options, deployment) = (root, session, options, nil)
    }

    /// The build of what a GitOps tool deploys.
    ///
    /// - Parameters:
    ///   - repository: the root of the repository that the directory is in.
    ///   - resources: for a directory without a kustomization, the files and directories that are deployed, relative to it.
    ///   - substitution: the variables to fill in; nil for none.
    public init(
        deploying source: GitOpsSource, root: String, repository: String, resources: [String] = [],
        substitution: VariableSubstitution? = nil, session: BuildSession, options: BuildOptions = BuildOptions()
    ) {
        (self.root, self.session, self.options) = (root, session, options)
        deployment = Deployment(source: source, substitution: substitution, repository: repository, resources: resources)
    }

    /// A build on its own.
    public init(root: String, tree: FileTree, options: BuildOptions = BuildOptions()) {
        self.init(root: root, session: BuildSession(tree: tree), options: options)
    }

    /// Builds.
    public func run() throws(KustomizeError) -> Rendering {
        if Loader.isRemote(root) { throw Messages.remote(root) }
        let path = FilePath.join(session.tree.workingDirectory, root)
        guard let resolved = session.tree.resolve(path) else { throw Messages.missingRoot(root, path) }
        guard session.tree.kind(resolved) == .directory else { throw Messages.rootIsFile(root, resolved) }
        let log = BuildLog(leavesOutUnavailable: options.leavesOutUnavailable)
        let loader = Loader(root: resolved, ancestors: [], session: session, log: log, limit: limit)
        let shared = SharedBuild(root: resolved)
        let kustomization = try kustomization(of: loader)
        shared.recordsTransformations = kustomization.buildMetadata.contains { $0.value == "transformerAnnotations" }
        var accumulation = Accumulation()
        try LayerBuild(kustomization, loader, shared: shared).build(onto: &accumulation)
        try finish(&accumulation, kustomization, log)
        return Rendering(
            resources: accumulation.resources.resources.map(\.document), steps: log.steps, reads: log.reads,
            warnings: log.warnings, isWhole: !log.isIncomplete,
            kustomization: kustomization.file)
    }

    private var limit: Loader.FileLimit {
        if let deployment, deployment.source.readsWholeRepository {
            return .below(FilePath.join(session.tree.workingDirectory, deployment.repository))
        }
        return options.loadRestrictor == .rootOnly ? .ownDirectory : .none
    }

    /// What the kustomization of the root says, with the changes of whoever deploys it.
    private func kustomization(of loader: Loader) throws(KustomizeError) -> Kustomization {
        guard let deployment else {
            return try session.kustomization(in: try loader.kustomizationFile(askedForAt: nil))
        }
        session.adopt(deployment.source.file)
        let path = deployment.source.path
        var edit = deployment.source.edit
        let kustomization: Kustomization
        if deployment.source.takesPlainDirectories, !loader.hasKustomizationFile {
            edit.resources = deployment.resources.map { Located($0, path.span) }
            kustomization = Kustomization(file: deployment.source.file, kind: .kustomization)
        } else {
            kustomization = try session.kustomization(in: try loader.kustomizationFile(askedForAt: path.span))
        }
        return edit.applied(to: kustomization) { session.tree.kind(FilePath.join(loader.root, $0)) != nil }
    }

    /// What is done once, at the very end.
    private func finish(_ accumulation: inout Accumulation, _ kustomization: Kustomization, _ log: BuildLog)
        throws(KustomizeError)
    {
        let file = kustomization.file
        try HashNames.apply(to: &accumulation.resources, as: log.begin("nameHash", of: file))
        let configuration = accumulation.configuration ?? .builtIn
        try NameReferences(references: configuration.nameReference).apply(
            to: &accumulation.resources, as: log.begin("nameReference", of: file))
        try accumulation.variables.resolve(
            in: &accumulation.resources, fieldSpecs: configuration.varReference, as: log.begin("vars", of: file))
        FixedNameLint(references: configuration.nameReference).report(accumulation.resources.resources, to: log)
        accumulation.resources.removeAll { resource in
            resource.document.node(at: "metadata", "annotations", "config.kubernetes.io/local-config")
                .map { !resource.document.hasText($0, "false") } ?? false
        }
        sort(&accumulation.resources, kustomization)
        var metadata = kustomization.buildMetadata
        if options.addsManagedByLabel { metadata.append(Located("managedByLabel", file.span)) }
        try BuildMetadata.apply(metadata, to: &accumulation.resources, as: log.begin("buildMetadata", of: file))
        if let deployment { try finish(&accumulation.resources, for: deployment, log) }
        try accumulation.resources.modifyEach { resource throws(KustomizeError) in
            try resource.document.makePrintable()
        }
    }

    /// What Flux does to what it has built.
    private func finish(_ resources: inout ResourceSet, for deployment: Deployment, _ log: BuildLog) throws(KustomizeError) {
        let source = deployment.source
        if let substitution = deployment.substitution {
            let step = log.begin("postBuild", of: source.file)
            try resources.modifyEach { resource in substitution.apply(to: &resource.document, as: step) }
        }
        for (field, pairs) in [("labels", source.finalLabels), ("annotations", source.finalAnnotations)] where !pairs.isEmpty {
            let transformer = MetadataPairs(
                step: "commonMetadata", plugin: PluginName(kind: "Kustomization"), pairs: pairs,
                fieldSpecs: [FieldSpec(path: "metadata/" + field, creates: true)])
            try transformer.apply(to: &resources, as: log.begin(transformer.step, of: source.file))
        }
    }

    private func sort(_ resources: inout ResourceSet, _ kustomization: Kustomization) {
        if let sort = kustomization.sortOptions {
            if sort.isLegacy { SortOrder.legacy(&resources, first: sort.orderFirst, last: sort.orderLast) }
        } else if options.order == .legacy {
            SortOrder.legacy(&resources)
        }
    }
}
