import Admission
import Fixes
import Kustomize
import KubernetesModel
import KubernetesSchema
import KubernetesSchemaTable
public import Policy
import SourceText
import YAMLDocument

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One run of `check`: discover, read, build, judge.
public struct Run {
    private(set) var options: RunOptions
    private(set) var library: RuleLibrary
    let store = FileStore()
    let tree: FileTree
    let workers: Int
    private(set) var result = RunResult()
    /// What the search for files has left out, if the run is to tell.
    private(set) var skipped: [SkippedPath] = []

    /// Prepares a run with the rules that there are.
    public init(_ options: RunOptions, library: RuleLibrary) {
        (self.options, self.library) = (options, library)
        tree = (options.tree ?? .disk()).overlaid(with: options.texts)
        workers = max(1, options.jobs ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        self.options.selection.alternatives = PathOverrides.alternatives(options, library: library)
    }

    /// Runs.
    public static func check(_ options: RunOptions, library: RuleLibrary) -> RunResult {
        var run = Run(options, library: library)
        run.check()
        return run.result
    }

    private mutating func check() {
        result.rules = library.rules.filter(options.selection.includes)
        result.frameworks = options.selection.frameworks
        guard let versions = versions() else { return }
        let files = scannedFiles()
        // A path that cannot be read fails the run, and the rest is judged all the same.
        if files.isEmpty || isGivenUp() { return }
        result.judgedPaths = files.map(\.file.path)
        result.unparsed = files.reduce(0) { $0 + $1.diagnostics.count }
        let named = namedFiles
        let trees = TreeStage(options: options, library: library, store: store, tree: tree, workers: workers).run(
            files, around: named.surroundings(of: files))
        if isGivenUp() { return }
        result.findings += trees.findings
        result.diagnostics += trees.diagnostics
        let beside = named.filesBeside(files, leavingOut: trees.leftOut)
        // What is beside a named file helps to judge it, and is not judged itself.
        let companions = Set(beside.map(\.file.id))
        let units = self.units(files + beside, trees)
        keep(trees.roots, units)
        let schemaFiles = schemaFiles()
        let definitions = definitions(schemaFiles, units)
        result.notes += definitions.notes
        var schemas = SchemaStore(definitions.all)
        schemaFiles.add(to: &schemas, for: units)
        let builtIn = BuiltInFindings(
            library: library, selection: options.selection, hasStrictKinds: options.hasStrictUnknownKinds)
        let checked = SchemaStage(
            definitions: definitions, schemas: schemas, versions: versions.kubernetes, files: schemaFiles, builtIn: builtIn,
            workers: workers
        ).run(units)
        guard let engine = engine(for: checked.units, leavingOut: companions, versions),
            let admission = admissionCheck(units, schemas, versions.kubernetes)
        else { return }
        if isGivenUp() { return }
        result.findings += files.flatMap { file in
            file.diagnostics.compactMap { builtIn.finding($0, defaultRule: "yaml-syntax") }
        }
        for outcome in Judging(engine: engine, workers: workers, companions: companions).outcomes(checked.units) {
            result.findings += outcome.findings
            result.diagnostics += outcome.diagnostics
            result.asked.formUnion(outcome.asked)
        }
        if isGivenUp() { return }
        let withoutSchema = checked.withoutSchema
        result.findings += checked.findings + withoutSchema.findings
        let patches = UnmergedPatches(trees.unmergedPatches)
        result.findings += patches.findings(SchemaCheck(store: schemas, targets: versions.kubernetes), builtIn)
        result.counts.withoutSchema = withoutSchema.objectCount
        result.notes += [withoutSchema.note].compactMap(\.self)
        let admitted = outcomes(of: admission, for: units)
        result.findings += admitted.flatMap(\.findings)
        if !companions.isEmpty { result.findings.removeAll { companions.contains($0.span.file) } }
        count(files, units, beside: companions, hasPatches: !patches.unit.index.manifests.isEmpty)
        result.notes += admission.notes(admitted)
        finish(files, units + [patches.unit])
    }

    /// The versions to judge by; nil if a text of the options is none.
    private mutating func versions() -> RunVersions? {
        do throws(VersionProblem) {
            return try RunVersions(options)
        } catch {
            result.diagnostics.append(.error(error.description, at: nil))
            return nil
        }
    }

    /// Keeps what was built, and what of it the caller asks for besides findings.
    private mutating func keep(_ roots: [TreeStage.Root], _ units: [Unit]) {
        result.roots = roots.map(\.directory)
        if options.keepsRenderings { for root in roots { result.renderings[root.directory] = root.rendering.yaml() } }
        guard options.keepsUnits else { return }
        result.units = units
        for root in roots { result.reads[root.directory] = Set(root.rendering.reads.compactMap { store[$0.file]?.path }) }
    }

    /// What admission policies find in the objects of each unit, and what keeps those that are in a unit from being used.
    private func outcomes(of admission: AdmissionCheck, for units: [Unit]) -> [AdmissionCheck.Outcome] {
        let problem = library["admission-policy-invalid"]
        return mapInParallel(Array(units.enumerated()), workers: workers, fewest: 2) { place, unit in
            var outcome = admission.check(unit, at: place)
            outcome.findings += admission.problems(in: unit, at: place, under: problem)
            return outcome
        }
    }

    /// Whether the run may end here.
    private mutating func isGivenUp() -> Bool {
        if options.isGivenUp?() == true { result.wasGivenUp = true }
        return result.wasGivenUp
    }

    /// The admission policies of the tree and of `--policies`; nil if one of the latter cannot be used.
    private mutating func admissionCheck(
        _ units: [Unit], _ schemas: SchemaStore, _ versions: KubernetesVersionSet
    ) -> AdmissionCheck? {
        guard let version = versions.oldest else { return nil }
        let before = result.diagnostics.count
        let files = filesBelow(options.policies)
        let given = Scan(store: store, tree: tree, workers: workers).read(files).files
        result.diagnostics += given.flatMap(\.diagnostics)
        let admission = AdmissionCheck(
            given: given.flatMap(\.manifests), units: units, schemas: schemas, version: version, selection: options.selection)
        result.diagnostics += admission.diagnostics
        library = library.adding(admission.rules)
        result.rules += admission.rules
        result.files = store.all
        return result.diagnostics[before...].contains { $0.severity == .error } ? nil : admission
    }
}

extension Run {
    /// What is read besides the files that are named one by one.
    var namedFiles: NamedFiles { NamedFiles(options, scan: Scan(store: store, tree: tree, workers: workers)) }

