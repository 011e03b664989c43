public import SourceText

/// What one kustomization file says, for who looks at the file and not at what it builds.
public struct KustomizationFacts: Sendable {
    /// One path that it names.
    public struct Reference: Sendable {
        /// The path as written, relative to the directory of the kustomization; for generators without the key.
        public let path: Located<String>
        /// The field: `resources`, `patches`, `configMapGenerator`, …
        public let field: String
        /// Whether what is there is an object, a directory or a component that becomes part of what is built.
        public var isResource: Bool { field == "resources" || field == "components" }
    }

    private let kustomization: Kustomization

    init(_ kustomization: Kustomization) { self.kustomization = kustomization }

    /// The file.
    public var file: SourceFile { kustomization.file }
    /// Whether it is a Component.
    public var isComponent: Bool { kustomization.kind == .component }

    /// All local paths, in the order of the fields.
    public var references: [Reference] { kustomization.references.filter { !Loader.isRemote($0.path.value) } }

    /// The sources of Secrets that are files: the path, and whether it is a file of variables.
    public var secretFiles: [(path: Located<String>, isEnvironment: Bool)] {
        kustomization.secrets.flatMap { secret in
            secret.files.map { ($0.map(KeyValueSources.path), false) } + secret.environments.map { ($0, true) }
        }
    }

    /// What the file alone shows to be wrong.
    public func diagnostics(_ settings: LintSettings) -> [Diagnostic] {
        RemoteEntryLint(settings: settings).diagnostics(of: kustomization)
            + SecretLiteralLint(settings: settings).diagnostics(of: kustomization)
            + RepeatedEntryLint.diagnostics(of: kustomization) + ImageEntryLint.diagnostics(of: kustomization)
            + HelmChartLint.diagnostics(of: kustomization)
    }
}

/// What the rules on kustomization files can be told.
public struct LintSettings: Sendable {
    /// Whether only a commit id pins a remote entry.
    public var requiresCommit = false
    /// Hosts that may be read over an insecure protocol.
    public var allowedHosts: [String] = []
    /// Keys of Secrets whose values are no secrets.
    public var ignoredKeys: [String] = []

    /// The settings of a run without configuration.
    public init() {}
}

extension BuildSession {
    /// What the kustomization file at a path says.
    ///
    /// - Throws: why it cannot be read, which a build says too.
    public func facts(ofFile path: String) throws(KustomizeError) -> KustomizationFacts? {
        let absolute = FilePath.join(tree.workingDirectory, path)
        guard let resolved = tree.resolve(absolute), let file = file(at: resolved) else { return nil }
        return KustomizationFacts(try kustomization(in: file))
    }
}

extension Kustomization {
    /// All paths that it names, remote ones too.
    fileprivate var references: [KustomizationFacts.Reference] {
        typealias Reference = KustomizationFacts.Reference
        func paths(_ entries: [Located<String>], _ field: String) -> [Reference] {
            // Some lists may hold whole objects as texts.
            entries.filter { !$0.value.isEmpty && !$0.value.contains("\n") }.map { Reference(path: $0, field: field) }
        }
        var result = paths(resources, "resources") + paths(components, "components")
        result += paths(strategicMergePatches, "patchesStrategicMerge") + paths(patches.compactMap(\.path), "patches")
        result += paths(jsonPatches.compactMap(\.path), "patchesJson6902")
        result += paths(replacements.compactMap(\.path), "replacements") + paths(crds, "crds")
        result += paths(configurations, "configurations") + paths([openAPI?.path].compactMap(\.self), "openapi")
        result += paths(generators, "generators") + paths(transformers, "transformers") + paths(validators, "validators")
        for (entries, field) in [(configMaps, "configMapGenerator"), (secrets, "secretGenerator")] {
            for entry in entries {
                result += paths(entry.environments + entry.files.map { $0.map(KeyValueSources.path) }, field)
            }
        }
        return result + paths(helmCharts.flatMap(\.valuesFiles), "helmCharts")
    }
}
