import KubernetesModel
import Policy
import SourceText

/// Judges the objects of all units by rules, on several threads.
struct RuleStage {
    /// The rules that the run may ask.
    let rules: [Rule]
    let options: RunOptions
    let versions: RunVersions
    let scan: Scan

    /// Objects, and what judges them.
    struct Job {
        fileprivate let engine: Engine
        fileprivate let portions: [UnitPortion]
    }

    /// The work that there is: of the user's own rules all are compiled, so that a broken one is always said.
    ///
    /// - Parameter companions: files that are read for what others refer to: their objects are not judged.
    func jobs(for units: [Unit], leavingOut companions: Set<SourceFile.ID>) throws(RuleErrors) -> [Job] {
        let wanted = rules(for: units, leavingOut: companions)
        let surroundings = Surroundings(units) { [tree = scan.tree] in
            BuiltImages.names(above: units.lazy.flatMap(\.index.manifests).map(\.document.file.path), in: tree)
        }
        let parameters = PathParameters(options.settings, workingDirectory: scan.tree.workingDirectory)
        var jobs: [Job] = []
        for share in parameters.shares(of: units, leavingOut: companions, path: { scan.store[$0]?.path ?? "" }) {
            var engine = try Engine(
                wanted, selection: options.selection, parameters: share.values, external: options.settings.external,
                versions: versions.kubernetes, targets: versions.targets)
            engine.surroundings = surroundings
            jobs.append(Job(engine: engine, portions: share.portions))
        }
        return jobs
    }

    /// The rules that some object of the units may meet.
    private func rules(for units: [Unit], leavingOut companions: Set<SourceFile.ID>) -> [Rule] {
        var kinds: Set<String> = []
        var hasPods = false
        for manifest in units.lazy.flatMap(\.index.manifests) where !companions.contains(manifest.document.file.id) {
            guard kinds.insert(manifest.type.kind).inserted || !hasPods else { continue }
            hasPods = hasPods || PodTemplatePaths.builtIn.podTemplate(of: manifest) != nil
        }
        return rules.filter { rule in
            if !rule.isChecked || !rule.validatedTypes.isEmpty { return true }
            if rule.scope != .object, !hasPods { return false }
            return rule.kinds.isEmpty || rule.kinds.contains { kinds.contains($0.kind) }
        }
    }

    /// What is found, in the order of the objects.
    func outcomes(_ job: Job) -> [Engine.Outcome] {
        // Each judge compiles the rules that its objects may break, which takes as long as to judge some dozen objects.
        let workers = UnitPortion.workers(for: job.portions, of: scan.workers, fewest: 24)
        return mapInParallel(
            job.portions, workers: workers, fewest: 2, state: { RuleJudge(job.engine) },
            end: { [isLast = options.isLast] in if isLast { $0.keepUntilExit() } }
        ) { judge, portion in
            var outcome = Engine.Outcome()
            judge.check(portion.unit, portion.places, &outcome)
            return outcome
        }
    }
}