    /// The rules that some object of the units may meet, compiled; of the user's own rules all, so that a broken one is always said.
    private mutating func engine(
        for units: [Unit], leavingOut companions: Set<SourceFile.ID>, _ versions: RunVersions
    ) -> Engine? {
        var kinds: Set<String> = []
        var hasPods = false
        for manifest in units.lazy.flatMap(\.index.manifests) where !companions.contains(manifest.document.file.id) {
            guard kinds.insert(manifest.type.kind).inserted || !hasPods else { continue }
            hasPods = hasPods || PodTemplatePaths.builtIn.podTemplate(of: manifest) != nil
        }
        let rules = result.rules.filter { rule in
            if !rule.isChecked { return true }
            if !rule.validatedTypes.isEmpty { return true }
            if rule.scope != .object, !hasPods { return false }
            return rule.kinds.isEmpty || rule.kinds.contains { kinds.contains($0.kind) }
        }
        do throws(RuleErrors) {
            var engine = try Engine(
                rules, selection: options.selection, parameters: options.settings.parameters, external: options.settings.external,
                versions: versions.kubernetes, targets: versions.targets)
            engine.surroundings = Surroundings(units)
            return engine
        } catch {
            result.diagnostics += error.diagnostics
            result.files = rules.map(\.file)
            return nil
        }
    }
}

// MARK: Files

extension Run {
    /// The files of the paths, read and sorted. A path that does not exist fails the run; so does one with nothing to judge.
    ///
    /// - Parameter tellsSkipped: whether what is left out is written down.
    mutating func scannedFiles(tellsSkipped: Bool = false) -> [ScannedFile] {
        var scan = Scan(store: store, tree: tree, workers: workers, named: [options.standardInputName])
        var walk = DirectoryWalk(excluded: options.exclude, from: tree.workingDirectory, in: options.tree)
        walk.tellsSkipped = tellsSkipped
        var paths: [String] = []
        var neighbors: Set<String> = []
        var files: [ScannedFile] = []
        for path in options.paths {
            if path == "-" {
                files.append(scan.scan(store.add(options.standardInputName, options.standardInput ?? [])))
                continue
            }
            let clean = shown(path)
            switch tree.kind(path) {
            case nil: result.diagnostics.append(.error("no such file or directory: '\(path)'", at: nil))
            case .directory: walk.walk(clean)
            case .file:
                if let pattern = walk.exclusion(of: clean), options.forcesExclude {
                    skipped.append(SkippedPath(path: clean, reason: .excluded(pattern.text)))
                } else {
                    paths.append(clean)
                }
                if options.readsNeighbors {
                    neighbors.formUnion(tree.candidates(in: FilePath.directory(of: clean)).filter { !walk.isExcluded($0) })
                }
            }
        }
        for (path, reason) in walk.leftOut { result.diagnostics.append(.warning("left out '\(path)', which \(reason)", at: nil)) }
        skipped += walk.skipped
        noteOtherConfigurations(walk.configurations)
        for directory in walk.unreadable { result.diagnostics.append(.error("cannot read directory '\(directory)'", at: nil)) }
        let unique = Set(paths).union(walk.files).union(neighbors).sorted()
        scan.named.formUnion(paths)
        let (read, unreadable) = scan.read(unique)
        for path in unreadable {
            result.diagnostics.append(.error("cannot read '\(path)'; it is no regular file, or not yours to read", at: nil))
        }
        files += read
        if files.isEmpty, !result.hasFailed {
            result.diagnostics.append(
                .error(
                    "nothing to check: no .yaml, .yml or .json file in \(options.paths.map { "'\($0)'" }.joined(separator: ", "))",
                    at: nil))
        }
        return files
    }

