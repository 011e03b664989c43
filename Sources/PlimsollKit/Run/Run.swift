import Admission
import Kustomize
import KubernetesModel
import KubernetesSchema
public import Policy
import SourceText

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One run of `check`, as its stages in their order: files, trees, schemas, rules, admission policies, conclusion.
public struct Run {
    private let options: RunOptions
    private var library: RuleLibrary
    private let scan: Scan
    private var result = RunResult()

    /// Prepares a run with the rules that there are.
    private init(_ options: RunOptions, library: RuleLibrary) {
        var options = options
        options.selection.alternatives = PathOverrides.alternatives(options, library: library)
        (self.options, self.library) = (options, library)
        scan = Scan(options)
    }

    /// Runs.
    public static func check(_ options: RunOptions, library: RuleLibrary) -> RunResult {
        var run = Run(options, library: library)
        run.check()
        return run.result
    }

    /// Whether a file of that name may hold manifests.
    public static func isCandidate(_ path: String) -> Bool { DirectoryWalk.isCandidate(FilePath.name(of: path)) }

    private mutating func check() {
        result.rules = library.rules.filter(options.selection.includes)
        result.frameworks = options.selection.frameworks
        result.asksForAllRules = (options.selection.select + options.selection.extendSelect).contains("all")
        guard let versions = versions() else { return }
        let files = self.files()
        // A path that cannot be read fails the run, and the rest is judged all the same.
        if files.isEmpty || isGivenUp() { return }
        let named = NamedFiles(options, scan: scan)
        let trees = self.trees(files, named)
        if isGivenUp() { return }
        let units = RunUnits(
            files, beside: named.filesBeside(files, leavingOut: trees.leftOut), trees, in: scan.store)
        keep(trees.roots, units.all)
        let schemaFiles = self.schemaFiles()
        let definitions = self.definitions(schemaFiles, units.all)
        var schemas = SchemaStore(definitions.all)
        schemaFiles.add(to: &schemas, for: units.all)
        let checked = SchemaStage(
            definitions: definitions, schemas: schemas, versions: versions.kubernetes, files: schemaFiles, builtIn: builtIn,
            workers: scan.workers, leavingOut: units.companions
        ).run(units.all)
        guard judge(checked.units, units, schemas, versions) else { return }
        result.findings += checked.findings + checked.withoutSchema.findings
        result.counts.withoutSchema = checked.withoutSchema.objectCount
        result.notes += [checked.withoutSchema.note].compactMap(\.self)
        let patches = UnmergedPatches(trees.unmergedPatches)
        result.findings += patches.findings(SchemaCheck(store: schemas, targets: versions.kubernetes), builtIn)
        result.findings.removeAll { units.companions.contains($0.span.file) }
        count(files, units, hasPatches: !patches.unit.index.manifests.isEmpty)
        conclude(files, units.all + [patches.unit])
    }

    private var builtIn: BuiltInFindings {
        BuiltInFindings(library: library, selection: options.selection, hasStrictKinds: options.hasStrictUnknownKinds)
    }

    /// Whether the run may end here.
    private mutating func isGivenUp() -> Bool {
        if options.isGivenUp?() == true { result.wasGivenUp = true }
        return result.wasGivenUp
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
}

// MARK: What is judged

extension Run {
    private mutating func files() -> [ScannedFile] {
        let search = FileSearch(options: options, scan: scan).run()
        result.notes += search.notes
        result.diagnostics += search.diagnostics
        result.inputFile = search.input
        result.judgedPaths = search.files.map(\.file.path)
        result.unparsed = search.files.reduce(0) { $0 + $1.diagnostics.count }
        result.findings += search.files.flatMap(\.diagnostics).compactMap { builtIn.finding($0, defaultRule: "yaml-syntax") }
        return search.files
    }

    private mutating func trees(_ files: [ScannedFile], _ named: NamedFiles) -> TreeStage.Outcome {
        let trees = TreeStage(options: options, library: library, scan: scan).run(files, around: named.surroundings(of: files))
        result.findings += trees.findings
        result.diagnostics += trees.diagnostics
        return trees
    }

    /// Keeps what was built, and what of it the caller asks for besides findings.
    private mutating func keep(_ roots: [TreeStage.Root], _ units: [Unit]) {
        result.roots = roots.map(\.directory)
        if options.keepsRenderings { for root in roots { result.renderings[root.directory] = root.rendering.yaml() } }
        guard options.keepsUnits else { return }
        result.units = units
        for root in roots {
            result.reads[root.directory] = Set(root.rendering.reads.compactMap { scan.store[$0.file]?.path })
        }
    }