    /// Says which configuration files below the paths do not hold, where that is not what somebody asked for.
    private mutating func noteOtherConfigurations(_ paths: [String]) {
        guard options.settings.isFound else { return }
        let read = Set(options.settings.files.map(\.realPath))
        let others = paths.filter { tree.resolve($0).map { !read.contains($0) } ?? false }
        guard let first = others.first else { return }
        let rest = others.count > 1 ? " and \(others.count - 1) more" : ""
        result.notes.append(
            "left '\(first)'\(rest) aside: one configuration holds for a run, the closest one upward of the working directory; start there, or name it with --config or in 'extend'"
        )
    }

    /// The files of paths that a flag names. A path that does not exist fails the run.
    private mutating func filesBelow(_ paths: [String]) -> [String] {
        var walk = DirectoryWalk(in: options.tree)
        for path in paths {
            switch tree.kind(path) {
            case nil: result.diagnostics.append(.error("no such file or directory: '\(path)'", at: nil))
            case .directory: walk.walk(shown(path))
            case .file: walk.add(shown(path))
            }
        }
        return walk.files
    }

    private func shown(_ path: String) -> String { tree.shown(path) }

    /// Whether a file of that name may hold manifests.
    public static func isCandidate(_ path: String) -> Bool { DirectoryWalk.isCandidate(FilePath.name(of: path)) }