    private mutating func count(_ files: [ScannedFile], _ units: RunUnits, hasPatches: Bool) {
        result.counts.files = files.count
        result.counts.helmTemplates = files.count { $0.role == .helmTemplate }
        result.counts.otherFiles = files.count { $0.role == .other }
        result.counts.kustomizations = units.all.count { $0.root != nil }
        result.counts.objects = units.objectCount
        let templates = result.counts.helmTemplates
        if templates > 0 {
            let what = templates == 1 ? "template, which is no manifest" : "templates, which are no manifests"
            result.notes.append(
                "left out \(templates) Helm \(what) before Helm has rendered \(templates == 1 ? "it" : "them"): pipe 'helm template' into 'plimsoll check -'"
            )
        }
        if result.counts.objects == 0, !hasPatches, !result.hasFailed, result.findings.isEmpty {
            let none = files.count == 1 ? "'\(files[0].file.path)' holds no" : "none of the \(files.count) files holds a"
            let problem = "nothing to check: \(none) Kubernetes object"
            if options.namesChosenFiles(in: scan.tree) {
                result.notes.append(problem)
            } else {
                result.diagnostics.append(.error(problem, at: nil))
            }
        }
    }
}

// MARK: What judges

extension Run {
    /// The files of `--crds`. A path that does not exist fails the run.
    private mutating func schemaFiles() -> SchemaFiles {
        let given = given(options.crds)
        return SchemaFiles(paths: given, tree: scan.tree, store: scan.store)
    }

    /// The CustomResourceDefinitions of `--crds` and of the tree.
    private mutating func definitions(_ files: SchemaFiles, _ units: [Unit]) -> Definitions {
        // Of JSON, catalogues hold schemas and no definitions; a file that is named by itself may be either.
        let paths = files.paths.filter { !$0.hasSuffix(".json") || options.crds.contains($0) }
        let read = scan.read(paths).files.flatMap(\.manifests)
        let kind = KindSelector("CustomResourceDefinition")
        let definitions = Definitions(given: read.filter { kind.matches($0.type) }, units: units) { [store = scan.store] in
            store[$0]?.path ?? ""
        }
        result.notes += definitions.notes
        return definitions
    }

    /// Judges by rules and admission policies, unless one of them cannot be used; false if so, or if the run is given up.
    ///
    /// - Parameters:
    ///   - meant: the objects as their authors meant them, which rules judge.
    ///   - units: the objects as they were written, which is what a server admits or not.
    private mutating func judge(
        _ meant: [Unit], _ units: RunUnits, _ schemas: SchemaStore, _ versions: RunVersions
    ) -> Bool {
        let stage = RuleStage(rules: result.rules, options: options, versions: versions, scan: scan)
        guard let jobs = jobs(of: stage, for: meant, units.companions),
            let admission = admission(units.all, schemas, versions), !isGivenUp()
        else { return false }
        for outcome in jobs.flatMap(stage.outcomes) {
            result.findings += outcome.findings
            result.diagnostics += outcome.diagnostics
            result.asked.formUnion(outcome.asked)
        }
        if isGivenUp() { return false }
        let admitted = admission.outcomes(
            for: units.all, leavingOut: units.companions, problemsUnder: library["admission-policy-invalid"],
            workers: scan.workers)
        result.findings += admitted.flatMap(\.findings)
        result.notes += admission.notes(admitted)
        return true
    }

    private mutating func jobs(
        of stage: RuleStage, for units: [Unit], _ companions: Set<SourceFile.ID>
    ) -> [RuleStage.Job]? {
        do throws(RuleErrors) {
            return try stage.jobs(for: units, leavingOut: companions)
        } catch {
            result.diagnostics += error.diagnostics
            result.files = stage.rules.map(\.file)
            return nil
        }
    }

    /// The admission policies of the tree and of `--policies`; nil if one of the latter cannot be used.
    private mutating func admission(_ units: [Unit], _ schemas: SchemaStore, _ versions: RunVersions) -> AdmissionCheck? {
        guard let version = versions.kubernetes.oldest else { return nil }
        let before = result.diagnostics.count
        let given = scan.read(given(options.policies)).files
        result.diagnostics += given.flatMap(\.diagnostics)
        let admission = AdmissionCheck(
            given: given.flatMap(\.manifests), units: units, schemas: schemas, version: version, selection: options.selection)
        result.diagnostics += admission.diagnostics
        library = library.adding(admission.rules)
        result.rules += admission.rules
        result.files = scan.store.all
        return result.diagnostics[before...].contains { $0.severity == .error } ? nil : admission
    }

    /// The files of paths that a flag names. A path that does not exist fails the run.
    private mutating func given(_ paths: [String]) -> [String] {
        let given = GivenFiles(paths, in: scan.tree, walking: options.tree)
        result.diagnostics += given.diagnostics
        return given.paths
    }
}

// MARK: What is said

extension Run {
    private mutating func conclude(_ files: [ScannedFile], _ units: [Unit]) {
        // What the configuration says may be at fault.
        for file in options.settings.allow.compactMap(\.file) { _ = scan.store.add(file.path, file.bytes) }
        result.files = scan.store.all
        let outcome = Conclusion(
            options, library: library, files: result.files, tree: scan.tree
        ).outcome(of: result.findings, in: units, files)
        (result.findings, result.covered) = (outcome.findings, outcome.covered)
        result.notes += outcome.notes
        var seen: Set<Diagnostic> = []
        result.diagnostics = result.diagnostics.filter { seen.insert($0).inserted }
    }
}