    private mutating func count(
        _ files: [ScannedFile], _ units: [Unit], beside: Set<SourceFile.ID>, hasPatches: Bool
    ) {
        result.counts.files = files.count
        result.counts.helmTemplates = files.count { $0.role == .helmTemplate }
        result.counts.otherFiles = files.count { $0.role == .other }
        result.counts.kustomizations = units.count { $0.root != nil }
        let objects = Set(units.flatMap { $0.index.manifests.map { $0.document.span(of: $0.root) } })
        result.counts.objects = objects.count { !beside.contains($0.file) }
        if result.counts.helmTemplates > 0 {
            let templates = result.counts.helmTemplates
            let what = templates == 1 ? "template, which is no manifest" : "templates, which are no manifests"
            result.notes.append(
                "left out \(templates) Helm \(what) before Helm has rendered \(templates == 1 ? "it" : "them"): pipe 'helm template' into 'plimsoll check -'"
            )
        }
        if result.counts.objects == 0, !hasPatches, !result.hasFailed, result.findings.isEmpty {
            let none = files.count == 1 ? "'\(files[0].file.path)' holds no" : "none of the \(files.count) files holds a"
            result.diagnostics.append(.error("nothing to check: \(none) Kubernetes object", at: nil))
        }
    }
}

// MARK: Units

extension Run {
    /// What is judged together: each rendering, and the plain manifests of each directory that no kustomization reads.
    private func units(
        _ files: [ScannedFile], _ trees: TreeStage.Outcome
    ) -> [Unit] {
        let (roots, read) = (trees.roots, trees.leftOut)
        var hasVariables: [SourceFile.ID: Bool] = [:]
        for id in Set(roots.flatMap { $0.rendering.reads.map(\.file) }) {
            hasVariables[id] = store[id].map { UnknownValues.hasVariable($0) }
        }
        var units = roots.map { root in
            let rendering = root.rendering
            let looksForVariables = rendering.reads.contains { hasVariables[$0.file] == true }
            let manifests = rendering.resources.flatMap { Manifest.all(in: $0, lookingForVariables: looksForVariables) }
            return Unit(
                index: ManifestIndex(manifests, isWhole: rendering.isWhole), root: root.directory, steps: rendering.steps)
        }
        var byDirectory: [String: [Manifest]] = [:]
        for file in files where !file.manifests.isEmpty && !read.contains(file.file.path) {
            byDirectory[FilePath.directory(of: file.file.path), default: []] += file.manifests
        }
        // What lies in a tree but in none of its builds may refer to all that the builds have.
        units += byDirectory.sorted { $0.key < $1.key }.map {
            Unit(index: ManifestIndex($0.value, isWhole: !trees.covers($0.key)))
        }
        return units
    }

    /// The files of `--crds`. A path that does not exist fails the run.
    private mutating func schemaFiles() -> SchemaFiles {
        SchemaFiles(paths: filesBelow(options.crds), tree: tree, store: store)
    }

    /// The CustomResourceDefinitions of `--crds` and of the tree.
    private func definitions(_ files: SchemaFiles, _ units: [Unit]) -> Definitions {
        // Of JSON, catalogues hold schemas and no definitions; a file that is named by itself may be either.
        let paths = files.paths.filter { !$0.hasSuffix(".json") || options.crds.contains($0) }
        let read = Scan(store: store, tree: tree, workers: workers).read(paths).files.flatMap(\.manifests)
        let kind = KindSelector("CustomResourceDefinition")
        return Definitions(given: read.filter { kind.matches($0.type) }, units: units) { store[$0]?.path ?? "" }
    }
}

// MARK: The end

extension Run {
    private mutating func finish(_ scanned: [ScannedFile], _ units: [Unit]) {
        result.files = store.all
        let files = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0) })
        let path = { (id: SourceFile.ID) in files[id]?.path ?? "" }
        let overrides = PathOverrides(options, library: library, workingDirectory: tree.workingDirectory)
        if !overrides.isEmpty {
            result.findings = result.findings.compactMap { overrides.applied(to: $0, file: path($0.span.file)) }
        }
        var findings = FindingMerge.merged(FindingMerge.withoutExplainedBuilds(result.findings), path: path)
        result.findings = []
        if options.honorsSuppressions {
            let silencing = Silencing(
                library: library, options: options, files: files, overrides: overrides, workingDirectory: tree.workingDirectory)
            findings += silencing.apply(to: &findings, of: units, scanned: scanned)
            result.notes += silencing.idleAllowances(among: findings).map {
                "the entry of 'allow' at \($0.place) silences nothing"
            }
        }
        findings = FindingMerge.merged(findings, path: path)
        let said = Set(findings.lazy.map(\.fingerprint))
        for finding in findings {
            if let fingerprint = finding.coveredBy, said.contains(fingerprint) {
                result.covered.append(finding)
            } else {
                result.findings.append(finding)
            }
        }
        if options.computesFixes {
            var planner = FixPlanner { files[$0] }
            for (index, finding) in result.findings.enumerated() {
                // The text of a fix may hold what it quotes or replaces.
                guard finding.object?.type.kind != "Secret" else { continue }
                result.findings[index].fix = finding.proposal.flatMap { try? planner.fix($0).get() }
            }
        }
        result.notes += options.settings.allow.filter(\.hasExpired).map { allowance in
            "the entry of 'allow' at \(allowance.place) has expired on \(allowance.expires ?? "") and silences nothing"
        }
        var seen: Set<Diagnostic> = []
        result.diagnostics = result.diagnostics.filter { seen.insert($0).inserted }
    }
}
